import { evidenceFor, evidenceToShow } from '../../src/domain/evidence-access';
import { kindOffered, tidyName } from '../../src/domain/evidence-offer';
import type { Act } from '../../src/domain/decide-act';
import type { Complaint } from '../../src/domain/complaint';
import { disclosuresFor } from '../../src/domain/access';
import { asOf } from '../../src/domain/org';
import * as fc from 'fast-check';
import { after, at, filed, inState, MONDAY, org, person, refusedOf, rules, find } from '../support/builders';
import { approved, did, EVERY_STATE, inAnyState, PHOTO } from '../support/side-states';

const MB = 1_048_576;
const add = (task?: number): Act => ({
  ...{ type: 'add_evidence', file: PHOTO },
  ...(task !== undefined && { task }),
});
const ask: Act = { type: 'ask_department', department: 'tech', question: '批处理日志' };
/** Asked twice: both questions lie with li.ke. */
const asked = (complaint: Complaint) => after(complaint, ask, complaint.team.invest ?? '');
const withTask = asked(inState('INVESTIGATING'));

describe('a file comes to a case (R20, 6.6)', () => {
  it('numbered as it came, with who sent it and when, and nothing of its name', () => {
    const later = at('2026-03-02 10:00');
    const two = after(did(filed(), 'add_evidence'), add(), 'zhou.min', later);
    expect(two.evidence).toEqual([
      { ...PHOTO, no: 1, by: 'zhou.min', at: MONDAY },
      { ...PHOTO, no: 2, by: 'zhou.min', at: later },
    ]);
    expect(two.state).toBe('RECEIVED');
  });

  it('from who registered or investigates it, as long as it is handled, whoever handles it now', () => {
    for (const state of EVERY_STATE) {
      const refused = refusedOf(inAnyState(state), add(), 'zhou.min')?.refused;
      const isOver = ['CLOSED', 'WITHDRAWN', 'DECLINED', 'MERGED'].includes(state);
      const expected = isOver ? 'case_closed' : state === 'VERIFYING' ? 'wrong_state' : undefined;
      expect([state, refused]).toEqual([state, expected]);
    }
    expect(refusedOf(inState('PLANNING'), add(), 'chen.gang')).toBeUndefined();
    for (const userId of ['wu.qian', 'tang.xin', 'lin.tao', 'zhao.lei', 'song.yang', 'qian.feng'])
      expect(refusedOf(inState('PLANNING'), add(), userId)).toEqual({
        refused: 'not_permitted',
        rule: 'R10',
      });
  });

  it('not from who has an interest in it (L4)', () => {
    const complaint = { ...filed(), recused: ['zhou.min'] };
    expect(refusedOf(complaint, add(), 'zhou.min')).toEqual({ refused: 'conflict_of_interest', rule: 'L4' });
  });

  it('up to evidence.maxFiles, which a bank sets', () => {
    const full = (count: number) => ({
      ...filed(),
      evidence: Array.from({ length: count }, (_, n) => ({
        ...PHOTO,
        no: n + 1,
        by: 'zhou.min',
        at: MONDAY,
      })),
    });
    expect(refusedOf(full(49), add(), 'zhou.min')).toBeUndefined();
    expect(refusedOf(full(50), add(), 'zhou.min')).toEqual({
      refused: 'evidence_full',
      rule: 'R20',
      limit: 50,
    });
    const few = { rules: { ...rules, evidence: { maxFiles: 2, maxMb: 1 } } };
    expect(refusedOf(full(1), add(), 'zhou.min', few)).toBeUndefined();
    expect(refusedOf(full(2), add(), 'zhou.min', few)).toEqual({
      refused: 'evidence_full',
      rule: 'R20',
      limit: 2,
    });
  });

  it('taken before now; the clock of a phone may be five minutes ahead', () => {
    const taken = (takenAt: Date): Act => ({ type: 'add_evidence', file: { ...PHOTO, takenAt } });
    expect(refusedOf(filed(), taken(at('2019-01-01 00:00')), 'zhou.min')).toBeUndefined();
    expect(refusedOf(filed(), taken(at('2026-03-02 09:35')), 'zhou.min')).toBeUndefined();
    const late = new Date(at('2026-03-02 09:35').getTime() + 1);
    expect(refusedOf(filed(), taken(late), 'zhou.min')).toEqual({ refused: 'taken_in_future', rule: 'R20' });
    const { takenAt: _none, ...unsaid } = PHOTO;
    expect(refusedOf(filed(), { type: 'add_evidence', file: unsaid }, 'zhou.min')).toBeUndefined();
  });
});

