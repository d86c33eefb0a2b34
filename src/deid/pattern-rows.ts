/**
 * How are expressions run over a text without paying for those that cannot match? Most texts are ASCII and short, and compiling an
 * expression with Unicode properties takes longer than reading a thousand of them. It knows no pattern.
 */
import type { Span } from './term-search.js';

export interface PatternRow {
  /** Global; linear. */
  readonly pattern: RegExp;
  /** In small letters: without one of them in the text the row cannot match. */
  readonly needs?: readonly string[];
  /** How many digits a match has at least. @default 0 */
  readonly digits?: number;
  /** @default every match */
  readonly accept?: (match: RegExpExecArray, text: string) => boolean;
}

/** Calls `found` for each match of each row. */
export function runRows(rows: readonly PatternRow[], text: string, found: (span: Span) => void): void {
  const small = text.toLowerCase();
  const ascii = isAscii(text);
  const count = digitCount(text);
  for (const { pattern, needs, digits = 0, accept } of rows) {
    if (count < digits) continue;
    if (needs !== undefined && !needs.some((part) => small.includes(part))) continue;
    const fitting = ascii ? asciiTwin(pattern) : pattern;
    fitting.lastIndex = 0;
    for (let match = fitting.exec(text); match; match = fitting.exec(text)) {
      if (accept === undefined || accept(match, text)) found({ start: match.index, end: match.index + match[0].length });
    }
  }
}

const twins = new Map<RegExp, RegExp>();

/**
 * The expression that matches the same in ASCII texts, without Unicode properties and without the letters that no such text has: what
 * ignores case among those is slow to compile. One object per expression: the caller sets `lastIndex`.
 */
export function asciiTwin(pattern: RegExp): RegExp {
  let twin = twins.get(pattern);
  if (twin === undefined) {
    const source = asciiSource(pattern.source);
    twin = source === pattern.source ? pattern : new RegExp(source, pattern.flags.replace('u', ''));
    twins.set(pattern, twin);
  }
  return twin;
}

export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

export function digitCount(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) count++;
  }
  return count;
}

const letters: { readonly [property: string]: string } = { L: 'A-Za-z', Lu: 'A-Z', Ll: 'a-z', M: '' };

function asciiSource(source: string): string {
  let inClass = false;
  return source.replace(/\\p\{(\w+)\}|\\.|\[|\]|[^ -~]/g, (part, property: string | undefined) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    if (property !== undefined) return inClass ? letters[property]! : `[${letters[property]!}]`;
    // An empty class matches nothing.
    return part > '~' ? (inClass ? '' : '[]') : part;
  });
}
