/** What stands for what? Finds rows of the private mapping by an original or by what replaced it, whole or by a pattern. It changes nothing. */
import { existsSync } from 'node:fs';
import { RadonymError } from '../base/errors.js';
import { folded } from '../deid/pseudonyms.js';
import type { Mapping } from '../flow/outcome.js';
import { mappingRows } from './mapping-file.js';

export interface Found {
  readonly kind: string;
  readonly original: string;
  readonly replacement: string;
  /** Which of the two was asked for; `patient`: a row of a patient who was found. */
  readonly by: 'original' | 'replacement' | 'patient';
}

export interface Lookup {
  readonly value: string;
  readonly found: readonly Found[];
}

export interface LookupAnswer {
  readonly lookups: readonly Lookup[];
  /** Rows of the mapping by kind, in order of kinds. */
  readonly kinds: readonly (readonly [kind: string, rows: number])[];
}

/**
 * @param values case and spacing do not matter; `*` stands for any letters, `?` for one
 * @param kind only rows of this kind
 * @throws RadonymError run/input, run/state
 */
export function lookup(state: string, values: readonly string[], kind?: string): LookupAnswer {
  if (!existsSync(state)) throw new RadonymError('run/input', 'the state folder does not exist');
  const rows = mappingRows(state);
  if (rows.length === 0) throw new RadonymError('run/input', 'the state folder has no mapping');
  const counts = new Map<string, number>();
  for (const [one] of rows) counts.set(one, (counts.get(one) ?? 0) + 1);
  const kinds = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  if (kind !== undefined && !counts.has(kind))
    throw new RadonymError('run/usage', `the mapping has no rows of that kind; it has ${kinds.map(([one]) => one).join(', ')}`);
  const wanted = kind === undefined ? rows : rows.filter(([one]) => one === kind);
  return { lookups: values.map((value) => ({ value, found: foundIn(wanted, value) })), kinds };
}

function foundIn(rows: readonly Mapping[], value: string): Found[] {
  const matches = matcherOf(value);
  const found: Found[] = [];
  const patients = new Set<string>();
  for (const [kind, original, replacement] of rows) {
    // A number of days says nothing of whose they are.
    const by = matches(original) ? 'original' : kind !== 'date-shift' && matches(replacement) ? 'replacement' : undefined;
    if (by === undefined) continue;
    found.push({ kind, original, replacement, by });
    if (kind === 'patient') patients.add(original);
  }
  const known = new Set(found.map(({ kind, original, replacement }) => `${kind}\0${original}\0${replacement}`));
  for (const [kind, original, replacement] of rows)
    if (kind === 'date-shift' && patients.has(original) && !known.has(`${kind}\0${original}\0${replacement}`))
      found.push({ kind, original, replacement, by: 'patient' });
  return found;
}

function matcherOf(value: string): (text: string) => boolean {
  const wanted = folded(value);
  if (!/[*?]/.test(value)) return (text) => folded(text) === wanted;
  const parts = wanted
    .split('*')
    .map((part) => [...part].map((letter) => (letter === '?' ? '[^]' : letter.replace(/[\\^$.+()[\]{}|]/g, '\\$&'))).join(''));
  // Each part as early as it can be: linear for a pattern with stars.
  const pattern = parts.map((part) => new RegExp(part, 'uy'));
  const last = new RegExp(`(?:${parts.at(-1)})$`, 'u');
  return (text) => matchesInOrder(folded(text), pattern, last);
}

function matchesInOrder(text: string, parts: readonly RegExp[], last: RegExp): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0 && index === parts.length - 1) return last.test(text.slice(at));
    part.lastIndex = at;
    while (!part.test(text)) {
      if (index === 0 || ++at > text.length) return false;
      part.lastIndex = at;
    }
    at = part.lastIndex;
    if (parts.length === 1) return at === text.length;
  }
  return true;
}
