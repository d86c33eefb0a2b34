/**
 * What did cleaning do to texts, for a person to look at? review.csv of the private state folder: a row for each text of a patient and
 * attribute, once, over runs. It grows as files are written and is sorted at the end, so that it does not depend on who came first.
 */

import type { PatientReview } from '../flow/outcome.js';
import { csvLine, plainCell, readCsv } from '../io/csv.js';
import { keywordOf } from '../standard/dictionary.js';
import { privateTagText, tagText } from '../standard/tag.js';
import { LineFile, readIfThere, replacePrivate } from './private-files.js';

/** Rows remembered so that each stands once; beyond it rows may stand twice, and the list is left as it grew. */
const rememberedRows = 500_000;

const header = csvLine(['patient', 'attribute', 'tag', 'action', 'original', 'result', 'note']);
const actionColumn = 3;

export interface ReviewCounts {
  readonly kept: number;
  readonly changed: number;
  readonly removed: number;
  /** Among the others: those with a word that may identify. */
  readonly doubtful: number;
}

export class ReviewFile {
  readonly #path: string;
  readonly #file: LineFile | undefined;
  readonly #known: Set<string>;
  readonly #counts = { kept: 0, changed: 0, removed: 0, doubtful: 0 };
  #grown = false;

  /** @param isKept false: nothing is written, only counted */
  constructor(path: string, isKept: boolean) {
    this.#path = path;
    this.#known = new Set(isKept ? knownRows(readIfThere(path) ?? '') : []);
    this.#file = isKept ? new LineFile(path, header) : undefined;
  }

  add(rows: Iterable<PatientReview>): void {
    let lines = '';
    for (const row of rows) {
      const line = lineOf(row);
      if (!this.#isNew(line)) continue;
      this.#counts[row.action]++;
      if (row.doubtful.length > 0) this.#counts.doubtful++;
      lines += line;
    }
    this.#append(lines);
  }

  /** Of another state folder; not counted. */
  addRowsOf(list: string): void {
    this.#append(
      knownRows(readIfThere(list) ?? '')
        .filter((line) => this.#isNew(line))
        .join(''),
    );
  }

  #isNew(line: string): boolean {
    if (this.#known.has(line)) return false;
    if (this.#known.size < rememberedRows) this.#known.add(line);
    return true;
  }

  #append(lines: string): void {
    if (lines !== '') this.#grown = true;
    this.#file?.append(lines);
  }

  /** New rows of this run. */
  counts(): ReviewCounts {
    return { ...this.#counts };
  }

  close(): void {
    if (this.#file === undefined) return;
    this.#file.close();
    if (this.#grown && this.#known.size < rememberedRows) replacePrivate(this.#path, header + [...this.#known].sort().join(''));
  }
}

function lineOf({ patient, tag, creator, action, original, result, doubtful }: PatientReview): string {
  const note = doubtful.length === 0 ? '' : `doubtful: ${doubtful.join(', ')}`;
  const place = creator === undefined ? tagText(tag) : privateTagText(tag, creator);
  return csvLine([patient, keywordOf(tag) ?? '', place, action, original, result, note].map(plainCell));
}

/** Whole rows but the first. A crash may have cut off the last one. */
function knownRows(text: string): string[] {
  const rows = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return rows
    .slice(1, -1)
    .filter((row) => isWhole(row))
    .map((row) => `${row}\n`);
}

/** No cell holds a line break, so a line can be judged alone. */
function isWhole(line: string): boolean {
  try {
    const cells = readCsv(line)[0]?.cells;
    return cells?.length === header.split(',').length && ['kept', 'changed', 'removed'].includes(cells[actionColumn]!);
  } catch {
    return false;
  }
}
