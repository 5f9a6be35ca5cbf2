import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MONDAY, startRig, type Rig } from './rig';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface State {
  readonly code: number;
  readonly callid: string;
  readonly userid: string;
}

describe('a voice call (紧急通知, pstncc)', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.sandbox.close());

  const call = async (...callee_userid: string[]) =>
    (await rig.post('pstncc/call', { callee_userid }))['states'] as readonly State[];
  const ring = async (userid = 'lin') => (await call(userid))[0]?.callid ?? '';
  const stateOf = (callid: string, callee_userid = 'lin') =>
    rig.post('pstncc/getstates', { callee_userid, callid });
  const reasonOf = async (callid: string) => (await stateOf(callid))['reason'];

  it('rings each member named, once, and gives each call its id', async () => {
    const states = await call('LIN', 'zhao', 'lin');
    expect(states).toEqual([
      { code: 0, callid: expect.stringMatching(/^6-\d{17}-\w+-out$/) as string, userid: 'Lin' },
      { code: 0, callid: expect.any(String) as string, userid: 'zhao' },
    ]);
    expect(states[0]?.callid).not.toBe(states[1]?.callid);
    const untold = { errcode: 0, errmsg: 'ok', istalked: 0, calltime: MONDAY / 1000, talktime: 0 };
    expect(await stateOf(states[0]?.callid ?? '', 'Lin')).toEqual({ ...untold, reason: 1 });
  });

  it('names who is not to be called by a code of its own, and rings the others', async () => {
    expect(await call('ghost', 'lin')).toEqual([
      { code: 60111, callid: '', userid: 'ghost' },
      { code: 0, callid: expect.any(String) as string, userid: 'Lin' },
    ]);
  });

  it('rings, is in call when answered, and has ended well when the notice is told', async () => {
    const callid = await ring();
    rig.sandbox.clock.advance(7_000);
    expect(await reasonOf(callid)).toBe(1);
    rig.sandbox.answer('LIN');
    rig.sandbox.clock.advance(5_000);
    expect(await stateOf(callid)).toMatchObject({ istalked: 1, talktime: 5, reason: 3 });
    rig.sandbox.clock.advance(14_999);
    expect(await reasonOf(callid)).toBe(3);
    rig.sandbox.clock.advance(1);
    expect(await stateOf(callid)).toMatchObject({
      istalked: 1,
      calltime: MONDAY / 1000,
      talktime: 20,
      reason: 0,
    });
    rig.sandbox.clock.advance(HOUR);
    expect(await stateOf(callid)).toMatchObject({ istalked: 1, talktime: 20, reason: 0 });
  });

  it('has ended well, though early, when the member hangs up in mid-call', async () => {
    const callid = await ring();
    rig.sandbox.answer('lin');
    rig.sandbox.clock.advance(3_000);
    rig.sandbox.hangUp('lin');
    expect(await stateOf(callid)).toMatchObject({ istalked: 1, talktime: 3, reason: 0 });
  });

  it('is rejected (7) when the member hangs up while it rings', async () => {
    const callid = await ring();
    rig.sandbox.hangUp('lin');
    expect(await stateOf(callid)).toMatchObject({ istalked: 0, talktime: 0, reason: 7 });
  });

  it('is given up by the system (12) when nobody has answered for 30 s', async () => {
    const callid = await ring();
    rig.sandbox.clock.advance(29_999);
    expect(await reasonOf(callid)).toBe(1);
    rig.sandbox.clock.advance(1);
    expect(await stateOf(callid)).toMatchObject({ istalked: 0, reason: 12 });
    expect(() => rig.sandbox.answer('lin')).toThrow('没有来电');
    expect(() => rig.sandbox.hangUp('lin')).toThrow('没有来电，也没有通话');
  });

  it.each([
    ['switched off', 'off', 8],
    ['out of reach', 'out_of_area', 5],
  ] as const)('does not ring a phone that is %s (reason %d)', async (_, phone, reason) => {
    rig.sandbox.setPhone('LIN', phone);
    expect(await reasonOf(await ring())).toBe(reason);
    expect(() => rig.sandbox.answer('lin')).toThrow('没有来电');
    rig.sandbox.setPhone('lin', 'on');
    expect(await reasonOf(await ring())).toBe(1);
  });

  it('is limited (13) from the 4th in 8 minutes, for this callee alone', async () => {
    for (let n = 0; n < 3; n += 1) {
      expect(await reasonOf(await ring())).toBe(1);
      rig.sandbox.clock.advance(MINUTE);
    }
    const turnedAway = await call('lin');
    expect(turnedAway).toMatchObject([{ code: 0, userid: 'Lin' }]);
    expect(await stateOf(turnedAway[0]?.callid ?? '')).toMatchObject({ istalked: 0, reason: 13 });
    expect(await stateOf(await ring('zhao'), 'zhao')).toMatchObject({ reason: 1 });
    rig.sandbox.clock.advance(5 * MINUTE - 1);
    expect(await reasonOf(await ring())).toBe(13);
    // Eight minutes after the first; what was turned away counted for nothing.
    rig.sandbox.clock.advance(1);
    expect(await reasonOf(await ring())).toBe(1);
    expect(await reasonOf(await ring())).toBe(13);
  });

  it('is limited (13) from the 9th in 24 hours', async () => {
    for (let n = 0; n < 8; n += 1) {
      expect(await reasonOf(await ring())).toBe(1);
      rig.sandbox.clock.advance(HOUR);
    }
    expect(await reasonOf(await ring())).toBe(13);
    rig.sandbox.clock.advance(16 * HOUR - 1);
    expect(await reasonOf(await ring())).toBe(13);
    rig.sandbox.clock.advance(1);
    expect(await reasonOf(await ring())).toBe(1);
  });

  it('is remembered for seven days', async () => {
    const callid = await ring();
    rig.sandbox.clock.advance(7 * DAY - 1);
    expect(await reasonOf(callid)).toBe(12);
    rig.sandbox.clock.advance(1);
    expect(await stateOf(callid)).toMatchObject({ errcode: 40058 });
  });

  it.each([
    ['nobody to call', 'call', { callee_userid: [] }, 40031],
    ['a callee that is no list', 'call', { callee_userid: 'lin' }, 40031],
    ['a callee that is no text', 'call', { callee_userid: [7] }, 40031],
    ['a state of nobody', 'getstates', { callid: 'x' }, 40003],
    ['a state of no call', 'getstates', { callee_userid: 'lin' }, 40058],
    ['a call nobody placed', 'getstates', { callee_userid: 'lin', callid: 'x' }, 40058],
  ])('refuses %s', async (_, api, body, errcode) => {
    expect(await rig.post(`pstncc/${api}`, body)).toMatchObject({ errcode });
  });

  it('is told of to its callee alone', async () => {
    expect(await stateOf(await ring('lin'), 'zhao')).toMatchObject({ errcode: 40058 });
  });

  it.each([
    ['not_linked', 301049, 301049],
    ['off', 301050, 40058],
    ['no_balance', 301051, 40058],
  ] as const)('cannot be had by a bank whose 紧急通知 is %s', async (voice, errcode, readingErrcode) => {
    const bank = await startRig({ voice });
    expect(await bank.post('pstncc/call', { callee_userid: ['lin'] })).toMatchObject({ errcode });
    const asked = { callee_userid: 'lin', callid: 'x' };
    expect(await bank.post('pstncc/getstates', asked)).toMatchObject({ errcode: readingErrcode });
    await bank.sandbox.close();
  });

  it('can be refused by a fault as well', async () => {
    rig.sandbox.faults.add({ path: 'pstncc/call', kind: 'errcode', value: 301051, count: 1 });
    expect(await rig.post('pstncc/call', { callee_userid: ['lin'] })).toMatchObject({ errcode: 301051 });
    expect(await call('lin')).toMatchObject([{ code: 0 }]);
  });

  it('survives a restart, and so does the phone that is off', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const snapshotFile = join(folder, 'snapshot.json');
    const before = await startRig({ snapshotFile });
    const states = (await before.post('pstncc/call', { callee_userid: ['lin'] }))[
      'states'
    ] as readonly State[];
    before.sandbox.answer('lin');
    before.sandbox.setPhone('zhao', 'off');
    await before.sandbox.close();
    const after = await startRig({ snapshotFile });
    const asked = { callee_userid: 'lin', callid: states[0]?.callid };
    expect(await after.post('pstncc/getstates', asked)).toMatchObject({ istalked: 1, reason: 3 });
    const next = (await after.post('pstncc/call', { callee_userid: ['zhao'] }))['states'] as readonly State[];
    const other = { callee_userid: 'zhao', callid: next[0]?.callid };
    expect(await after.post('pstncc/getstates', other)).toMatchObject({ reason: 8 });
    await after.sandbox.close();
    rmSync(folder, { recursive: true });
  });
});
