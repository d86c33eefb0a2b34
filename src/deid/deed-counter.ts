/**
 * Counts, in runs that write, what became of which attribute under which rule, for files of one IOD. Per element it costs one look into a
 * map. A file counts once it is written. It keeps no value, no path, and of what no rule knows not even the tag.
 */
import { limits } from '../base/limits.js';
import { isPrivate } from '../standard/tag.js';
import type { Token } from '../wire/token.js';
import type { Action, Deed } from './actions.js';
import type { Rule, RuleSource } from './compile.js';
import { type DeedNotes, unlisted } from './deed-recorder.js';

export const deeds: readonly Deed[] = ['keep', 'change', 'remove', 'empty', 'dummy'];

/** Of one attribute and one rule, since it was asked last. Plain data. */
export interface AttributeCount {
  /** The same text for what is counted together. */
  readonly key: string;
  /** `(gggg,xxee)` of private elements with xx 0; 0 for private elements that no list has, 1 for attributes that the dictionary lacks. */
  readonly tag: number;
  readonly action: Action;
  readonly source: RuleSource;
  /** How often, in the order of `deeds`. */
  readonly counts: readonly number[];
}

interface Row {
  readonly key: string;
  readonly tag: number;
  readonly action: Action;
  readonly source: RuleSource;
  /** Of the file that is being written. */
  readonly own: number[];
  counts: number[];
}

/** Several rules may be about one attribute: by place, by value. */
interface Entry {
  readonly rule: Rule | undefined;
  readonly row: Row;
  readonly next: Entry | undefined;
}

const place: { readonly [deed in Deed]: number } = { keep: 0, change: 1, remove: 2, empty: 3, dummy: 4 };

export class DeedCounter implements DeedNotes {
  readonly #entries = new Map<number, Entry>();
  readonly #rows = new Map<string, Row>();

  note(deed: Deed, rule: Rule | undefined, token: Token): void {
    const tag = tagOf(rule, token);
    let entry = this.#entries.get(tag);
    while (entry !== undefined && entry.rule !== rule) entry = entry.next;
    const row = entry === undefined ? this.#enter(tag, rule) : entry.row;
    if (row !== undefined) row.own[place[deed]]! += 1;
  }

  /** What was counted of a file that came to nothing is forgotten. */
  begin(): void {
    for (const { own } of this.#rows.values()) own.fill(0);
  }

  written(): void {
    for (const { own, counts } of this.#rows.values()) {
      for (let at = 0; at < own.length; at++) counts[at]! += own[at]!;
      own.fill(0);
    }
  }

  /** Since it was called last. */
  take(): readonly AttributeCount[] {
    const taken: AttributeCount[] = [];
    for (const row of this.#rows.values()) {
      if (row.counts.every((count) => count === 0)) continue;
      const { key, tag, action, source, counts } = row;
      taken.push({ key, tag, action, source, counts });
      row.counts = none();
    }
    return taken;
  }

  #enter(tag: number, rule: Rule | undefined): Row | undefined {
    const { action, source } = rule ?? unlisted;
    const key = JSON.stringify([tag, action, source]);
    let row = this.#rows.get(key);
    if (row === undefined) {
      if (this.#rows.size >= limits.attributeDeeds) return undefined;
      row = { key, tag, action, source, own: none(), counts: none() };
      this.#rows.set(key, row);
    }
    this.#entries.set(tag, { rule, row, next: this.#entries.get(tag) });
    return row;
  }
}

const none = (): number[] => [0, 0, 0, 0, 0];

/** A number that fits 32 bits. */
function tagOf(rule: Rule | undefined, { tag }: Token): number {
  if (rule === undefined) return 0;
  if (rule.source.table === 'unknown') return isPrivate(tag) ? 0 : 1;
  return isPrivate(tag) ? tag & 0xffff00ff : tag | 0;
}
