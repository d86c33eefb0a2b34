/**
 * A profile's rules on top of what the tables say: which of them speak about an Attribute, and the one rule that is left, with choices
 * where the place or the value decides. The last that holds wins. It knows no tables and no files.
 */
import { mustStay } from '../standard/clinical.js';
import { dictionaryVr, isAmbiguous } from '../standard/dictionary.js';
import type { Tag } from '../standard/tag.js';
import { uidRole } from '../standard/uid.js';
import { type VrName, vr } from '../standard/vr.js';
import { type Action, type ProfileAction, type Removal, takesAway } from './actions.js';
import type { Choice } from './choices.js';
import type { Rule } from './compile.js';
import { asksFile, valueTest } from './conditions.js';
import type { ProfileRule } from './profile.js';

/** Rules by what they name, each in the profile's order. */
export class ProfileRules {
  readonly #byTag = new Map<number, number[]>();
  /** Of repeating groups, and by VR alone. */
  readonly #wide: number[] = [];
  readonly #rules: readonly ProfileRule[];

  constructor(rules: readonly ProfileRule[]) {
    this.#rules = rules;
    for (const [at, { tag, mask, private: isPrivate }] of rules.entries()) {
      if (isPrivate !== undefined) continue;
      if (tag === undefined || mask !== undefined) this.#wide.push(at);
      else this.#byTag.set(tag, [...(this.#byTag.get(tag) ?? []), at]);
    }
  }

  /** What is left of the tables' rule for a standard Attribute. */
  apply(base: Rule, tag: Tag): Rule {
    const own = this.#byTag.get(tag);
    if (own === undefined && this.#wide.length === 0) return base;
    const choice = dictionaryVr(tag);
    const name = choice === undefined || isAmbiguous(choice) ? undefined : choice.name;
    const wide = this.#wide.filter((at) => speaksOf(this.#rules[at]!, tag, name));
    const order = own === undefined ? wide : [...own, ...wide].sort((a, b) => a - b);
    return order.reduce((settled, at) => this.#put(settled, this.#rules[at]!, tag, name), base);
  }

  #put(settled: Rule, rule: ProfileRule, tag: Tag, name: VrName | undefined): Rule {
    if (rule.tag === undefined && !mayReach(settled, rule, tag)) return settled;
    if (rule.vrs !== undefined && name !== undefined && !rule.vrs.includes(name)) return settled;
    const make = (before: Rule, as: VrName | undefined): Rule => standardRule(rule, before, as);
    return putRule(settled, rule, name, rule.vrs !== undefined && name === undefined, make);
  }
}

/**
 * One rule on top of what was settled before. @param name the VR that counts, undefined where the file decides
 * @param perVr the rule differs by the file's VR
 */
export function putRule(
  settled: Rule,
  rule: ProfileRule,
  name: VrName | undefined,
  perVr: boolean,
  make: (before: Rule, name: VrName | undefined) => Rule,
): Rule {
  const put = (before: Rule, as: VrName | undefined): Rule => {
    if (perVr && rule.vrs !== undefined && !rule.vrs.includes(as!) && !(rule.private !== undefined && as === 'UN')) return before;
    return isPlain(rule) ? make(before, as) : withChoice(before, rule, make(before, as));
  };
  // A rule without conditions takes the place of whatever the file's VR would have decided.
  if (!perVr && (settled.perVr === undefined || isPlain(rule))) return put(settled, name);
  const each = new Map(vrNames.map((as) => [as, put(settled.perVr?.get(as) ?? settled, perVr ? as : (name ?? as))]));
  return Object.freeze<Rule>({ ...settled, perVr: each });
}

const vrNames = Object.keys(vr) as readonly VrName[];

const isPlain = (rule: ProfileRule): boolean =>
  rule.within === undefined && rule.iods === undefined && rule.modalities === undefined && rule.when === undefined;

function withChoice(before: Rule, stated: ProfileRule, rule: Rule): Rule {
  const own = stated.when?.filter(({ attribute }) => attribute === undefined) ?? [];
  const choice: Choice = Object.freeze({
    rule,
    ...(stated.within !== undefined && { within: stated.within }),
    ...(own.length > 0 && { tests: own.map(valueTest) }),
    stated,
    undecided: asksFile(stated),
  });
  return Object.freeze<Rule>({ ...before, choices: [choice, ...(before.choices ?? [])] });
}

function speaksOf({ tag, mask, vrs }: ProfileRule, of: Tag, name: VrName | undefined): boolean {
  if (tag !== undefined) return (of & mask!) >>> 0 === tag;
  return name === undefined || vrs!.includes(name);
}

/** By VR alone nobody means what is unknown, the patient's own pseudonyms, definitions that are no instances, or what always stays. */
function mayReach({ action }: Rule, rule: ProfileRule, tag: Tag): boolean {
  if (takesAway(rule.action, undefined) && mustStay(tag)) return false;
  if (action === 'drop' || action === 'patientId' || action === 'patientName') return false;
  return rule.action !== 'mapUid' || uidRole(tag) !== 'definition';
}

/** It keeps the removal of the table's row, so that what cannot be cleaned goes as the table wants. */
function standardRule(rule: ProfileRule, before: Rule, name: VrName | undefined): Rule {
  const [action, removal] = meaning(rule.action, name, before.removal);
  return ruleOf(rule, action, removal, name);
}

/** Freezes what a rule comes to. */
export function ruleOf(rule: ProfileRule, action: Action, removal: Removal, name: VrName | undefined): Rule {
  return Object.freeze<Rule>({
    action,
    removal,
    vr: name,
    ...(rule.namespace !== undefined && { namespace: rule.namespace }),
    ...(rule.template !== undefined && { template: rule.template }),
    ...(rule.value !== undefined && { value: rule.value }),
    source: {
      table: 'profile',
      profile: rule.profile,
      ...(rule.line !== undefined && { line: rule.line }),
      ...(rule.reason !== undefined && { reason: rule.reason }),
    },
  });
}

export function keepAction(name: VrName | undefined): Action {
  switch (name) {
    case 'SQ':
      return 'recurse';
    case 'DA':
    case 'DT':
    case 'TM':
      return 'keepDate';
    case 'AS':
      return 'age';
    default:
      return 'keep';
  }
}

export function meaning(action: ProfileAction, name: VrName | undefined, removal: Removal): readonly [Action, Removal] {
  switch (action) {
    case 'keep':
      return [keepAction(name), removal];
    case 'remove':
      return ['byType', 'X'];
    case 'empty':
      return ['byType', 'Z'];
    case 'dummy':
      return ['byType', 'D'];
    case 'clean':
      return [name === 'SQ' ? 'recurse' : 'clean', removal];
    case 'mapUid':
      return [name === 'SQ' ? 'recurse' : 'mapUid', removal];
    default:
      return [action, removal];
  }
}
