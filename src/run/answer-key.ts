/** Which rows has an answer key of MIDI-B: the table `answer_data` of an SQLite database, or the same table as CSV? What a row asks, others know. */
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { RadonymError } from '../base/errors.js';
import { readCsv } from '../io/csv.js';
import { FileSource } from '../io/file-source.js';
import { isSqlite, type SqliteValue, sqliteTable } from '../io/sqlite-table.js';
import { guarded } from '../io/system-error.js';

/** Empty where the key has no such column. */
export interface AnswerRow {
  readonly sopClassUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  /** Of whose outputs it speaks. */
  readonly scope: 'Instance' | 'Series' | 'Study';
  /** JSON. */
  readonly answerData: string;
}

/** A text longer than this cannot be in memory at once. */
const longestCsv = 400 << 20;

/** One row at a time. @throws RadonymError run/input at once; io/csv, io/table while they are read */
export function answerRows(path: string): Iterable<AnswerRow> {
  const head = new Uint8Array(16);
  guarded('run/input', 'the answer key does not exist or cannot be read', () => {
    const file = openSync(path, 'r');
    readSync(file, head);
    closeSync(file);
  });
  return isSqlite(head) ? databaseRows(path) : csvRows(path);
}

function* databaseRows(path: string): Generator<AnswerRow> {
  const log = `${path}-wal`;
  if (existsSync(log) && statSync(log).size > 0)
    throw new RadonymError('io/table', 'the database is in use: what was written last is in its -wal file only');
  const file = new FileSource(path);
  try {
    const table = sqliteTable(file, 'answer_data');
    const pick = picker(table.columns);
    for (const row of table.rows()) yield pick(row);
  } finally {
    file.close();
  }
}

function* csvRows(path: string): Generator<AnswerRow> {
  if (statSync(path).size > longestCsv) throw new RadonymError('io/table', 'the table is longer than 400 MiB: give the database itself');
  const [head, ...rows] = readCsv(guarded('run/input', 'the answer key cannot be read', () => readFileSync(path, 'utf8')));
  const pick = picker(head?.cells ?? []);
  for (const { cells } of rows) yield pick(cells);
}

function picker(columns: readonly string[]): (row: readonly SqliteValue[]) => AnswerRow {
  const at = (name: string): number => columns.indexOf(name);
  const places = ['SOPClassUID', 'StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID', 'AnswerData'].map(at);
  if (places.includes(-1)) throw new RadonymError('io/table', 'the answer key lacks columns: it is no table answer_data of MIDI-B');
  const scope = at('scope');
  return (row) => {
    const [sopClassUid, studyInstanceUid, seriesInstanceUid, sopInstanceUid, answerData] = places.map((place) => textOf(row[place]));
    return {
      sopClassUid: sopClassUid!,
      studyInstanceUid: studyInstanceUid!,
      seriesInstanceUid: seriesInstanceUid!,
      sopInstanceUid: sopInstanceUid!,
      scope: scopes[textOf(row[scope]).replace(/^<|>$/g, '')] ?? 'Instance',
      answerData: answerData!,
    };
  };
}

/** A patient's answers stand with each study. */
const scopes: { readonly [word: string]: AnswerRow['scope'] } = { Series: 'Series', Study: 'Study', Patient: 'Study' };

const textOf = (value: SqliteValue | undefined): string => (typeof value === 'string' ? value : '');
