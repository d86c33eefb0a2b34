/**
 * Of which parts is a name made: words of radiotherapy, targets, sides, numbers, and what nobody knows? Parts are told apart by separators,
 * by case (`OpticNerve`, `PTVboost`) and between letters and digits (`PTV60`). It judges no name as a whole.
 */
import { foldWord } from './fold.js';
import type { Words } from './vocabulary.js';

/**
 * `compound`: several known words run together. `near`: one letter off a known word. `index`: a letter with one or two digits.
 * `dose`: four digits as doses have them. `code`: other long numbers.
 */
export type TokenKind = 'word' | 'target' | 'compound' | 'near' | 'letter' | 'index' | 'number' | 'dose' | 'code' | 'unknown';

export interface NameToken {
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  /** Small letters without accents. */
  readonly folded: string;
  readonly kind: TokenKind;
}

/** GTV, CTV, ITV, IGTV, ICTV, PTV and their like, with a class: n nodal, p primary, sb surgical bed, par parenchyma, v venous, vas vascular. */
const target = /^i?[gcipmb]tv(?:n|p|sb|par|v|vas|s|ln|t|b|opt|eval|boost)?$/;
const roman = /^(?:i{2,3}|iv|vi{0,3}|ix|xi{0,2}|i)[ab]?$/;
const run = /[\p{L}\p{M}\p{Nd}]+/gu;
/** Most names are ASCII, and Unicode properties are slow to compile. */
const asciiRun = /[A-Za-z\d]+/g;

export function nameTokens(name: string, words: Words): NameToken[] {
  const tokens: NameToken[] = [];
  for (const match of name.matchAll(/^[ -~]*$/.test(name) ? asciiRun : run)) tokens.push(...parted(match[0], match.index, words));
  return settled(tokens, name);
}

/** Cuts a run where case or script changes so that as few letters as possible are unknown, in as few parts as possible. */
function parted(text: string, offset: number, words: Words): NameToken[] {
  const cuts = cutsOf(text);
  const best: { cost: number; from: number; kind: TokenKind }[] = [{ cost: 0, from: 0, kind: 'word' }];
  for (let end = 1; end < cuts.length; end++) {
    for (let from = Math.max(0, end - mostParts); from < end; from++) {
      const piece = text.slice(cuts[from]!, cuts[end]!);
      // A capital and what follows it are one: it was cut off only where capitals come before it.
      const isOne = end - from === 1 || (end - from === 2 && cuts[from + 1]! - cuts[from]! === 1 && classOf(piece[0]!) === 'upper');
      const kind = kindOf(piece, words, isOne, piece.length === text.length);
      if (kind === undefined) continue;
      const cost = best[from]!.cost + 1 + strangeness(kind, piece, from > 0);
      if (cost < (best[end]?.cost ?? Number.POSITIVE_INFINITY)) best[end] = { cost, from, kind };
    }
  }
  const out: NameToken[] = [];
  for (let end = cuts.length - 1; end > 0; end = best[end]!.from) {
    const [from, to] = [cuts[best[end]!.from]!, cuts[end]!];
    const piece = text.slice(from, to);
    out.push({ start: offset + from, end: offset + to, text: piece, folded: foldWord(piece), kind: best[end]!.kind });
  }
  return out.reverse();
}

/** The more letters nobody knows, the worse; and a name begins with a capital: `PTV Smith`, not `PTVS mith`. */
function strangeness(kind: TokenKind, piece: string, within: boolean): number {
  if (kind === 'letter') return 50;
  if (kind !== 'unknown' && kind !== 'near') return 0;
  return piece.length * 100 + (within && piece[0] !== piece[0]!.toUpperCase() ? 200 : 0);
}

/** Parts that a known word may be written in: `GTVp`, `LymphNodes`. */
const mostParts = 6;

function cutsOf(text: string): number[] {
  const cuts = [0];
  let before = 'other';
  let beforeThat = 'other';
  let last = 0;
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const kind = classOf(character);
    if (kind !== 'mark') {
      const add = (cut: number): void => void (cut > cuts.at(-1)! && cuts.push(cut));
      // `PTVSmith`: the last capital opens the next word; `PTVboost`: or does not.
      if (before === 'upper' && beforeThat === 'upper' && kind === 'lower') add(last);
      if (at > 0 && before !== kind && !(before === 'upper' && kind === 'lower' && beforeThat !== 'upper')) add(at);
      beforeThat = before;
      before = kind;
      last = at;
    }
    at += character.length;
  }
  if (text.length > cuts.at(-1)!) cuts.push(text.length);
  return cuts;
}

function classOf(character: string): string {
  if (character >= '0' && character <= '9') return 'digit';
  if (character >= 'a' && character <= 'z') return 'lower';
  if (character >= 'A' && character <= 'Z') return 'upper';
  if (/\p{M}/u.test(character)) return 'mark';
  if (/\p{Nd}/u.test(character)) return 'digit';
  if (character !== character.toLowerCase()) return 'upper';
  return character !== character.toUpperCase() || character === 'ß' ? 'lower' : 'other';
}

/** Undefined for several parts that are no word together. */
function kindOf(piece: string, words: Words, isOne: boolean, isWhole: boolean): TokenKind | undefined {
  const word = foldWord(piece);
  if (/^\d+$/.test(word)) return word.length <= 3 ? 'number' : /^[1-9]\d\d0$/.test(word) ? 'dose' : 'code';
  if (target.test(word)) return 'target';
  // Within a run "do", "el" or "am" are any two letters.
  if (isWhole || !/^[a-z]{1,2}$/.test(word) ? words.knows(word) : words.protects(word)) return 'word';
  if (roman.test(word)) return 'index';
  if (!isOne) return undefined;
  if (piece.length === 1 && /[a-z]/.test(word)) return 'letter';
  if (isCompound(word, words)) return 'compound';
  return words.nearest(word) === undefined ? 'unknown' : 'near';
}

const leastPart = 4;

/** Two or three protected words of four letters or more, as German and Dutch join them, perhaps with an s between. */
function isCompound(word: string, words: Words, parts = 3): boolean {
  for (let cut = leastPart; cut <= word.length - leastPart; cut++) {
    if (!words.protects(word.slice(0, cut))) continue;
    for (const rest of [word.slice(cut), word[cut] === 's' ? word.slice(cut + 1) : ''])
      if (rest.length >= leastPart && (words.protects(rest) || (parts > 2 && isCompound(rest, words, parts - 1)))) return true;
  }
  return false;
}

const units: ReadonlySet<string> = new Set(['gy', 'cgy', 'mu', 'mus', 'mm', 'cm', 'cc', 'ccm', 'ml', 'mv', 'mev', 'kv', 'fx', 'hu']);

/** A letter at one or two digits is a level, a version, an energy; a number before a unit is no code. */
function settled(tokens: readonly NameToken[], name: string): NameToken[] {
  return tokens.map((token, at) => {
    const next = tokens[at + 1];
    const previous = tokens[at - 1];
    if (token.kind === 'letter') {
      const beside = next?.start === token.end ? next : previous?.end === token.start ? previous : undefined;
      return beside?.kind === 'number' && beside.text.length <= 2 ? { ...token, kind: 'index' } : token;
    }
    if (token.kind !== 'code' || token.text.length > 5 || next === undefined || !units.has(next.folded)) return token;
    return /^[ _]?$/.test(name.slice(token.end, next.start)) ? { ...token, kind: 'dose' } : token;
  });
}
