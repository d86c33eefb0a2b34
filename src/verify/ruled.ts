/** May a profile change or remove what stands at this path? By the tables of the Standard and ours, not by what a run says it did. */
import { confidentialityRows, forgottenRows } from '../standard/confidentiality.js';
import { dictionaryEntry } from '../standard/dictionary.js';
import { groupOf, isGroupLength, isPrivate, type Tag } from '../standard/tag.js';

/** True when the attribute, or a sequence around it, has a row with an action, is private, unknown, or made anew for every output. */
export function isRuled(path: readonly Tag[]): boolean {
  return path.some((tag) => isMadeAnew(tag) || isPrivate(tag) || hasRow(tag) || dictionaryEntry(tag) === undefined);
}

/** Provenance (of pixels, too) and character set. */
const written: ReadonlySet<number> = new Set([0x00080005, 0x00120062, 0x00120063, 0x00120064, 0x00280301, 0x00280302, 0x00280303]);

/**
 * Signatures, encrypted and original attributes, what describes private blocks as they were, padding; the role of a Responsible Person, which
 * goes with the person; an approval that a profile takes back.
 */
const dropped: ReadonlySet<number> = new Set([
  0x00080300, 0x00102298, 0x04000310, 0x04000500, 0x04000550, 0x04000561, 0x4ffe0001, 0xfffafffa, 0xfffcfffc, 0x300e0002,
]);

/** What the de-identifier writes itself: it may stand where the original has nothing. */
export const isWritten = (tag: Tag): boolean => groupOf(tag) === 0x0002 || written.has(tag);

/** Written anew for every output, or dropped from it, whatever the profile. */
export function isMadeAnew(tag: Tag): boolean {
  const family = groupOf(tag) & 0xff00;
  // A curve or an overlay can hold text: it goes as a whole, geometry and all (PS3.15 E.3.3).
  if (family === 0x5000 || family === 0x6000) return true;
  // Groups below 0008 are of commands (PS3.7 E), File Meta Information (PS3.10 7.1) and media directories (PS3.3 F): none belongs in a data set.
  return groupOf(tag) < 0x0008 || isGroupLength(tag) || written.has(tag) || dropped.has(tag);
}

interface Rows {
  readonly plain: ReadonlySet<number>;
  readonly masked: readonly { readonly tag: number; readonly mask: number }[];
}

let rows: Rows | undefined;

function hasRow(tag: Tag): boolean {
  rows ??= gather();
  return rows.plain.has(tag) || rows.masked.some((row) => (tag & row.mask) >>> 0 === row.tag);
}

function gather(): Rows {
  const plain = new Set<number>();
  const masked: { tag: number; mask: number }[] = [];
  for (const row of [...confidentialityRows(), ...forgottenRows()]) {
    if (row.basic === 'K' || row.basic === 'U') continue;
    if (row.mask >>> 0 === 0xffffffff) plain.add(row.tag);
    else masked.push({ tag: row.tag, mask: row.mask });
  }
  return { plain, masked };
}
