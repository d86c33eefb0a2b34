/** Why an Attribute is treated as it is, as data. The same compiled rule that the stage follows. */
import { keywordOf } from '../standard/dictionary.js';
import { type Tag, tagText } from '../standard/tag.js';
import type { Action, Removal } from './actions.js';
import { type CompiledRules, type RuleSource, ruleByDictionary } from './compile.js';

export interface Explanation {
  readonly tag: string;
  readonly keyword: string | undefined;
  readonly action: Action;
  /** What is done where the action cannot be, and what `byType` resolves by the Type. */
  readonly removal: Removal;
  readonly namespace?: string;
  readonly value?: string;
  readonly source: RuleSource;
}

export function explainRule(rules: CompiledRules, tag: Tag): Explanation {
  const { action, removal, namespace, value, source } = ruleByDictionary(rules, tag);
  return {
    tag: tagText(tag),
    keyword: keywordOf(tag),
    action,
    removal,
    ...(namespace !== undefined && { namespace }),
    ...(value !== undefined && { value }),
    source,
  };
}
