import type { RuleChange, Rules } from '../../src/domain/rules';
import { addRuleSet, openRuleBook, ruleSetHistory, ruleSetInForce } from '../../src/store/rule-sets';
import { NOW, seconds, useStore } from './rig';

const rig = useStore();
/** `1a:first` is version 1a with the code `first`. */
const parse = (text: string): Rules => {
  const [version, orgCode] = text.split(':');
  return { version, orgCode, calendar: { version: orgCode?.slice(-1) } } as Rules;
};
const open = (text: string, at = NOW, read = parse) =>
  openRuleBook(rig.models, { rules: read(text), text, name: 'rules.yaml' }, read, at);
const apply = async (text: string, changes: readonly RuleChange[] = [], at = seconds(60)) =>
  addRuleSet(
    rig.models,
    { rules: parse(text), text, by: '张三', reason: '总行通知', at },
    await ruleSetInForce(rig.models),
    changes,
  );

beforeEach(async () => {
  await rig.models.ruleSets.deleteMany({});
});

describe('the parameters a case began under (制度参数版本)', () => {
  it('are still there when newer ones are in force (R70)', async () => {
    await open('1a:first');
    await apply('2b:second');
    const { rules, rulesOf } = await open('2b:second');
    expect(rules.orgCode).toBe('second');
    expect(rulesOf('1a').orgCode).toBe('first');
    expect(rulesOf('2b').orgCode).toBe('second');
  });

  it('come with the calendar in force, named by the set that brought it and not by the newest (6.5)', async () => {
    await open('1a:first');
    await apply('2b:second', [], seconds(60));
    await apply('3c:third', [], seconds(120));
    // By the code's last letter: `first` and `t` again are one calendar, `second` is another.
    expect((await open('3c:third')).calendar).toEqual({ no: 2, version: '2b', by: '张三', at: seconds(60) });
    await apply('4d:last', [], seconds(180));
    expect((await open('4d:last')).calendar).toMatchObject({ no: 4, version: '4d' });
  });

  it('that nobody knows are a fault, never a guess', async () => {
    const { rulesOf } = await open('1a:first');
    expect(() => rulesOf('3c')).toThrow('rules_unknown');
  });
});

describe('the history of the parameters (section 2)', () => {
  it('begins with the file of the first start, once', async () => {
    await open('1a:first');
    await open('1a:first', seconds(60));
    expect(await ruleSetHistory(rig.models)).toEqual([
      {
        _id: 1,
        version: '1a',
        text: '1a:first',
        appliedAt: NOW,
        appliedBy: 'system',
        reason: '首次启动',
        changes: [],
      },
    ]);
  });

  it('begins once, also when several services start together', async () => {
    const books = await Promise.all([open('1a:first'), open('1a:first'), open('1a:first')]);
    expect(books.map(({ rules }) => rules.version)).toEqual(['1a', '1a', '1a']);
    expect(await ruleSetHistory(rig.models)).toHaveLength(1);
  });

  it('keeps who, when, old, new and why', async () => {
    await open('1a:first');
    const changes = [
      { path: 'approval.head', from: '8wh', to: '6wh' },
      { path: 'calendar.2027.verified', to: true },
    ];
    await apply('2b:second', changes);
    expect((await ruleSetHistory(rig.models))[1]).toEqual({
      _id: 2,
      version: '2b',
      text: '2b:second',
      appliedAt: seconds(60),
      appliedBy: '张三',
      reason: '总行通知',
      previous: '1a',
      changes,
    });
  });

  it('can go back to what was in force before, and says so', async () => {
    await open('1a:first');
    await apply('2b:second');
    await apply('1a:first');
    expect((await ruleSetHistory(rig.models)).map(({ version }) => version)).toEqual(['1a', '2b', '1a']);
    expect((await open('1a:first')).rules.version).toBe('1a');
  });

  it('takes one of two changes made at the same time; the other is to look again', async () => {
    await open('1a:first');
    const seen = await ruleSetInForce(rig.models);
    const add = (text: string) =>
      addRuleSet(rig.models, { rules: parse(text), text, by: '张三', reason: '总行通知', at: NOW }, seen, []);
    const both = await Promise.allSettled([add('2b:second'), add('3c:third')]);
    const lost = both.filter(({ status }) => status === 'rejected');
    expect(lost).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'rules_changed_meanwhile' }) as unknown },
    ]);
    expect(await ruleSetHistory(rig.models)).toHaveLength(2);
  });
});

describe('a service whose file is not the set in force', () => {
  it('does not start, and says which two commands to run', async () => {
    await open('1a:first');
    await expect(open('2b:second')).rejects.toMatchObject({
      code: 'rules_not_applied',
      message: expect.stringMatching(
        /npm run rules -- diff rules\.yaml .*npm run rules -- apply rules\.yaml --by 姓名 --reason 原因/u,
      ) as unknown,
    });
    expect(await ruleSetHistory(rig.models)).toHaveLength(1);
  });

  it('does not start by an older file either', async () => {
    await open('1a:first');
    await apply('2b:second');
    await expect(open('1a:first')).rejects.toMatchObject({ code: 'rules_not_applied' });
  });

  it('starts when only comments differ', async () => {
    await open('1a:first');
    await expect(open('1a:first:a comment')).resolves.toMatchObject({ rules: { version: '1a' } });
  });

  it('starts after a release that reads more of the same file, and keeps its version', async () => {
    await open('1a:first');
    const { rules, rulesOf } = await open('1a:first', NOW, (text) => ({ ...parse(text), version: 'other' }));
    expect(rules.version).toBe('1a');
    expect(rulesOf('1a').orgCode).toBe('first');
  });
});
