import { exitCodeOf, heartbeatLine, lookLines } from '../../src/auditor/words';
import type { Finding } from '../../src/auditor/look';

const late: Finding = { kind: 'deadlines', ids: ['a', 'b', 'c', 'd'], repaired: 0 };

describe('what npm run audit says', () => {
  it('is one line for each kind, late or not', () => {
    expect(lookLines({ findings: [] })).toEqual([
      '到期的时限：按时',
      '待转发的事件：按时',
      '收到的回调：按时',
      '待发的消息：按时',
      '发不出去的消息：按时',
      '要换的卡片：按时',
      '要继续找人的紧急通知：按时',
      '要追问的重要通知：按时',
      '待群发的重要通知：按时',
      '待更新的汇总：按时',
      '待写的文书：按时',
      '待检查的证据文件：按时',
      '待发的群推送：按时',
      '例行检查：按时',
      '该到期的时限：按时',
      '该告知的事件：按时',
    ]);
  });

  it('names the first of what is late, and what was put back or could not be', () => {
    const said = lookLines({
      findings: [
        late,
        { kind: 'lost_deadlines', ids: ['a', 'b'], repaired: 1 },
        { kind: 'lost_events', ids: ['c'], repaired: 1 },
      ],
    });
    expect(said[0]).toBe('到期的时限：迟了 4 件（a、b、c……）');
    expect(said.slice(-2)).toEqual([
      '该到期的时限：已补 1 件，1 件补不上（a、b）',
      '该告知的事件：已补 1 件（c）',
    ]);
  });

  it.each([
    [undefined, '心跳：还没有过'],
    [-3, '心跳：0 秒前'],
    [12_400, '心跳：12 秒前'],
    [300_000, '心跳：300 秒前'],
    [300_001, '心跳：已经停了 5 分钟（审计没有在运行，或一直没有全部按时）'],
  ])('of a heartbeat of %s ms ago: %s', (ageMs, line) => {
    expect(heartbeatLine(ageMs)).toBe(line);
  });
});

describe('its exit code', () => {
  it.each([
    [[], 0, 0],
    [[late], 300_000, 1],
    [[], 300_001, 2],
    [[late], 300_001, 2],
    [[], undefined, 2],
  ] as const)('of %j and a heartbeat of %s ms ago is %i', (findings, ageMs, code) => {
    expect(exitCodeOf({ findings }, ageMs)).toBe(code);
  });
});
