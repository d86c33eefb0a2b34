/** Reads and writes comma-separated text (RFC 4180). Header names and meaning are the caller's business. */
import { RadonymError } from '../base/errors.js';

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows of cells; empty lines are left out, a byte order mark is skipped, `;` counts when the first line has no comma outside quotes.
 * @throws RadonymError io/csv with the line: a quote that does not close, or text behind one
 */
export function readCsv(text: string): CsvRow[] {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  let line = 1;
  let at = 0;
  while (at < source.length) {
    const row: string[] = [];
    const began = line;
    for (;;) {
      const cell = readCell(source, at, separator, line);
      row.push(cell.text);
      at = cell.next;
      line += cell.breaks;
      if (source[at] !== separator) break;
      at++;
    }
    if (source[at] === '\r') at++;
    if (source[at] === '\n') at++;
    line++;
    if (row.length > 1 || row[0]!.trim() !== '') rows.push({ line: began, cells: row });
  }
  return rows;
}

/** One line with its end. Quotes only where they are needed. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n;]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;

/**
 * A text as a cell that people open in a spreadsheet: none that begins a formula (an apostrophe goes before it), no line break or other
 * control character.
 */
export function plainCell(text: string): string {
  const line = text.replace(/\r\n?|\n/g, '\\n').replace(/\p{Cc}/gu, '\ufffd');
  return /^[=+\-@\t\uff1d\uff0b\uff0d\uff20]/.test(line) ? `'${line}` : line;
}

function separatorOf(source: string): string {
  const first = /^[^\r\n]*/.exec(source)![0].replace(/"[^"]*"/g, '');
  return !first.includes(',') && first.includes(';') ? ';' : ',';
}

function readCell(source: string, at: number, separator: string, line: number): { text: string; next: number; breaks: number } {
  if (source[at] !== '"') {
    let end = at;
    while (end < source.length && source[end] !== separator && source[end] !== '\n' && source[end] !== '\r') end++;
    return { text: source.slice(at, end), next: end, breaks: 0 };
  }
  let text = '';
  let from = at + 1;
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0) throw new RadonymError('io/csv', `the quote opened on line ${line} does not close`);
    text += source.slice(from, quote);
    if (source[quote + 1] !== '"') {
      const next = source[quote + 1];
      if (next !== undefined && next !== separator && next !== '\n' && next !== '\r')
        throw new RadonymError('io/csv', `text behind a closing quote on line ${line}`);
      return { text, next: quote + 1, breaks: text.split('\n').length - 1 };
    }
    text += '"';
    from = quote + 2;
  }
}
