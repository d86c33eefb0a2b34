/**
 * Is the end of a value the beginning of an identifier, because whoever wrote the value had no room for more? It knows how long values may
 * be, not what identifies: whether letters begin a term it asks.
 */
import { type FoldedText, isDigitCell, joined, softCut, wordBounds, wordOf } from './folding.js';
import type { Judge, Span } from './term-search.js';

/** Whether the cells from … end are the first letters of a term. */
type Begins = (from: number, end: number) => boolean;

/** Where planning systems and VRs cut what is too long: plans of some at 13, SH, AE and CS at 16, LO at 64, ST at 1024. */
const cutLengths: ReadonlySet<number> = new Set([13, 16, 64, 1024]);
const leastCut = 13;
/** Longer values are cut nowhere, whatever pads them. */
const mostCut = 1100;
const leastBeginning = 5;

/** What stands at the end of a value of such a length may be the beginning of a term: `AP Schwarzenberg`. Of several values each. */
export function addCutOff(folded: FoldedText, judge: Judge, begins: Begins, spans: Span[]): void {
  const { source } = folded;
  if (source.length < leastCut) return;
  let next = 0;
  let end = 0;
  for (let from = 0; from <= source.length; from = next + 1) {
    const divider = source.indexOf('\\', from);
    next = divider < 0 ? source.length : divider;
    if (next - from < leastCut || next - from > mostCut) continue;
    const value = source
      .slice(from, next)
      .replace(/[\s\0]+$/, '')
      .trimStart();
    if (!cutLengths.has(value.length) && !cutLengths.has([...value].length)) continue;
    while (end < folded.length && folded.ends[end]! <= next) end++;
    const start = beginningAt(folded, end, judge, begins);
    if (start < end && !spans.some((span) => span.end > folded.starts[start]!))
      spans.push({ start: folded.starts[start]!, end: folded.ends[end - 1]! });
  }
}

/** From which cell on the letters up to `end` begin a term; `end` where none do. */
function beginningAt(folded: FoldedText, end: number, { words, doubtful }: Judge, begins: Begins): number {
  let [first] = end === 0 ? [0] : wordBounds(folded, end - 1, end);
  if (end < folded.length && folded.cuts[end] === joined) return end;
  // A change of case or a word that stays may stand before it: `PlanSchwarzenber`, `planschwarzenber`.
  while (first > 0 && folded.cuts[first] === softCut && !isDigitCell(folded, first - 1)) [first] = wordBounds(folded, first - 1, first);
  for (let from = first; end - from >= leastBeginning; from++) {
    if (folded.cuts[from] === joined && !words.protects(wordOf(folded, wordBounds(folded, from, end)[0], from))) continue;
    if (!begins(from, end)) continue;
    const word = wordOf(folded, from, end);
    if (!words.knows(word)) return from;
    doubtful(word);
  }
  return end;
}
