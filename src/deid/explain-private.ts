/**
 * Which private elements stay, by creator, and what becomes of each? Of those that the tables and the profile name, from the same
 * compiled rules as the stage's. What no list names goes and is not listed.
 */
import { rtPrivateTable } from '../standard/rt-private.js';
import { allSafePrivate } from '../standard/safe-private.js';
import { privateTagText, tagOf } from '../standard/tag.js';
import type { CompiledRules, Rule, RuleSource } from './compile.js';
import { actionInWords, conditionInWords, type ExplainedAction } from './explain.js';

export interface PrivateExplanation {
  readonly group: number;
  readonly creator: string;
  /** `(3243,"Creator",09)`; `*` for what a rule about the whole block leaves of the rest. */
  readonly tag: string;
  readonly vr: string | undefined;
  readonly action: ExplainedAction;
  /** What a rule of the profile asks besides; absent where nothing is asked. */
  readonly when?: string;
  readonly source: RuleSource;
}

/** In the order of the tables, what the profile names last; several for an element of which rules with conditions speak. */
export function explainPrivates(rules: CompiledRules): readonly PrivateExplanation[] {
  if (rules.basis === 'none') return [];
  return [...blocks(rules).values()].flatMap(({ group, creator, lows, whole }) => {
    const rows = rules.privates.block(group, creator)?.rows ?? [];
    const rest = whole ? Array.from({ length: 256 }, (_, low) => low).find((low) => !lows.has(low)) : undefined;
    const explained = (low: number, tag: string): readonly PrivateExplanation[] =>
      fates(rows[low]).map(([rule, when]) => {
        return { group, creator, tag, vr: rule.vr, action: actionInWords(rule), ...(when && { when }), source: rule.source };
      });
    const text = (low: number): string => privateTagText(tagOf(group, low), creator);
    return [
      ...[...lows].sort((a, b) => a - b).flatMap((low) => explained(low, text(low))),
      ...(rest === undefined ? [] : explained(rest, text(rest).replace(/..\)$/, '*)'))),
    ];
  });
}

interface Named {
  readonly group: number;
  readonly creator: string;
  readonly lows: Set<number>;
  /** A rule speaks of all of the block. */
  whole: boolean;
}

function blocks({ privates }: CompiledRules): ReadonlyMap<string, Named> {
  const found = new Map<string, Named>();
  for (const { group, creator, low } of [...allSafePrivate(), ...rtPrivateTable(), ...privates.named()]) {
    const key = `${group}\\${creator}`;
    const block = found.get(key) ?? { group, creator, lows: new Set<number>(), whole: false };
    found.set(key, block);
    if (low === undefined) block.whole = true;
    else block.lows.add(low);
  }
  return found;
}

/** What may stay, as an element of unknown VR. Rules with conditions come first. */
function fates(listed: Rule | undefined): readonly (readonly [Rule, string | undefined])[] {
  if (listed === undefined) return [];
  const row = listed.perVr?.get('UN') ?? listed;
  const all = [...(row.choices ?? []).map(({ rule, stated }) => [rule, conditionInWords(stated)] as const), [row, undefined] as const];
  return all.filter(([{ action }]) => action !== 'drop');
}

/** How many elements of a creator stay. `changed`: mapped, cleaned, moved, renamed; `kept`: searched, looked inside, or as they are. */
export interface PrivateCount {
  readonly creator: string;
  readonly kept: number;
  readonly changed: number;
}

export function privateCounts(all: readonly PrivateExplanation[]): readonly PrivateCount[] {
  const counts = new Map<string, { creator: string; kept: number; changed: number }>();
  for (const { creator, action } of all) {
    const count = counts.get(creator) ?? { creator, kept: 0, changed: 0 };
    counts.set(creator, count);
    if (action === 'search' || action === 'inside' || action === 'keep') count.kept++;
    else count.changed++;
  }
  return [...counts.values()];
}
