/**
 * A profile's rules for private elements, on top of what the lists say of them. What is kept is still searched, mapped and shifted as the
 * file's VR asks, for nobody has reviewed it. It knows no lists and no blocks of a file.
 */
import type { VrName } from '../standard/vr.js';
import type { Action } from './actions.js';
import type { Rule } from './compile.js';
import { type DateMode, dateRule } from './default-rules.js';
import type { PrivateBlockRules, PrivateRule } from './private-rules.js';
import type { ProfileRule } from './profile.js';
import { putRule, ruleOf } from './profile-rules.js';

const gone: Rule = Object.freeze<Rule>({ action: 'drop', removal: 'X', vr: undefined, source: { table: 'unknown' } });

export class PrivateProfile {
  /** By group and creator. */
  readonly #rules = new Map<string, ProfileRule[]>();
  readonly #actionOf: (name: VrName | undefined) => Action;

  constructor(rules: readonly ProfileRule[], dates: DateMode, retainUids: boolean) {
    this.#actionOf = (name) => privateAction(name, dates, retainUids);
    for (const rule of rules) {
      if (rule.private === undefined) continue;
      const key = keyOf(rule.private.group, rule.private.creator);
      this.#rules.set(key, [...(this.#rules.get(key) ?? []), rule]);
    }
  }

  isSilent(group: number, creator: string): boolean {
    return !this.#rules.has(keyOf(group, creator));
  }

  /** @param known what is kept without the profile, undefined for nothing */
  block(known: PrivateBlockRules | undefined, group: number, creator: string): PrivateBlockRules {
    const rows = Array.from({ length: 256 }, (_, low) => this.#apply(known?.rows[low], group, creator, low));
    return Object.freeze({ rows, integrity: known?.integrity ?? new Set<number>(), keeps: rows.some((row) => row !== undefined) });
  }

  #apply(listed: PrivateRule | undefined, group: number, creator: string, low: number): PrivateRule | undefined {
    const own =
      this.#rules.get(keyOf(group, creator))?.filter((rule) => rule.private!.low === undefined || rule.private!.low === low) ?? [];
    if (own.length === 0) return listed;
    let settled: Rule = listed ?? gone;
    for (const rule of own) {
      const name = rule.vrs?.length === 1 ? rule.vrs[0] : listed?.vr;
      settled = putRule(settled, rule, name, true, (before, as) => this.#make(rule, before, name ?? (as === 'UN' ? undefined : as)));
    }
    const isGone = [settled, ...(settled.perVr?.values() ?? [])].every(({ action, choices }) => action === 'drop' && choices === undefined);
    return isGone ? undefined : Object.freeze({ ...settled, vrs: undefined });
  }

  #make(rule: ProfileRule, before: Rule, name: VrName | undefined): Rule {
    switch (rule.action) {
      case 'keep':
        // A list knows better how to keep it.
        if (before.action !== 'drop' && before.source.table !== 'profile') return before;
        return ruleOf(rule, this.#actionOf(name), 'X', name);
      case 'remove':
        return ruleOf(rule, 'drop', 'X', name);
      case 'empty':
        return ruleOf(rule, 'byType', 'Z', name);
      case 'dummy':
        return ruleOf(rule, 'byType', 'D', name);
      case 'clean':
        // Of unknown bytes nothing can be cut out; they may turn out to be a sequence.
        return ruleOf(rule, name === 'SQ' ? 'recurse' : name === undefined ? 'search' : 'clean', 'X', name);
      case 'mapUid':
        return ruleOf(rule, name === 'SQ' ? 'recurse' : 'mapUid', 'X', name);
      default:
        return ruleOf(rule, rule.action, 'X', name);
    }
  }
}

const keyOf = (group: number, creator: string): string => `${group}\\${creator}`;

/** What becomes of a kept private element by its VR. */
export function privateAction(name: VrName | undefined, dates: DateMode, retainUids: boolean): Action {
  switch (name) {
    case 'SQ':
      return 'recurse';
    case 'UI':
      return retainUids ? 'keep' : 'mapUid';
    case 'DA':
    case 'DT':
    case 'TM':
      return dateRule(dates);
    case 'PN':
      return 'byType';
    default:
      return 'search';
  }
}