describe('a file that answers a question of another department (R3)', () => {
  it('belongs to the task of who sends it, named or not when there is but one', () => {
    expect(after(withTask, add(), 'li.ke').evidence).toMatchObject([{ no: 1, by: 'li.ke', task: 1 }]);
    expect(after(withTask, add(1), 'li.ke').evidence).toMatchObject([{ task: 1 }]);
    const twice = asked(withTask);
    expect(refusedOf(twice, add(), 'li.ke')).toEqual({ refused: 'which_task', rule: 'R3' });
    expect(after(twice, add(2), 'li.ke').evidence).toMatchObject([{ task: 2 }]);
  });

  it('is refused once it was answered, to who holds another, and to a handler who names it', () => {
    const no = { refused: 'not_permitted', rule: 'R3' };
    expect(refusedOf(did(withTask, 'answer_task'), add(), 'li.ke')?.refused).toBe('not_permitted');
    expect(refusedOf(withTask, add(2), 'li.ke')).toEqual(no);
    expect(refusedOf(withTask, add(1), 'chen.gang')).toEqual(no);
    expect(after(withTask, add(), 'chen.gang').evidence[0]?.task).toBeUndefined();
  });

  it('may come from a colleague it was passed on to, whatever their role', () => {
    const passed = did(withTask, 'forward_task');
    expect(after(passed, add(), 'luo.jie').evidence).toMatchObject([{ by: 'luo.jie', task: 1 }]);
    expect(refusedOf(passed, add(), 'li.ke')?.refused).toBe('not_permitted');
  });
});

describe('who looks at which files (6.6, row Evidence; R26, R32)', () => {
  const own = after(withTask, add(), 'zhou.min');
  const both = after(own, add(), 'li.ke');
  const seen = (userId: string, complaint = both, those = org) =>
    evidenceFor(person(userId), complaint, those).map(({ no }) => no);

  it.each<[string, readonly number[]]>([
    ['zhou.min', [1, 2]],
    ['chen.gang', [1, 2]],
    ['lin.tao', [1, 2]],
    ['zhao.lei', [1, 2]],
    ['he.li', []],
    ['gao.yuan', []],
    ['tang.xin', []],
    ['qian.feng', []],
    ['song.yang', []],
    ['jiang.nan', []],
    ['li.ke', [2]],
    ['luo.jie', []],
  ])('%s: %j', (userId, numbers) => {
    expect(seen(userId)).toEqual(numbers);
  });

  it('the solver once the case is theirs, the executive when asked to sign', () => {
    const planning = after(
      after(both, { type: 'contact', mode: 'phone', note: '已联系' }, 'chen.gang'),
      find,
      'chen.gang',
    );
    expect(seen('wu.qian', planning)).toEqual([1, 2]);
    expect(seen('ma.wen', planning)).toEqual([]);
  });

  it('who holds a task: its files alone, whoever it was passed on to, and none when it is answered', () => {
    const passed = did(both, 'forward_task');
    expect([seen('luo.jie', passed), seen('li.ke', passed)]).toEqual([[2], []]);
    expect(seen('li.ke', did(both, 'answer_task'))).toEqual([]);
    const other = after(asked(both), add(2), 'li.ke');
    expect(seen('li.ke', other)).toEqual([2, 3]);
  });

  it('who holds one task does not see the files of another', () => {
    const two = after(asked(withTask), { type: 'forward_task', no: 2, to: 'luo.jie' }, 'li.ke');
    const each = after(after(two, add(), 'li.ke'), add(), 'luo.jie');
    expect(each.evidence.map(({ task }) => task)).toEqual([1, 2]);
    expect([seen('li.ke', each), seen('luo.jie', each)]).toEqual([[1], [2]]);
  });

  it('a lead of another group by leave, while it counts (G6)', () => {
    const act: Act = { type: 'disclose', what: 'crossGroup', reason: '同类投诉比对' };
    const given = approved(after(both, act, 'gao.yuan'), 'lin.tao');
    const dated = asOf(org, MONDAY);
    expect(disclosuresFor(person('gao.yuan'), 'crossGroup', given, dated)).toHaveLength(1);
    expect(seen('gao.yuan', given, dated)).toEqual([1, 2]);
    expect(seen('gao.yuan', given, asOf(org, at('2026-05-02 09:30')))).toEqual([]);
  });

  it('a case out of sight is none, a file out of reach is not there', () => {
    const shown = (no: number, userId: string) => evidenceToShow(no, person(userId), both, org);
    const none = { refused: 'no_such_evidence', rule: 'R32' };
    expect(shown(2, 'li.ke')).toMatchObject({ no: 2 });
    expect(shown(1, 'li.ke')).toEqual(none);
    expect(shown(9, 'li.ke')).toEqual(none);
    expect(shown(9, 'zhou.min')).toEqual(none);
    expect(shown(1, 'qian.feng')).toEqual({ refused: 'not_found' });
    expect(shown(1, 'song.yang')).toEqual({ refused: 'not_found' });
    const following = did(did(inState('EXECUTING'), 'add_evidence'), 'execute');
    expect(evidenceToShow(1, person('tang.xin'), following, org)).toEqual(none);
  });
});

