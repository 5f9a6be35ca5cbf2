import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buttonCard, card, startRig, text, type Rig } from './rig';

describe('a member who has left (离职)', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.sandbox.close());

  const contents = (userid: string) => rig.sandbox.chat(userid).map(({ content }) => content);

  it('is named in invaliduser while others are reached, and 81013 when nobody is left', async () => {
    await rig.send(text('在职时'));
    rig.sandbox.leave('LIN');
    const mixed = await rig.send({ ...text('给两人'), touser: 'Lin|zhao' });
    expect(mixed).toMatchObject({ errcode: 0, invaliduser: 'lin' });
    expect(await rig.send(text('给一人'))).toMatchObject({ errcode: 81013, invaliduser: 'lin' });
    expect([contents('lin'), contents('zhao')]).toEqual([['在职时'], ['给两人']]);
  });

  it('is missed out by a department, by @all, and by every list of the directory', async () => {
    rig.sandbox.leave('lin');
    await rig.send({ ...text('部门'), touser: '', toparty: '2' });
    await rig.send({ ...text('全行'), touser: '@all' });
    expect([contents('lin'), contents('zhao')]).toEqual([[], ['部门', '全行']]);
    expect(await rig.get('user/get?userid=lin')).toMatchObject({ errcode: 60111 });
    expect(await rig.get('user/list?department_id=3')).toMatchObject({ errcode: 0, userlist: [] });
    expect(await rig.get('user/simplelist?department_id=3')).toMatchObject({ errcode: 0, userlist: [] });
  });

  it('cannot be called, and gets no update of a card', async () => {
    const { response_code } = await rig.send(card(buttonCard('t1')));
    rig.sandbox.leave('lin');
    expect(await rig.post('pstncc/call', { callee_userid: ['lin'] })).toMatchObject({
      states: [{ code: 60111, callid: '', userid: 'lin' }],
    });
    const update = { agentid: 1000002, userids: ['lin'], response_code, button: { replace_name: '已同意' } };
    expect(await rig.post('message/update_template_card', update)).toMatchObject({ invaliduser: ['lin'] });
  });

  it('does nothing any more', async () => {
    rig.sandbox.leave('lin');
    await expect(rig.sandbox.say('lin', 'x')).rejects.toThrow('这位成员已离职');
    await expect(rig.sandbox.enter('lin')).rejects.toThrow('这位成员已离职');
    expect(() => rig.sandbox.answer('lin')).toThrow('这位成员已离职');
    expect(() => rig.sandbox.leave('ghost')).toThrow('没有这位成员');
  });

  it('is still gone after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const snapshotFile = join(folder, 'snapshot.json');
    const before = await startRig({ snapshotFile });
    before.sandbox.leave('lin');
    await before.sandbox.close();
    const after = await startRig({ snapshotFile });
    expect(await after.send(text('x'))).toMatchObject({ errcode: 81013 });
    await after.sandbox.close();
    rmSync(folder, { recursive: true });
  });
});
