/**
 * Under which options of PS3.15 Annex E does a value stay? From the tables of the Standard alone, so that the answer key does not ask
 * the code that it judges. It knows no profile.
 */
import { type ConfidentialityRow, confidentialityRows, forgottenRows } from '../standard/confidentiality.js';
import { lazy } from '../standard/lazy.js';
import { groupOf, type Tag } from '../standard/tag.js';

/** Lists of options of each of which one must be on; undefined where no option keeps the value. */
export type Needs = readonly (readonly string[])[] | undefined;

/** What goes whatever the options: provenance and character set, made anew; signatures and originals; what goes with its neighbour. */
const never: ReadonlySet<number> = new Set([
  0x00080005, 0x00080300, 0x00100035, 0x00101100, 0x00102298, 0x00120062, 0x00120063, 0x00120064, 0x00280303, 0x0018100a, 0x4ffe0001, 0xfffafffa, 0xfffcfffc,
]); // biome-ignore format: a list is easier to read dense

export function needsOf(tag: Tag): Needs {
  const family = groupOf(tag) & 0xff00;
  if (never.has(tag) || family === 0x5000 || family === 0x6000 || groupOf(tag) === 0x0400) return undefined;
  const row = rowOf(tag);
  if (row === undefined || row.basic === 'K' || row.basic === 'U' || row.basic === 'X/Z/U*') return [];
  const keeping = Object.entries(row.options).flatMap(([option, code]) => (code === 'C' || code === 'K' ? [option] : []));
  return keeping.length === 0 ? undefined : [keeping];
}

/** Of what stands inside. */
export function both(outer: Needs, inner: Needs): Needs {
  return outer === undefined || inner === undefined ? undefined : [...outer, ...inner];
}

const rows = lazy(() => {
  const all = [...confidentialityRows(), ...forgottenRows()];
  return {
    plain: new Map<number, ConfidentialityRow>(all.filter((row) => row.mask >>> 0 === 0xffffffff).map((row) => [row.tag, row])),
    masked: all.filter((row) => row.mask >>> 0 !== 0xffffffff),
  };
});

const rowOf = (tag: Tag): ConfidentialityRow | undefined =>
  rows().plain.get(tag) ?? rows().masked.find((row) => (tag & row.mask) >>> 0 === row.tag);