describe('a finding and the files it rests on (R20)', () => {
  const ready = after(inState('INVESTIGATING'), add(), 'zhou.min');
  const finding = { liability: 'bank', grounds: '系统重复计收' } as const;
  const found = (evidenceNos: readonly number[]): Act => ({
    type: 'find',
    finding: { ...finding, evidenceNos },
  });

  it('may name them instead of words, if they are there', () => {
    expect(after(ready, found([1]), 'chen.gang').finding?.evidenceNos).toEqual([1]);
    expect(refusedOf(ready, found([1, 2]), 'chen.gang')).toEqual({
      refused: 'no_such_evidence',
      rule: 'R20',
    });
    expect(refusedOf(ready, found([]), 'chen.gang')?.refused).toBe('finding_needs_evidence');
  });
});

describe('a file as it is offered', () => {
  const kind = (name: string, mime: string, size = 1) => {
    const said = kindOffered({ name, mime, size }, rules);
    return typeof said === 'string' ? said : said.refused;
  };

  it.each([
    ['a.jpg', 'image/jpeg', 'image'],
    ['a', 'image/png', 'image'],
    ['a', 'IMAGE/WEBP; x=1', 'image'],
    ['a.pdf', 'application/pdf', 'pdf'],
    ['a', 'audio/amr', 'audio'],
    ['a', 'audio/x-m4a', 'audio'],
    ['a', 'video/quicktime', 'video'],
    ['通话.MP3', '', 'audio'],
    ['流水.pdf', 'application/octet-stream', 'pdf'],
    ['a.heic', '', 'heic_image'],
    ['a.jpg', 'image/heif', 'heic_image'],
    ['合同.docx', '', 'office_file'],
    ['a.pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'office_file'],
    ['a', 'application/msword', 'office_file'],
    ['报表.xls', 'application/octet-stream', 'office_file'],
    ['a.exe', '', 'kind_not_taken'],
    ['jpg', '', 'kind_not_taken'],
    ['a.jpg', 'text/html', 'kind_not_taken'],
    ['a', 'image/svg+xml', 'kind_not_taken'],
    ['a.constructor', 'constructor', 'kind_not_taken'],
    ['', '', 'kind_not_taken'],
  ])('%s of type 「%s」: %s', (name, mime, expected) => {
    expect(kind(name, mime)).toBe(expected);
  });

  it('is not empty, and at most evidence.maxMb', () => {
    expect(kind('a.pdf', '', 0)).toBe('file_empty');
    expect(kind('a.pdf', '', 50 * MB)).toBe('pdf');
    expect(kindOffered({ name: 'a.pdf', mime: '', size: 50 * MB + 1 }, rules)).toEqual({
      ...{ refused: 'file_too_large', rule: 'R20', limit: 50 },
    });
    expect(kindOffered({ name: 'a.pdf', mime: '', size: -1 }, rules)).toEqual({
      refused: 'file_empty',
      rule: 'R20',
    });
  });
});

describe('the name of a file', () => {
  it.each([
    ['流水.pdf', '流水.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a b.jpg', 'a b.jpg'],
    ['a\u0000\u202egpj.exe', 'agpj.exe'],
    ['  a \t\n b.pdf ', 'a b.pdf'],
    ['', '未命名'],
    ['../..', '未命名'],
    ['/', '未命名'],
    ['\u200b', '未命名'],
  ])('「%s」 is shown as 「%s」', (given, shown) => {
    expect(tidyName(given)).toBe(shown);
  });

  it('is cut to 120 characters, its ending kept', () => {
    expect(tidyName('长'.repeat(120))).toBe('长'.repeat(120));
    expect(tidyName(`${'长'.repeat(117)}.pdf`)).toBe(`${'长'.repeat(115)}….pdf`);
    expect(tidyName('😀'.repeat(300))).toBe(`${'😀'.repeat(119)}…`);
  });

  it('whatever was sent, has one to 120 characters, and is its own tidy name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const shown = tidyName(name);
        expect([...shown].length).toBeGreaterThan(0);
        expect([...shown].length).toBeLessThanOrEqual(120);
        expect(shown).not.toMatch(/[/\\\p{Cc}]/u);
        expect(tidyName(shown)).toBe(shown);
      }),
    );
  });
});
