/** Pixel Data that were left in their files: the same bytes, and no identifier among them? Piece by piece, in bounded memory. */
import { TreeElement } from './element-tree.js';
import { error, type VerifyFinding } from './finding.js';
import type { LeakSearch } from './leaks.js';
import { type ByteSource, type Cut, eachPiece, type SourceFile, sameRange } from './read-source.js';

export interface OpenPair {
  readonly original: { readonly file: SourceFile; readonly source: ByteSource };
  readonly output: { readonly file: SourceFile; readonly source: ByteSource };
}

/** Longer than any term in any disguise. */
const overlap = 1024;

export function checkLongValues({ original, output }: OpenPair): VerifyFinding[] {
  const [before, after] = [original.file.cut, output.file.cut];
  if (before === undefined && after === undefined) return [];
  const path = '(7FE0,0010)';
  if (before === undefined || after === undefined || before.tag !== after.tag || before.bigEndian !== after.bigEndian)
    return [error('verify/not-verified', 'Pixel Data too large to compare where the two files are laid out differently', path)];
  if (before.length === after.length && sameRange(original.source, before.start, output.source, after.start, before.length)) return [];
  return [error('verify/value-changed', 'other bytes than in the original', path)];
}

/** Whether a piece holds what is searched for; where, to the byte, is not told. */
export function searchCut(source: ByteSource, cut: Cut, search: LeakSearch): readonly number[] {
  const terms = new Set<number>();
  eachPiece(source, cut.start, cut.length, overlap, (piece) => {
    const holder = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const element = new TreeElement(cut.tag, 'OW', '', holder, 0, holder.length, false);
    const around = { preamble: none, fileMeta: [], elements: [element], transferSyntaxUid: '', bytes: piece, inflated: undefined };
    for (const { term } of search.inFile(around)) terms.add(term);
  });
  return [...terms];
}

const none = new Uint8Array(0);
