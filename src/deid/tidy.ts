/**
 * How does a text read when parts of it are gone? Separators that held a part fall with it, brackets left empty close up, and what stands
 * on both sides keeps one separator. A text without removed parts is never touched.
 */
import type { Span } from './term-search.js';

const separatorsBehind = /[\s_\-.,;:^=/\\&+|*#@'"’()[\]{}<>]{0,64}$/u;
const separatorsBefore = /^[\s_\-.,;:^=/\\&+|*#@'"’()[\]{}<>]{0,64}/u;
const closerOf: { readonly [opener: string]: string } = { '(': ')', '[': ']', '{': '}', '<': '>', '"': '"', "'": "'" };
const openerOf: { readonly [closer: string]: string } = { ')': '(', ']': '[', '}': '{', '>': '<', '"': '"', "'": "'" };

/** @param spans in any order; they may overlap, not leave the text */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  let out: string | undefined;
  let from = 0;
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  for (let at = 0; at < sorted.length; ) {
    const start = sorted[at]!.start;
    let end = sorted[at]!.end;
    for (at++; at < sorted.length && sorted[at]!.start <= end; at++) end = Math.max(end, sorted[at]!.end);
    const piece = text.slice(from, start);
    out = out === undefined ? piece : joinedPieces(out, piece);
    from = end;
  }
  if (out === undefined) return text;
  const left = joinedPieces(out, text.slice(from)).trim();
  return /[\p{L}\p{N}\p{Co}]/u.test(left) ? left : '';
}

/** Two pieces that a removed part lay between. */
function joinedPieces(before: string, after: string): string {
  // The last 64 characters are looked at alone, so that a long text is not scanned for each part.
  const tail = before.slice(-64);
  let left = separatorsBehind.exec(tail)![0];
  let right = separatorsBefore.exec(after)![0];
  const head = before.slice(0, before.length - left.length);
  const rest = after.slice(right.length);
  [left, right] = closedUp(left, right);
  if (head === '') return openers(left + right, rest) + rest;
  if (rest === '') return head + closers(left + right, head);
  return head + separatorBetween(head, left, right, rest) + rest;
}

/** `(…)` around the removed part goes. */
function closedUp(left: string, right: string): [string, string] {
  for (;;) {
    const outer = left.trimEnd();
    const inner = right.trimStart();
    const opener = outer.at(-1);
    if (opener === undefined || closerOf[opener] === undefined || closerOf[opener] !== inner[0]) return [left, right];
    left = outer.slice(0, -1);
    right = inner.slice(1);
  }
}

function separatorBetween(head: string, left: string, right: string, rest: string): string {
  const opening = openers(left, rest) + openers(right, rest);
  const closing = closers(left, head) + closers(right, head);
  if (opening !== '' || closing !== '') return `${closing} ${opening}`.replace(/^ $/, '');
  if (right.includes('\n') && !left.includes('\n')) return right;
  const chosen = left.trim() !== '' || right.trim() === '' ? left || right : right;
  const separator = chosen.replace(/[()[\]{}<>"']/g, '');
  if (separator !== '') return separator;
  return mayTouch(head.at(-1)!, rest[0]!) ? '' : ' ';
}

/** Nothing stood between: `PTVSmithBoost` becomes `PTVBoost`, but two numbers or words do not run together. */
function mayTouch(last: string, first: string): boolean {
  if (/\d/.test(last)) return !/\d/.test(first);
  if (/\d/.test(first)) return true;
  return first !== first.toLowerCase();
}

function openers(separators: string, rest: string): string {
  return [...separators].filter((c) => c !== '"' && c !== "'" && closerOf[c] !== undefined && rest.includes(closerOf[c])).join('');
}

function closers(separators: string, head: string): string {
  return [...separators].filter((c) => c !== '"' && c !== "'" && openerOf[c] !== undefined && isOpenIn(head, openerOf[c], c)).join('');
}

function isOpenIn(head: string, opener: string, closer: string): boolean {
  return head.lastIndexOf(opener) > head.lastIndexOf(closer);
}
