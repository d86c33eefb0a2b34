/**
 * Remembers, for a dry run, what became of which attribute: by path without item numbers, counted, with lengths, and with an example
 * only where values are asked for. It judges nothing: the stage tells it what was done. A run that writes counts only (deed-counter.ts).
 */
import { limits } from '../base/limits.js';
import { keywordOf } from '../standard/dictionary.js';
import { lazy } from '../standard/lazy.js';
import { rtPrivateTable } from '../standard/rt-private.js';
import { allSafePrivate } from '../standard/safe-private.js';
import { elementOf, groupOf, isPrivate, privateTagText, type Tag } from '../standard/tag.js';
import { toldTag } from '../standard/told-tag.js';
import type { VrName } from '../standard/vr.js';
import type { Token } from '../wire/token.js';
import type { Action, Deed } from './actions.js';
import type { Rule, RuleSource } from './compile.js';
import type { OpenLevels } from './open-levels.js';

/** What was done alike, for one reason, to the attribute at one path. Plain data. */
export interface AttributeDeed {
  /** Keywords from the root, `BeamSequence > BeamName`; private ones as `(3243,"Creator",09)`, `(3243,xx09)` where no table knows the creator; in words what may be no tag at all (standard/told-tag). */
  readonly path: string;
  readonly vr: VrName;
  readonly action: Action;
  readonly deed: Deed;
  readonly source: RuleSource;
  readonly count: number;
  /** Bytes of the values that went in, least and most; not of sequences. */
  readonly length?: readonly [number, number];
  /** The first original and what came of it: private. */
  readonly example?: readonly [string, string];
}

/** Told of each deed of the stage. */
export interface DeedNotes {
  /** @param rule undefined for private elements that no list has @param after what stands in the place of a value that was changed */
  note(deed: Deed, rule: Rule | undefined, token: Token, levels: OpenLevels, after?: Uint8Array): void;
}

type Row = { -readonly [key in keyof AttributeDeed]: AttributeDeed[key] };

export class DeedRecorder implements DeedNotes {
  readonly #withValues: boolean;
  readonly #rows = new Map<RuleSource, Map<string, Row>>();
  #size = 0;

  constructor(withValues: boolean) {
    this.#withValues = withValues;
  }

  note(deed: Deed, rule: Rule | undefined, token: Token, levels: OpenLevels, after?: Uint8Array): void {
    const { source, action } = rule ?? unlisted;
    const path = levels.keywords(token.tag, shown);
    const rows = this.#rows.get(source) ?? new Map<string, Row>();
    this.#rows.set(source, rows);
    const key = `${path}\\${token.vr.name}\\${deed}\\${action}`;
    let row = rows.get(key);
    if (row === undefined) {
      if (this.#size++ >= limits.attributeDeeds) return;
      row = { path, vr: token.vr.name, action, deed, source, count: 0 };
      rows.set(key, row);
      if (this.#withValues && token.kind === 'element') row.example = example(token, levels, after);
    }
    row.count += 1;
    if (token.kind !== 'element') return;
    const bytes = token.end - token.start;
    row.length = row.length === undefined ? [bytes, bytes] : [Math.min(row.length[0], bytes), Math.max(row.length[1], bytes)];
  }

  rows(): readonly AttributeDeed[] {
    return [...this.#rows.values()].flatMap((rows) => [...rows.values()]);
  }
}

/** Joins what several files say. */
export class DeedTally {
  readonly #rows = new Map<string, Row>();

  add(deeds: readonly AttributeDeed[]): void {
    for (const deed of deeds) {
      const key = JSON.stringify([deed.path, deed.vr, deed.deed, deed.action, deed.source]);
      const known = this.#rows.get(key);
      if (known === undefined) {
        if (this.#rows.size < limits.attributeDeeds) this.#rows.set(key, { ...deed });
        continue;
      }
      known.count += deed.count;
      if (deed.length !== undefined && known.length !== undefined)
        known.length = [Math.min(known.length[0], deed.length[0]), Math.max(known.length[1], deed.length[1])];
    }
  }

  /** By path: the same whatever the order of the files. */
  rows(): readonly AttributeDeed[] {
    const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    return [...this.#rows.values()].sort(
      (a, b) =>
        compare(a.path, b.path) ||
        compare(a.deed, b.deed) ||
        compare(a.action, b.action) ||
        compare(a.vr, b.vr) ||
        compare(JSON.stringify(a.source), JSON.stringify(b.source)),
    );
  }
}

export const unlisted = { action: 'drop', source: { table: 'unknown', reason: 'private element that no list keeps' } } as const;

/** Names of vendors. Another creator stays untold: whoever wrote the file may have put a person or a site there. */
const listedCreators = lazy(() => new Set([...rtPrivateTable(), ...allSafePrivate()].map(({ creator }) => creator)));

function shown(tag: Tag, creator: string | undefined): string {
  if (!isPrivate(tag)) return keywordOf(tag) ?? toldTag(tag);
  if (creator === undefined) return toldTag(tag);
  if (listedCreators().has(creator)) return privateTagText(tag, creator);
  const low = elementOf(tag) < 0x100 ? hex(elementOf(tag), 4) : `xx${hex(elementOf(tag) & 0xff, 2)}`;
  return `(${hex(groupOf(tag), 4)},${low})`;
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

const exampleLength = 64;

function example(token: Token, levels: OpenLevels, after: Uint8Array | undefined): readonly [string, string] {
  const { charset } = levels.top;
  const text = (bytes: Uint8Array, start: number, end: number): string =>
    token.vr.kind === 'binary'
      ? `${end - start} bytes`
      : charset
          .decode(bytes, start, end, token.vr)
          .replace(/[\s\0]+$/, '')
          .slice(0, exampleLength);
  const before = text(token.bytes, token.start, token.end);
  return [before, after === undefined ? '' : text(after, 0, after.length)];
}
