import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { APP, buttonCard, card, MONDAY, startRig, text } from './rig';

describe('a sandbox with a snapshot file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const snapshotFile = join(folder, 'snapshot.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('remembers chats, codes, task_ids, duplicates, its menu, its token and its clock over a restart', async () => {
    const before = await startRig({ snapshotFile });
    const { response_code } = await before.send(card(buttonCard('case-1')));
    const once = { ...text('催办'), enable_duplicate_check: 1 };
    await before.send(once);
    await before.post(`menu/create?agentid=${APP.agentId}`, {
      button: [{ type: 'click', name: '待办', key: 'todo' }],
    });
    before.sandbox.clock.advance(60_000);
    const chat = before.sandbox.chat('lin');
    const token = await before.get(`gettoken?corpid=${APP.corpId}&corpsecret=${APP.secret}`);
    await before.sandbox.close();

    const after = await startRig({ snapshotFile });
    expect(after.sandbox.clock.reading()).toEqual({ now: MONDAY + 60_000, offsetMs: 60_000 });
    expect(after.sandbox.chat('lin')).toEqual(chat);
    expect(await after.get(`menu/get?agentid=${APP.agentId}`)).toMatchObject({ button: [{ key: 'todo' }] });
    expect(await after.get(`gettoken?corpid=${APP.corpId}&corpsecret=${APP.secret}`)).toEqual(token);
    expect(await after.send(card(buttonCard('case-1')))).toMatchObject({ errcode: 42014 });
    await after.send(once);
    expect(after.sandbox.chat('lin')).toHaveLength(2);
    const update = {
      agentid: APP.agentId,
      userids: ['lin'],
      response_code,
      button: { replace_name: '已同意' },
    };
    expect(await after.post('message/update_template_card', update)).toMatchObject({ errcode: 0 });
    expect(await after.post('message/update_template_card', update)).toMatchObject({ errcode: 42022 });
    await after.send(text('新的'));
    expect(new Set(after.sandbox.chat('lin').map((message) => message.id)).size).toBe(3);
    await after.sandbox.close();
    expect(readdirSync(folder)).toEqual(['snapshot.json']);
  });

  it('begins anew when the file is damaged', async () => {
    writeFileSync(snapshotFile, '{"version":1');
    const rig = await startRig({ snapshotFile });
    expect(rig.sandbox.chat('lin')).toEqual([]);
    await rig.sandbox.close();
  });
});

describe('waiting for a message', () => {
  it('finds one already there, one still to come, and a change of one', async () => {
    const { sandbox, send, post } = await startRig();
    const coming = sandbox.waitFor('lin', (message) => message.taskId === 'case-1');
    const { response_code } = await send(card(buttonCard('case-1')));
    expect((await coming).kind).toBe('card');
    expect(await sandbox.waitFor('LIN', (message) => message.kind === 'card')).toBe(await coming);
    const greyed = sandbox.waitFor('lin', (message) => message.state?.disabledButtons === '已同意');
    await post('message/update_template_card', {
      agentid: APP.agentId,
      atall: 1,
      response_code,
      button: { replace_name: '已同意' },
    });
    expect((await greyed).taskId).toBe('case-1');
    await sandbox.close();
  });

  it('gives up after its time, telling what the chat holds', async () => {
    const { sandbox, send } = await startRig();
    await send(text('别的'));
    await expect(sandbox.waitFor('lin', () => false, 10)).rejects.toThrow(
      /within 10 ms:\n {2}app text {2}别的/,
    );
    await sandbox.close();
  });
});
