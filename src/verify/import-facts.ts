/** What the rules of importability want to know of a file, taken from its tree. It judges nothing. */
import type { ImportFacts } from '../rt/importability.js';
import { dictionaryVr } from '../standard/dictionary.js';
import { transferSyntax } from '../standard/transfer-syntax.js';
import type { ReadFile } from './dataset-reader.js';
import { elementAt, type TreeElement, textAt } from './element-tree.js';

type Level = readonly TreeElement[];

export function importFacts(file: ReadFile): ImportFacts {
  const root = file.elements;
  const counts = { longDecimals: 0, typedUn: 0, reviewers: 0 };
  count(root, transferSyntax(file.transferSyntaxUid)?.vr === 'explicit', counts);
  return {
    sopClassUid: textAt(root, 0x00080016),
    sopInstanceUid: textAt(root, 0x00080018),
    patientId: textAt(root, 0x00100020),
    frameOfReferenceUid: textAt(root, 0x00200052),
    roiFrames: [...new Set([...texts(root, 0x30060010, 0x00200052), ...texts(root, 0x30060020, 0x30060024)])],
    structureSets: texts(root, 0x300c0060, 0x00081155),
    plans: texts(root, 0x300c0002, 0x00081155),
    roiNames: texts(root, 0x30060020, 0x30060026),
    beamNames: [...texts(root, 0x300a00b0, 0x300a00c2), ...texts(root, 0x300a03a2, 0x300a00c2)],
    isApproved: textAt(root, 0x300e0002) === 'APPROVED',
    hasReviewer: counts.reviewers > 0,
    longDecimals: counts.longDecimals,
    typedUn: counts.typedUn,
  };
}

interface Counts {
  longDecimals: number;
  typedUn: number;
  reviewers: number;
}

function count(level: Level, explicit: boolean, counts: Counts): void {
  for (const element of level) {
    if (element.items) for (const item of element.items) count(item, explicit, counts);
    else if (element.vr === 'DS') counts.longDecimals += longOnes(element);
    if (element.tag === 0x300e0008 && element.text.trim() !== '') counts.reviewers++;
    if (element.typedUn && explicit && element.creator === '' && element.length > 0xfffe && dictionaryVr(element.tag)) counts.typedUn++;
  }
}

const texts = (level: Level, sequence: number, tag: number): string[] =>
  (elementAt(level, sequence)?.items ?? []).map((item) => textAt(item, tag)).filter((value) => value !== '');

/** Values of more than 16 characters. Without making a string, and in leaps: contours have millions of values. */
function longOnes({ holder, start, length }: TreeElement): number {
  const end = start + length;
  let count = 0;
  for (let from = start; end - from > longestDecimal; ) {
    let at = from + longestDecimal;
    while (at >= from && holder[at] !== backslash) at--;
    if (at < from) {
      at = from + longestDecimal + 1;
      while (at < end && holder[at] !== backslash) at++;
      if (trimmedLength(holder, from, at) > longestDecimal) count++;
    }
    from = at + 1;
  }
  return count;
}

const longestDecimal = 16;
const backslash = 0x5c;

function trimmedLength(bytes: Uint8Array, from: number, end: number): number {
  let [first, last] = [from, end - 1];
  while (first <= last && isPadding(bytes[first]!)) first++;
  while (last >= first && isPadding(bytes[last]!)) last--;
  return last - first + 1;
}

const isPadding = (byte: number): boolean => byte === 0x20 || byte === 0;
