/**
 * Where in a text do the forms of a patient's identifiers stand? One tree of all forms, walked from each letter of the folded text:
 * no expression and no pass per term. It removes nothing and knows no patterns.
 */
import { type FoldedText, foldText, hardCut, isDigitCell, joined } from './folding.js';
import { inside, open, personal, spaced, type TermForms } from './term-forms.js';
import { isUnitAt } from './units.js';
import { isProtectedWord } from './vocabulary.js';

/** Part of a text to go: source.slice(start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TermSearch {
  /** Spans in order; words that are terms but stay are given to `doubtful`. */
  spans(text: string, doubtful?: (word: string) => void): Span[];
}

interface Node {
  readonly next: Map<number, Node>;
  /** Conditions of the form that ends here; -1 for none. */
  flags: number;
}

export function createTermSearch({ forms, beside, whole }: TermForms): TermSearch {
  const root: Node = { next: new Map(), flags: -1 };
  for (const [form, flags] of forms) insert(root, form, flags);
  return {
    spans(text, doubtful = () => {}) {
      const folded = foldText(text);
      if (folded.length === 0) return [];
      if (folded.length < 4 && whole.size > 0 && whole.has(wordOf(folded, 0, folded.length))) return [{ start: 0, end: text.length }];
      return search(root, folded, beside, doubtful);
    },
  };
}

function insert(root: Node, form: string, flags: number): void {
  let node = root;
  for (let at = 0; at < form.length; at++) {
    const code = form.charCodeAt(at);
    let next = node.next.get(code);
    if (next === undefined) {
      next = { next: new Map(), flags: -1 };
      node.next.set(code, next);
    }
    node = next;
  }
  node.flags = flags;
}

function search(root: Node, folded: FoldedText, beside: ReadonlySet<string>, doubtful: (word: string) => void): Span[] {
  const spans: Span[] = [];
  let cell = 0;
  while (cell < folded.length) {
    const hit = longestAt(root, folded, cell, doubtful);
    if (hit === undefined) {
      cell++;
      continue;
    }
    let first = cell;
    let last = hit.end;
    if ((hit.flags & personal) !== 0) {
      first = widenLeft(folded, first, beside);
      last = widenRight(folded, last, beside);
    }
    spans.push({ start: folded.starts[first]!, end: folded.ends[last - 1]! });
    cell = last;
  }
  return spans;
}

/** The longest form from this cell on whose conditions hold. */
function longestAt(root: Node, folded: FoldedText, from: number, doubtful: (word: string) => void) {
  let node = root.next.get(folded.codes[from]!);
  let broken = false;
  let best: { end: number; flags: number } | undefined;
  for (let end = from + 1; node !== undefined; end++) {
    if (node.flags >= 0 && holds(folded, from, end, node.flags, broken, doubtful)) best = { end, flags: node.flags };
    if (end >= folded.length) break;
    if (folded.cuts[end] === hardCut) {
      if (!isNarrow(folded, end)) break;
      broken = true;
    }
    node = node.next.get(folded.codes[end]!);
  }
  return best;
}

function holds(folded: FoldedText, from: number, end: number, flags: number, broken: boolean, doubtful: (word: string) => void): boolean {
  if (broken && (flags & spaced) === 0) return false;
  const free = (flags & inside) !== 0;
  if (!isOpenLeft(folded, from, free) || !isOpenRight(folded, end, free, (flags & open) !== 0)) return false;
  if (!broken && isProtectedWord(wordAround(folded, from, end))) {
    doubtful(wordOf(folded, from, end));
    return false;
  }
  // "5040" in "5040 cGy" is a dose, whoever has the number 5040.
  if (end - from < 6 && isNumber(folded, from, end) && isUnitAt(folded.source, folded.ends[end - 1]!)) {
    doubtful(wordOf(folded, from, end));
    return false;
  }
  return true;
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
  let first = from;
  let last = end;
  while (folded.cuts[first] === joined) first--;
  while (last < folded.length && folded.cuts[last] === joined) last++;
  return wordOf(folded, first, last);
}

function wordOf(folded: FoldedText, from: number, end: number): string {
  return String.fromCharCode(...folded.codes.subarray(from, end));
}

const mostBeside = 4;

function widenLeft(folded: FoldedText, from: number, beside: ReadonlySet<string>): number {
  let first = from;
  for (let count = 0; count < mostBeside && first > 0 && folded.cuts[first] !== joined && isNarrow(folded, first); count++) {
    let start = first - 1;
    while (folded.cuts[start] === joined) start--;
    if (first - start > 5 || !beside.has(wordOf(folded, start, first))) break;
    first = start;
  }
  return first;
}

function widenRight(folded: FoldedText, end: number, beside: ReadonlySet<string>): number {
  let last = end;
  for (let count = 0; count < mostBeside && last < folded.length && folded.cuts[last] !== joined && isNarrow(folded, last); count++) {
    let next = last + 1;
    while (next < folded.length && folded.cuts[next] === joined) next++;
    const word = wordOf(folded, last, next);
    // A possessive s goes with its name.
    if (next - last > 5 || !(beside.has(word) || (word === 's' && /['’]/.test(folded.source[folded.starts[last]! - 1] ?? '')))) break;
    last = next;
  }
  return last;
}
