/**
 * Where in a text do the forms of a patient's identifiers stand? One tree of all forms, walked from each letter of the folded text:
 * no expression and no pass per term. It removes nothing and knows no patterns.
 */
import { addCutOff } from './cut-off.js';
import { type FoldedText, foldText, hardCut, isDigitCell, joined, softCut, wordBounds, wordOf } from './folding.js';
import { type Form, inside, open, own, short, spaced, type TermForms } from './term-forms.js';
import { isUnitAt } from './units.js';
import type { Vocabulary } from './vocabulary.js';

/** Part of a text to go: source.slice(start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TermSearch {
  /**
   * Spans in order; words that are terms but stay are given to `doubtful`, and those of which it is a guess that they fall.
   * @param isCoded the text is one of defined terms: no word of radiotherapy in it is the patient's
   */
  spans(text: string, doubtful?: (word: string) => void, isCoded?: boolean): Span[];
}

type Protects = Vocabulary['protects'];

interface Node {
  readonly next: Map<number, Node>;
  /** What ends here. */
  form: Form | undefined;
}

/** What decides about one text. */
export interface Judge {
  readonly words: Vocabulary;
  readonly doubtful: (word: string) => void;
  readonly isCoded: boolean;
}

export function createTermSearch({ forms, whole }: TermForms, words: Vocabulary): TermSearch {
  const root: Node = { next: new Map(), form: undefined };
  for (const [letters, form] of forms) insert(root, letters, form);
  return {
    spans(text, doubtful = () => {}, isCoded = false) {
      const folded = foldText(text);
      if (folded.length === 0) return [];
      if (folded.length < 4 && whole.size > 0 && whole.has(wordOf(folded, 0, folded.length))) return [{ start: 0, end: text.length }];
      const judge = { words, doubtful, isCoded };
      const spans = search(root, folded, judge);
      addCutOff(folded, judge, (from, end) => begins(root, folded, from, end), spans);
      return spans;
    },
  };
}

function insert(root: Node, letters: string, form: Form): void {
  let node = root;
  for (let at = 0; at < letters.length; at++) {
    const code = letters.charCodeAt(at);
    let next = node.next.get(code);
    if (next === undefined) {
      next = { next: new Map(), form: undefined };
      node.next.set(code, next);
    }
    node = next;
  }
  node.form = form;
}

function search(root: Node, folded: FoldedText, judge: Judge): Span[] {
  const spans: Span[] = [];
  let cell = 0;
  while (cell < folded.length) {
    const hit = longestAt(root, folded, cell, judge);
    if (hit === undefined) {
      cell++;
      continue;
    }
    const first = widenLeft(folded, cell, hit.form.beside, judge.words.protects);
    const last = widenRight(folded, hit.end, hit.form.beside);
    spans.push({ start: folded.starts[first]!, end: folded.ends[last - 1]! });
    cell = last;
  }
  return spans;
}

/** The longest form from this cell on whose conditions hold. */
function longestAt(root: Node, folded: FoldedText, from: number, judge: Judge) {
  let node = root.next.get(folded.codes[from]!);
  let broken = false;
  let wrapped = false;
  let best: { end: number; form: Form } | undefined;
  for (let end = from + 1; node !== undefined; end++) {
    if (node.form !== undefined) {
      const { flags } = node.form;
      if (wrapped ? holdsWrapped(folded, from, end, flags) : holds(folded, from, end, flags, broken, judge))
        best = { end, form: node.form };
    }
    if (end >= folded.length) break;
    if (folded.cuts[end] === hardCut) {
      if (isNarrow(folded, end)) broken = true;
      else if (isWrap(folded, end)) wrapped = true;
      else break;
    }
    node = node.next.get(folded.codes[end]!);
  }
  return best;
}

function holds(
  folded: FoldedText,
  from: number,
  end: number,
  flags: number,
  broken: boolean,
  { words, doubtful, isCoded }: Judge,
): boolean {
  const { protects } = words;
  if ((flags & short) !== 0 && (flags & ~short) === 0) return !isCoded && !broken && holdsShort(folded, from, end, words, doubtful);
  if (broken && ((flags & spaced) === 0 || isSide(folded, from, from + 1, protects))) return false;
  // Broken and cut out of longer words at once, "boos|t Yamada|s" would be T. Yamada.
  const free = !broken && (flags & inside) !== 0;
  const isOpen = isOpenLeft(folded, from, free) && isOpenRight(folded, end, free, (flags & open) !== 0);
  if (!isOpen && (broken || end - from < 4 || !isBetweenWords(folded, from, end, protects))) return false;
  if (!broken && protects(wordAround(folded, from, end))) {
    if ((flags & own) !== 0 && !isCoded && wordAround(folded, from, end).length === end - from) return true;
    doubtful(wordOf(folded, from, end));
    return false;
  }
  if (!broken && from > 0 && isDigitCell(folded, from - 1) && wordOf(folded, from, end) === 'gray') {
    doubtful('gray');
    return false;
  }
  // "5040" in "5040 cGy" is a dose, whoever has the number 5040.
  if (end - from < 6 && isNumber(folded, from, end) && isUnitAt(folded.source, folded.ends[end - 1]!)) {
    doubtful(wordOf(folded, from, end));
    return false;
  }
  return true;
}

const leastWrapped = 5;

