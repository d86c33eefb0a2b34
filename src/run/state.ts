/**
 * What does a run keep for later ones? The private state folder: journal and mapping, growing a line at a time, so that a crash loses
 * at most what was under way. A dry run keeps nothing.
 */
import { join } from 'node:path';
import type { Mapping } from '../flow/outcome.js';
import { csvLine, readCsv } from '../io/csv.js';
import { type FileLine, journalLine, journalPath, type RunLine } from './journal.js';
import { LineFile, makePrivateFolder, readIfThere } from './private-files.js';

export interface State {
  add(lines: readonly FileLine[], mappings: Iterable<Mapping>): void;
  close(): void;
}

/** Rows remembered so that each stands once; beyond it rows may stand twice, which harms nobody. */
const rememberedRows = 500_000;

/** @throws RadonymError run/state */
export function openState(folder: string, run: RunLine): State {
  makePrivateFolder(folder);
  const journal = new LineFile(journalPath(folder));
  journal.append(journalLine(run));
  const mapping = run.command === 'deidentify' ? new MappingFile(join(folder, 'mapping.csv')) : undefined;
  return {
    add: (lines, mappings) => {
      // The mapping first: an output that the journal knows can always be traced back.
      mapping?.add(mappings);
      journal.append(lines.map(journalLine).join(''));
    },
    close: () => {
      mapping?.close();
      journal.close();
    },
  };
}

export const noState: State = { add: () => {}, close: () => {} };

class MappingFile {
  readonly #file: LineFile;
  readonly #known: Set<string>;

  constructor(path: string) {
    this.#known = new Set(knownRows(readIfThere(path) ?? ''));
    this.#file = new LineFile(path, csvLine(['kind', 'original', 'replacement']));
  }

  add(mappings: Iterable<Mapping>): void {
    let lines = '';
    for (const mapping of mappings) {
      const line = csvLine(mapping);
      if (this.#known.has(line)) continue;
      if (this.#known.size < rememberedRows) this.#known.add(line);
      lines += line;
    }
    this.#file.append(lines);
  }

  close(): void {
    this.#file.close();
  }
}

/** A crash may have cut off the last row. */
function knownRows(text: string): string[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  try {
    return readCsv(whole).map((row) => csvLine(row.cells));
  } catch {
    return [];
  }
}
