import type { Rules } from '../domain/rules';
import { Fault } from '../errors';
import type { Models } from './models';

/**
 * 制度参数版本 (decision 9): keeps the text of every rules file a case began under. Gives the set of a version. Throws
 * Fault `rules_version_reused` when a file was changed and its version was not.
 */
export async function keepRuleSets(
  models: Models,
  current: { readonly rules: Rules; readonly text: string },
  parse: (text: string, name: string) => Rules,
  at: Date,
): Promise<(version: string) => Rules> {
  const { version } = current.rules;
  await models.ruleSets.updateOne(
    { _id: version },
    { $setOnInsert: { text: current.text, loadedAt: at } },
    { upsert: true },
  );
  const rows = await models.ruleSets.find().lean();
  const stored = rows.find(({ _id }) => _id === version);
  if (stored?.text !== current.text) {
    throw new Fault('rules_version_reused', `规则文件改过，但版本号还是「${version}」；请换一个新的版本号`);
  }
  const sets = new Map(rows.map(({ _id, text }) => [_id, parse(text, _id)]));
  return (asked) => {
    const rules = sets.get(asked);
    if (!rules) throw new Fault('rules_unknown', `no rule set ${asked}: this process is older than the case`);
    return rules;
  };
}