/** `Schwarzen-` at the end of a line, `berger` on the next. */
function holdsWrapped(folded: FoldedText, from: number, end: number, flags: number): boolean {
  if (end - from < leastWrapped || (flags & (inside | spaced)) === 0) return false;
  return folded.cuts[from] !== joined && (end >= folded.length || folded.cuts[end] !== joined);
}

/** Nothing but one line end, perhaps behind a hyphen, between two letters. */
function isWrap(folded: FoldedText, cell: number): boolean {
  if (isDigitCell(folded, cell - 1) || isDigitCell(folded, cell)) return false;
  const gap = folded.source.slice(folded.ends[cell - 1], Math.min(folded.starts[cell]!, folded.ends[cell - 1]! + longestWrap));
  return gap.length < longestWrap && /^-?[ \t]*(?:\r\n?|\n)[ \t]*$/.test(gap);
}
const longestWrap = 16;

/** Whether letters alone lead from the root over these cells. */
function begins(root: Node, folded: FoldedText, from: number, end: number): boolean {
  let node: Node | undefined = root;
  for (let at = from; at < end && node !== undefined; at++) node = isDigitCell(folded, at) ? undefined : node.next.get(folded.codes[at]!);
  return node !== undefined;
}

/** `PTV Ng`, `Ng`; "li", "do" and "an" in small letters are words of their own. */
function holdsShort(folded: FoldedText, from: number, end: number, { knows }: Vocabulary, doubtful: (word: string) => void): boolean {
  if (folded.cuts[from] !== hardCut || (end < folded.length && folded.cuts[end] !== hardCut)) return false;
  const word = wordOf(folded, from, end);
  doubtful(word);
  const written = folded.source.slice(folded.starts[from], folded.ends[end - 1]);
  return !(knows(word) && written === written.toLowerCase());
}

/** What it is joined to on either side is a word that stays: `Annaboost`, `tumorHANS`. */
function isBetweenWords(folded: FoldedText, from: number, end: number, protects: Protects): boolean {
  const [first, last] = wordBounds(folded, from, end);
  if (isDigitCell(folded, from) || isDigitCell(folded, end - 1)) return false;
  return (first === from || protects(wordOf(folded, first, from))) && (last === end || protects(wordOf(folded, end, last)));
}

/** Digits are never cut out of a longer number, but for zeros that fill it up. */
function isOpenLeft(folded: FoldedText, from: number, free: boolean): boolean {
  if (folded.cuts[from] !== joined) return true;
  if (!isDigitCell(folded, from)) return free && !isDigitCell(folded, from - 1);
  let at = from;
  while (folded.cuts[at] === joined && folded.codes[at - 1] === 0x30) at--;
  return folded.cuts[at] !== joined;
}

function isOpenRight(folded: FoldedText, end: number, free: boolean, digitsMayFollow: boolean): boolean {
  if (end >= folded.length || folded.cuts[end] !== joined) return true;
  return isDigitCell(folded, end) ? digitsMayFollow : free;
}

function isNumber(folded: FoldedText, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (!isDigitCell(folded, at)) return false;
  return true;
}

/** At most three separators and no new line between a cell and the one before: still one value. */
function isNarrow(folded: FoldedText, cell: number): boolean {
  const from = folded.ends[cell - 1]!;
  const to = folded.starts[cell]!;
  if (to - from > 3) return false;
  for (let at = from; at < to; at++) {
    const unit = folded.source.charCodeAt(at);
    if (unit === 0x0a || unit === 0x0d) return false;
  }
  return true;
}

function wordAround(folded: FoldedText, from: number, end: number): string {
  return wordOf(folded, ...wordBounds(folded, from, end));
}

const mostBeside = 4;
const longestBeside = 5;

function widenLeft(folded: FoldedText, from: number, beside: ReadonlySet<string>, protects: Protects): number {
  let first = from;
  for (let count = 0; count < mostBeside && first > 0 && folded.cuts[first] !== joined && isNarrow(folded, first); count++) {
    let start = first - 1;
    while (folded.cuts[start] === joined) start--;
    // The letter of "2A" is no initial.
    if (first - start > longestBeside || (start > 0 && folded.cuts[start] === softCut && isDigitCell(folded, start - 1))) break;
    const word = wordOf(folded, start, first);
    if (!beside.has(word)) break;
    if (isSide(folded, start, first, protects)) break;
    first = start;
  }
  return first;
}

/** `Lung_L_Huber` says which lung, whatever Huber's first name is. */
function isSide(folded: FoldedText, from: number, end: number, protects: Protects): boolean {
  if (end - from !== 1 || from === 0 || folded.cuts[from] === joined) return false;
  const word = wordAround(folded, from, end);
  return (word === 'l' || word === 'r') && protects(wordAround(folded, from - 1, from));
}

function widenRight(folded: FoldedText, end: number, beside: ReadonlySet<string>): number {
  let last = end;
  for (let count = 0; count < mostBeside && last < folded.length && folded.cuts[last] !== joined && isNarrow(folded, last); count++) {
    let next = last + 1;
    while (next < folded.length && folded.cuts[next] === joined) next++;
    // Nor is that of "v2".
    if (next - last > longestBeside || (next < folded.length && folded.cuts[next] === softCut && isDigitCell(folded, next))) break;
    const word = wordOf(folded, last, next);
    // A possessive s goes with its name.
    if (!beside.has(word) && !(word === 's' && /['’]/.test(folded.source[folded.starts[last]! - 1] ?? ''))) break;
    last = next;
  }
  return last;
}
