/**
 * What letters and digits does a text have, whatever case, accents and separators? A folded text is a row of cells, each a lower-case
 * letter or a digit, with how it is cut off from the cell before. It knows no terms.
 */
import { plainLetters } from '../base/plain-letters.js';

/** How a cell is cut off from the one before it. */
export const joined = 0;
/** Change of case (`PTVsmith`, `AnnaHuber`) or between letters and digits. */
export const softCut = 1;
/** Something between them that is neither letter nor digit, or the start of the text. */
export const hardCut = 2;

export interface FoldedText {
  readonly source: string;
  /** Number of cells. */
  readonly length: number;
  /** UTF-16 code unit of each cell. */
  readonly codes: Uint16Array;
  readonly cuts: Uint8Array;
  /** Where the cell's character stands in the source: starts[i] … ends[i]. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const otherCase = 0;
const lower = 1;
const upper = 2;
const digit = 3;

export function foldText(source: string): FoldedText {
  // One character becomes at most three cells (ﬃ) but for a handful of ligatures, which are cut short.
  const room = isAscii(source) ? source.length : source.length * 3;
  const codes = new Uint16Array(room);
  const cuts = new Uint8Array(room);
  const starts = new Uint32Array(room);
  const ends = new Uint32Array(room);
  let length = 0;
  let cutOff = true;
  let previous = otherCase;
  let beforePrevious = otherCase;
  for (let at = 0; at < source.length; ) {
    const size = source.codePointAt(at)! > 0xffff ? 2 : 1;
    const cells = foldCharacter(source, at, size);
    if (cells === markOnly) {
      // It belongs to the letter before it.
      if (length > 0 && !cutOff) ends[length - 1] = at + size;
    } else if (cells === '') {
      cutOff = true;
    } else {
      const kind = kindOf(source, at, size);
      for (let part = 0; part < cells.length && part < 3; part++) {
        codes[length] = cells.charCodeAt(part);
        starts[length] = at;
        ends[length] = at + size;
        cuts[length] = part > 0 ? joined : cutOff ? hardCut : cutBetween(previous, kind);
        // `PTVSmith`: the last capital opens the next word; `DOEplan`: or does not. Both cuts count.
        if (part === 0 && !cutOff && kind === lower && previous === upper && beforePrevious === upper && length > 0) {
          if (cuts[length - 1] === joined) cuts[length - 1] = softCut;
          if (cuts[length] === joined) cuts[length] = softCut;
        }
        length++;
      }
      beforePrevious = cutOff ? otherCase : previous;
      previous = kind;
      cutOff = false;
    }
    at += size;
  }
  return { source, length, codes, cuts, starts, ends };
}

/** The cells alone, as a string: how a term is written down for search. */
export function foldedLetters(text: string): string {
  const folded = foldText(text);
  return String.fromCharCode(...folded.codes.subarray(0, folded.length));
}

const isDigitCode = (code: number): boolean => code >= 0x30 && code <= 0x39;
export const isDigitCell = (folded: FoldedText, cell: number): boolean => isDigitCode(folded.codes[cell]!);

/** The cells that are joined to these on either side, and these. */
export function wordBounds(folded: FoldedText, from: number, end: number): [first: number, last: number] {
  let first = from;
  let last = end;
  while (folded.cuts[first] === joined) first--;
  while (last < folded.length && folded.cuts[last] === joined) last++;
  return [first, last];
}

export function wordOf(folded: FoldedText, from: number, end: number): string {
  return String.fromCharCode(...folded.codes.subarray(from, end));
}

const markOnly = '\u0300';
const letter = /^\p{L}|^\p{Nd}/u;
// Soft hyphens, zero-width spaces and joiners, byte order marks are seen by nobody: they divide no name.
const mark = /^[\p{M}\p{Cf}]/u;
const memory = new Map<string, string>();
const memoryLimit = 4096;

/** The cells of the character, '' for a separator, `markOnly` for a combining mark and what shows nothing. */
function foldCharacter(source: string, at: number, size: number): string {
  const unit = source.charCodeAt(at);
  if (unit < 0x80) {
    if (isDigitCode(unit) || (unit >= 0x61 && unit <= 0x7a)) return asciiCells[unit]!;
    return unit >= 0x41 && unit <= 0x5a ? asciiCells[unit + 32]! : '';
  }
  const character = source.slice(at, at + size);
  let cells = memory.get(character);
  if (cells === undefined) {
    cells = foldOther(character);
    if (memory.size >= memoryLimit) memory.clear();
    memory.set(character, cells);
  }
  return cells;
}

const asciiCells = Array.from({ length: 128 }, (_, unit) => String.fromCharCode(unit));

function foldOther(character: string): string {
  if (mark.test(character)) return markOnly;
  if (!letter.test(character)) return '';
  // Hangul syllables and Han stay whole: taken apart, their letters would say nothing.
  const code = character.codePointAt(0)!;
  const plain = code >= 0x2e80 && code < 0xf900 ? character : character.normalize('NFKD');
  let cells = '';
  for (const part of plain.toLowerCase().replace(/\p{M}/gu, '')) cells += letter.test(part) ? (plainLetters[part] ?? part) : '';
  return cells;
}

function kindOf(source: string, at: number, size: number): number {
  const unit = source.charCodeAt(at);
  if (isDigitCode(unit)) return digit;
  if (unit >= 0x61 && unit <= 0x7a) return lower;
  if (unit >= 0x41 && unit <= 0x5a) return upper;
  const character = source.slice(at, at + size);
  if (character !== character.toLowerCase()) return upper;
  return character !== character.toUpperCase() || character === 'ß' ? lower : otherCase;
}

function cutBetween(previous: number, kind: number): number {
  if ((previous === digit) !== (kind === digit)) return softCut;
  return previous === lower && kind === upper ? softCut : joined;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
