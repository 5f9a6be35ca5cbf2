import { hold, type Alert } from '../../src/domain/alert';
import { ended } from '../../src/domain/alert';
import { foldIncident, type Incident, type LeakNotice } from '../../src/domain/incident';
import { reportLeak } from '../../src/domain/incident-acts';
import type { AlertNotice } from '../../src/domain/urgent-notice';
import { alertCard } from '../../src/wecom/cards/alert-card';
import { leakCard } from '../../src/wecom/cards/leak-card';
import { oneTapCard, reasonsFor } from '../../src/wecom/cards/one-tap-card';
import {
  closingAskedText,
  leakGapsText,
  leakListText,
  leakStatusText,
  whichLeakText,
} from '../../src/wecom/copy-leaks';
import { at, MONDAY, org, rules } from '../support/builders';

const ID = 'KFB26000002';
const report = { kind: 'outflow', note: '名单发到外部群', isAnonymous: false } as const;
const incident = reportLeak(ID, report, 'he.li', MONDAY, rules.version).incident;
const hidden = reportLeak(ID, { ...report, isAnonymous: true }, 'he.li', MONDAY, rules.version).incident;
const about = (of: LeakNotice['of']): LeakNotice => ({
  ...{ kind: 'leak', of, to: 'jiang.nan', offices: ['DPO'] },
});
const notice = (of: LeakNotice['of']): AlertNotice => ({
  ...{ kind: 'alert', to: 'jiang.nan', alert: 'a', about: about(of), isSecond: false },
});
const shown = (card: object) => JSON.stringify(card);

describe('the card of a leak (R51, R63)', () => {
  it('says what kind it is, who reported it, and what is asked', () => {
    const card = shown(alertCard(notice('reported'), incident, org, 'task'));
    expect(card).toContain(`${ID} 泄露事件（客户信息外发）有人上报，请马上处理`);
    expect(card).toContain('何丽 3月2日 09:30');
    expect(card).toContain('名单发到外部群');
    expect(shown(alertCard(notice('reported'), hidden, org, 'task'))).toContain('匿名 3月2日 09:30');
    expect(shown(alertCard(notice('unreached'), incident, org, 'task'))).toContain('没联系上');
    expect(shown(alertCard(notice('unopened'), incident, org, 'task'))).toContain('还没有立案调查');
  });

  it('asks a colleague to call about it', () => {
    const task: AlertNotice = {
      ...{ kind: 'call_task', to: 'he.li', alert: 'a', about: about('reported'), call: 1 },
      callee: 'jiang.nan',
    };
    expect(shown(alertCard(task, incident, org, 'task'))).toContain(`${ID} 请打电话给江楠`);
  });

  it('by which one reports lists the kinds and has both buttons', () => {
    const card = shown(leakCard('名单发到外部群', 'task'));
    for (const words of [
      '客户信息外发',
      '资料遗失',
      '系统越权访问',
      '其他',
      '立即上报',
      '匿名上报',
      '名单发到',
    ])
      expect(card).toContain(words);
    expect(card).toContain('"selected_id":"leak.other"');
    expect(shown(leakCard(undefined, 'task'))).not.toContain('sub_title_text');
  });
});

describe('the card of one tap (R35, R23)', () => {
  it('lists the reasons of the rules, as many as a list holds', () => {
    expect(shown(oneTapCard('emergency', ID, rules, 'task'))).toContain('扬言销户、转走资金');
    const major = shown(oneTapCard('major', ID, rules, 'task'));
    expect(major).toContain('升为重大');
    expect(reasonsFor('major', rules)).toHaveLength(10);
    // What an amount makes major the system sees by itself.
    expect(reasonsFor('major', rules).map(([id]) => id)).not.toContain('amount');
  });
});

