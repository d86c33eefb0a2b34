/** Which names of structures did the user choose (`--structure-names`)? Reads the table; names are compared and made distinct in the cleaner. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { type CsvRow, readCsv } from '../io/csv.js';
import { readText } from '../io/read-text.js';

/** Original and name, in the order of the table. */
export type StructureNames = readonly (readonly [original: string, name: string])[];

const longestName = 64;

/** @throws RadonymError run/structure-names, io/csv: with the line, never with a cell */
export function readStructureNames(path: string): StructureNames {
  return parseStructureNames(readText(path, limits.table, 'run/structure-names', 'the table of structure names'));
}

export function parseStructureNames(text: string): StructureNames {
  const [head, ...rows] = readCsv(text);
  const titles = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const original = titles.indexOf('original');
  const name = titles.indexOf('name');
  if (original < 0 || name < 0) throw new RadonymError('run/structure-names', 'the first line does not name the columns Original and Name');
  const names = new Map<string, string>();
  for (const row of rows) {
    const [from, to] = [original, name].map((column) => (row.cells[column] ?? '').trim()) as [string, string];
    if (from === '' || to === '') throw wrong(row, 'Original or Name is empty');
    // Any character set of a file has these, and a backslash would make two names of one.
    if (to.length > longestName || !/^[ -[\]-~]+$/.test(to)) throw wrong(row, 'the Name is longer than 64 characters or not plain ASCII');
    if (names.has(from)) throw wrong(row, 'this Original stands twice');
    names.set(from, to);
  }
  return [...names];
}

const wrong = (row: CsvRow, what: string): RadonymError => new RadonymError('run/structure-names', `line ${row.line}: ${what}`);
