import { startRig, text } from './rig';

const PEOPLE = 100_000;
const CALLS = 100;
const PER_CALL = 1000;
const NOTICE = '紧急通知：请立即停止办理'.repeat(20);

const directory = {
  departments: [{ id: 1, name: '城商银行', parentid: 0 }],
  people: Array.from({ length: PEOPLE }, (_, n) => ({
    userid: `p${n}`,
    name: `员工${n}`,
    department: [1],
    position: n % 2 === 0 ? '柜员' : '客户经理',
  })),
};

describe('a bank of a hundred thousand', () => {
  const startBig = () => startRig({ directory });

  it('is told in a hundred calls of a thousand each, within a few seconds, while a page looks on', async () => {
    const { sandbox, send } = await startBig();
    const heard = readAll(await fetch(`${sandbox.url}/sandbox/api/stream`));
    const begun = process.cpuUsage();
    for (let call = 0; call < CALLS; call += 1) {
      const touser = Array.from({ length: PER_CALL }, (_, n) => `p${call * PER_CALL + n}`).join('|');
      expect(await send({ ...text(NOTICE), touser })).toMatchObject({ errcode: 0 });
    }
    // Of the processor, for the clock on the wall also counts what the neighbours do.
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1e6).toBeLessThan(10);
    expect(sandbox.chat('p0').map(({ content }) => content)).toEqual([NOTICE]);
    expect(sandbox.chat(`p${PEOPLE - 1}`).map(({ content }) => content)).toEqual([NOTICE]);
    await sandbox.close();
    // A page cannot take a hundred thousand lines: it is told that it missed some, and reads anew.
    const told = await heard;
    expect(told).toContain('event: stale');
    expect(told.split('event: chat').length - 1).toBeLessThan(PEOPLE);
  });

  it('is shown to the page a hundred at a time, with whoever is asked for, and searched', async () => {
    const { sandbox } = await startBig();
    const ask = async (path: string) =>
      (await (await fetch(`${sandbox.url}/sandbox/api/${path}`)).json()) as {
        people: { userid: string }[];
        total: number;
      };
    const state = await ask('state?who=P99999,ghost,p5');
    expect(state.total).toBe(PEOPLE);
    expect(state.people.map(({ userid }) => userid)).toEqual([
      ...Array.from({ length: 100 }, (_, n) => `p${n}`),
      'p99999',
    ]);
    const found = await ask(`people?find=${encodeURIComponent('员工9999')}`);
    expect(found.total).toBe(11);
    expect(found.people.map(({ userid }) => userid).slice(0, 2)).toEqual(['p9999', 'p99990']);
    const managers = await ask(`people?find=${encodeURIComponent('客户经理')}`);
    expect([managers.people.length, managers.total]).toEqual([100, PEOPLE / 2]);
    expect(await ask(`people?find=${encodeURIComponent('无此人')}`)).toEqual({ people: [], total: 0 });
    await sandbox.close();
  });
});

async function readAll(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk as Uint8Array);
  } catch {
    // The sandbox was closed.
  }
  return Buffer.concat(chunks).toString('utf8');
}