describe('what the team reads of a leak (R51)', () => {
  const alert = (more: Partial<Alert> = {}): Alert => ({
    ...hold(
      {
        ...{ id: 'a', incidentId: ID, about: about('reported'), anyHour: true },
        ...{ ladder: [{ userId: 'jiang.nan' }, { userId: 'zhao.lei' }], callers: [] },
      },
      MONDAY,
      MONDAY,
    ),
    ...more,
  });
  const now = at('2026-03-02 10:00');
  const status = (of: Incident, alerts: readonly Alert[] = []) =>
    leakStatusText(of, { alerts, org, rules, now });

  it('is who was reached, by whom and how, and who was not', () => {
    const end = { how: 'acknowledged', at: at('2026-03-02 09:33'), userId: 'jiang.nan' } as const;
    const lines = (more: Partial<Alert>) => status(incident, [alert(more)]);
    expect(lines({ stage: 'held' })).not.toContain('江楠');
    expect(lines({ stage: 'card' })).toContain('江楠（个人信息保护负责人）：还没有回应，发了卡片');
    expect(lines({ stage: 'again' })).toContain('发了两次卡片');
    expect(status(incident, [ended(alert({ stage: 'card' }), end)])).toContain('第 3 分钟点了「收到」');
    const other = { ...end, how: 'spoken', userId: 'zhao.lei' } as const;
    expect(status(incident, [ended(alert({ stage: 'card' }), other)])).toContain(
      '江楠（个人信息保护负责人）：第 3 分钟由赵磊接了电话',
    );
    expect(status(incident, [ended(alert({ stage: 'card' }), { how: 'moot', at: now })])).toContain(
      '不用再联系',
    );
  });

  it('is what is late and what is left, with the ground of the nearest', () => {
    const text = status(incident);
    expect(text).toContain('报送人民银行简要报告：3月2日 10:00 前，还剩 0 分');
    expect(text).toContain('立案调查：3月2日 11:30 前，还剩 1 小时 30 分');
    expect(text).toContain('最近一项依据：《中国人民银行业务领域网络安全事件报告管理办法》');
    expect(text).toContain('告知个人：还没有');
  });

  it('of a closed one is what was done, and what was not', () => {
    const opened = foldIncident(incident, { type: 'inquiry_opened', by: 'jiang.nan', at: now });
    const one = foldIncident(opened, { type: 'closing_agreed', by: 'jiang.nan', at: now, office: 'DPO' });
    expect(status(one)).toContain('同意结案：江楠 3月2日 10:00（等另一方）');
    const both = foldIncident(one, { type: 'closing_agreed', by: 'zhao.lei', at: now, office: 'HEAD' });
    expect(status(both)).toContain('已结案（3月2日 10:00）');
    expect(status(both)).toContain('报送网信部门：没有记录');
    expect(status(both)).not.toContain('最近一项依据');
  });

  it('fits into one message, however much was written', () => {
    const long = '说'.repeat(2000);
    const alerts = ['a', 'b', 'c', 'd', 'e'].map((id) => alert({ id, stage: 'calling' }));
    const facts = { dataKinds: long, cause: long, measures: long, lessons: long, people: 100_000 };
    expect(Buffer.byteLength(status({ ...incident, note: long, facts }, alerts))).toBeLessThan(2048);
    expect(status({ ...incident, facts })).toContain(`${'说'.repeat(36)}…`);
  });

  it('lists them, asks which one, and says what is left out', () => {
    expect(leakListText([incident], org)).toContain(`· ${ID} 客户信息外发 3月2日 09:30 已上报，还没有立案`);
    expect(leakListText([], org)).toContain('没有找到');
    expect(whichLeakText('结案', [])).toContain('没有没结案');
    expect(whichLeakText('结案', [incident, { ...incident, id: 'KFB26000003' }])).toContain('有 2 起');
    expect(leakGapsText('handle_leak', ID, ['原因'])).toContain('泄露处置还差：原因');
    expect(closingAskedText({ ...incident, facts: {} }, 'jiang.nan', org)).toContain('江楠 同意');
  });
});
