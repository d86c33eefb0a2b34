/**
 * Which of the rules for an element holds at its place? By the sequences around it and its value; what a file decides was decided before.
 * It makes no rule and does nothing to the element.
 */
import { limits } from '../base/limits.js';
import { vr } from '../standard/vr.js';
import type { Token } from '../wire/token.js';
import type { Rule } from './compile.js';
import type { ValueTest } from './conditions.js';
import type { OpenLevels } from './open-levels.js';
import type { ProfileRule } from './profile.js';
import type { Step } from './rule-target.js';

/** A rule that holds at some places only. */
export interface Choice {
  readonly rule: Rule;
  /** The sequences right around, innermost last. */
  readonly within?: readonly Step[];
  /** On the value, all of which must hold. */
  readonly tests?: readonly ValueTest[];
  /** As the profile states it: with what it asks of the file too, if that is not decided yet. */
  readonly stated: ProfileRule;
  /** It asks something of the file that is not decided yet. */
  readonly undecided: boolean;
}

/** The rule that holds for an element by its place and value. HOT where there are no choices. */
export function settled(rule: Rule, token: Token, levels: OpenLevels): Rule {
  return rule.choices === undefined ? rule : chosen(rule, token, levels);
}

/** @param rule with choices, the last of the profile first. What holds where none of them does is the rule's own. */
function chosen(rule: Rule, token: Token, levels: OpenLevels): Rule {
  let text: string | undefined;
  for (const choice of rule.choices!) {
    if (choice.undecided || (choice.within !== undefined && !levels.isWithin(choice.within))) continue;
    if (choice.tests === undefined) return choice.rule;
    if (!hasText(token)) continue;
    text ??= levels.top.charset.decode(token.bytes, token.start, token.end, token.vr === vr.UN ? vr.UC : token.vr);
    if (holdAll(choice.tests, text)) return choice.rule;
  }
  return rule;
}

/** Numbers have no text; a value that comes in pieces is not looked at. */
function hasText({ kind, vr: as, start, end }: Token): boolean {
  return kind === 'element' && end - start <= limits.smallValue && (as.kind !== 'binary' || as === vr.UN);
}

function holdAll(tests: readonly ValueTest[], text: string): boolean {
  for (const test of tests) if (!test(text)) return false;
  return true;
}
