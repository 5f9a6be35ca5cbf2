import type { Folded } from '../../src/desk/ports';
import type { CardNotice } from '../../src/domain/notice';
import type { UrgentNotice } from '../../src/domain/urgent-notice';
import { CARD_LIMITS } from '../../src/wecom/limits';
import { digestCard } from '../../src/wecom/cards/digest-card';
import { foldedLine, foldedText, releasedText } from '../../src/wecom/copy-digest';
import { filed, MONDAY } from '../support/builders';

const to = 'zhao.lei';
const limit = (urgent: boolean, breached: boolean) => ({
  ...{ kind: 'reminder' as const, to, clockId: 'C1-1', threshold: 'due', urgent, breached, dueAt: MONDAY },
});
const alert = (about: UrgentNotice): CardNotice => ({
  kind: 'alert',
  to,
  alert: 'a',
  about,
  isSecond: false,
});
const reminder = (urgent: boolean, breached = true): CardNotice =>
  urgent ? alert(limit(true, breached)) : limit(false, breached);
const item = (id: string, notice: CardNotice): Folded => ({ id, notice, complaint: filed() });
const items = (count: number, notice: CardNotice) =>
  Array.from({ length: count }, (_, at) => item(`d-${at}`, notice));

interface Vote {
  readonly main_title: { readonly title: string; readonly desc: string };
  readonly checkbox: { readonly mode: number; readonly option_list: readonly { id: string; text: string }[] };
  readonly submit_button: { readonly text: string; readonly key: string };
}
const card = (listed: readonly Folded[]) => digestCard(listed, 't-1') as unknown as Vote;

describe('the digest card (汇总)', () => {
  it('says how many wait, lists twenty at most, and names the rest', () => {
    const { main_title: title, checkbox, submit_button: submit } = card(items(500, reminder(false)));
    expect(title.title).toBe('您有 500 条通知待看');
    expect(title.desc).toContain('其余 480 条随后列出');
    expect(title.desc).not.toContain('紧急');
    expect(checkbox).toMatchObject({ mode: 1 });
    expect(checkbox.option_list).toHaveLength(20);
    expect(checkbox.option_list[0]?.id).toBe('folded.d-0');
    expect(submit).toEqual({ text: '发给我', key: 'release' });
  });

  it('says how many are urgent, and nothing of a rest when there is none', () => {
    const { main_title: title } = card([item('u', reminder(true)), ...items(19, reminder(false))]);
    expect(title.desc).toContain('紧急的 1 条排在最前');
    expect(title.desc).not.toContain('其余');
  });

  it.each<readonly [CardNotice, string]>([
    [reminder(true), '联系超时'],
    [reminder(false, false), '联系快到期'],
    [{ kind: 'approval', to, no: 1, hash: 'h' }, '请审批'],
    [{ kind: 'task', to, task: 'plan' }, '请定方案'],
    [alert({ kind: 'major', to }), '重大投诉'],
    [alert({ kind: 'emergency', to, no: 1 }), '紧急处理'],
    [
      { kind: 'call_task', to, alert: 'a', about: { kind: 'major', to }, call: 1, callee: 'ma.wen' },
      '请打电话',
    ],
    [{ kind: 'closed', to }, '已办结'],
    [{ kind: 'progress', to, of: 'merged' }, '有新进展'],
    [{ kind: 'surveyed', to }, '在线评价'],
    [{ kind: 'disclosed', to, no: 1 }, '披露已批'],
    [{ kind: 'cooperation', to, no: 1, hand: 1, ask: 'acknowledge' }, '请接收协办'],
    [{ kind: 'cooperation', to, no: 1, hand: 1, ask: 'answer' }, '请答复协办'],
    [{ kind: 'cooperation_news', to, no: 1, of: 'answered' }, '协办进展'],
  ])('%#: names the case and what it is, uncut: %o', (notice, words) => {
    const line = foldedLine(item('d', notice));
    expect(line).toBe(`${filed().id} ${words}`);
    expect(line.length).toBeLessThanOrEqual(CARD_LIMITS.voteOption.max);
  });
});

describe('汇总 in chat', () => {
  it('lists what is folded and how to have it', () => {
    const text = foldedText(items(25, reminder(false)), 20);
    expect(text).toContain('还有 25 条通知没有逐条发给您');
    expect(text).toContain('共 25 件，列出前 20 件');
    expect(text).toContain('回复「汇总 发给我」，前 20 条就发给您');
    expect(foldedText([], 20)).toBe('现在没有收进汇总的通知，该发的都已经发给您了。');
  });

  it('says what comes, what does not and what is left', () => {
    expect(releasedText(5, 5, 0)).toBe('好的，5 条随后发给您。汇总里没有别的了。');
    expect(releasedText(0, 2, 3)).toBe('2 条已经发过或已经办完，没有再发。还有 3 条，随后列在新的汇总里。');
  });
});
