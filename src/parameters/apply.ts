import { changesBetween } from '../../config/rule-changes';
import { Fault } from '../errors';
import type { Models, RuleSetRow } from '../store/models';
import { addRuleSet, ruleSetInForce, type NewRuleSet } from '../store/rule-sets';

/** 改参数: makes a checked file the set in force. Throws Fault `rules_unchanged`, `rules_changed_meanwhile`. */
export async function applyRules(models: Models, set: NewRuleSet): Promise<RuleSetRow> {
  const inForce = await ruleSetInForce(models);
  const changes = inForce ? changesBetween(inForce.text, set.text) : [];
  if (inForce && changes.length === 0) {
    throw new Fault('rules_unchanged', `这个文件和生效的版本 ${inForce.version} 一样，没有要改的`);
  }
  return addRuleSet(models, set, inForce, changes);
}
