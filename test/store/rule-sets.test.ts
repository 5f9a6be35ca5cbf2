import type { Rules } from '../../src/domain/rules';
import { keepRuleSets } from '../../src/store/rule-sets';
import { NOW, seconds, useStore } from './rig';

const rig = useStore();
const parse = (text: string, version: string) => ({ version, orgCode: text }) as Rules;
const keep = (version: string, text: string, at = NOW) =>
  keepRuleSets(rig.models, { rules: parse(text, version), text }, parse, at);

beforeEach(async () => {
  await rig.models.ruleSets.deleteMany({});
});

describe('the rules a case began under (制度参数版本)', () => {
  it('are still there when newer ones are in force', async () => {
    await keep('2026-1', 'first');
    const rulesOf = await keep('2026-2', 'second');
    expect(rulesOf('2026-1').orgCode).toBe('first');
    expect(rulesOf('2026-2').orgCode).toBe('second');
  });

  it('are kept once, with the day they came', async () => {
    await keep('2026-1', 'first');
    await keep('2026-1', 'first', seconds(60));
    expect(await rig.models.ruleSets.find().lean()).toEqual([
      { _id: '2026-1', text: 'first', loadedAt: NOW },
    ]);
  });

  it('cannot be changed under the same version: the service does not start', async () => {
    await keep('2026-1', 'first');
    await expect(keep('2026-1', 'changed')).rejects.toMatchObject({ code: 'rules_version_reused' });
    expect(await rig.models.ruleSets.findById('2026-1').lean()).toMatchObject({ text: 'first' });
  });

  it('that nobody knows are a fault, never a guess', async () => {
    const rulesOf = await keep('2026-1', 'first');
    expect(() => rulesOf('2027-1')).toThrow('rules_unknown');
  });
});
