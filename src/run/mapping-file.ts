/**
 * Which pseudonym stands for what? mapping.csv of the private state folder: a row for each pair, once, over runs; it grows as files are
 * written. Also notices pseudonyms that stand for more than one original. It decides nothing about them.
 */
import { join } from 'node:path';
import { folded, ownNamespaces } from '../deid/pseudonyms.js';
import type { Mapping } from '../flow/outcome.js';
import { csvLine, readCsv } from '../io/csv.js';
import { LineFile, readIfThere } from './private-files.js';

/** Rows remembered so that each stands once; beyond it rows may stand twice, which harms nobody. */
const rememberedRows = 500_000;

export class MappingFile {
  readonly #file: LineFile | undefined;
  readonly #known = new Set<string>();
  /** By kind and pseudonym: the original, folded; later ones beside it. */
  readonly #owners = new Map<string, Map<string, Set<string>>>();
  readonly #patients = new Map<string, string[]>();

  /**
   * @param isKept false: nothing is written, only noticed
   * @param others tables whose rows are known too
   */
  constructor(path: string, isKept: boolean, others: readonly string[] = []) {
    for (const mapping of [...others, path].flatMap((table) => knownRows(readIfThere(table) ?? ''))) {
      this.#known.add(csvLine(mapping));
      this.#own(mapping);
      if (mapping[0] === 'patient') this.#patients.set(mapping[2], [...(this.#patients.get(mapping[2]) ?? []), mapping[1]]);
    }
    this.#file = isKept ? new LineFile(path, csvLine(['kind', 'original', 'replacement'])) : undefined;
  }

  /** Patient IDs that earlier runs gave a pseudonym. */
  patientsOf(pseudonym: string): readonly string[] {
    return this.#patients.get(pseudonym) ?? [];
  }

  add(mappings: Iterable<Mapping>): void {
    let lines = '';
    for (const mapping of mappings) {
      const line = csvLine(mapping);
      if (this.#known.has(line)) continue;
      if (this.#known.size < rememberedRows) this.#known.add(line);
      this.#own(mapping);
      lines += line;
    }
    this.#file?.append(lines);
  }

  /** Of another state folder. */
  addRowsOf(table: string): void {
    this.add(knownRows(readIfThere(table) ?? ''));
  }

  /** How many originals of each kind share a pseudonym with an earlier one. Spellings of one thing are one. */
  shared(): [kind: string, count: number][] {
    const counts = [...this.#owners].map(([kind, owners]): [string, number] => [
      kind,
      [...owners.values()].reduce((sum, names) => sum + names.size - 1, 0),
    ]);
    return counts.filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  close(): void {
    this.#file?.close();
  }

  #own([kind, original, replacement]: Mapping): void {
    // UIDs cannot meet, a patient's IDs may share one pseudonym, and so may offsets.
    if (ownNamespaces.has(kind)) return;
    const owners = this.#owners.get(kind) ?? new Map<string, Set<string>>();
    this.#owners.set(kind, owners);
    const names = owners.get(replacement) ?? new Set();
    owners.set(replacement, names);
    names.add(folded(original));
  }
}

/** Of a state folder; none where it has no mapping. */
export const mappingRows = (folder: string): readonly Mapping[] => knownRows(readIfThere(join(folder, 'mapping.csv')) ?? '');

/** A crash may have cut off the last row. */
function knownRows(text: string): Mapping[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  try {
    return readCsv(whole)
      .slice(1)
      .map(({ cells: [kind = '', original = '', replacement = ''] }) => [kind, original, replacement]);
  } catch {
    return [];
  }
}
