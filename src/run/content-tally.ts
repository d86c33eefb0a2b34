/** Which private blocks, texts and risks are in the files together? Counts, the same in whatever order files come. */
import { printable } from '../base/printable.js';
import type { FileFacts } from '../flow/file-facts.js';
import type { PrivateRow, RiskRow, TextRow } from '../report/inspection.js';
import { rtPrivate } from '../standard/rt-private.js';
import { safePrivate } from '../standard/safe-private.js';

/** Told of each risk, so that a person can look. */
const firstFiles = 20;
const mostExamples = 3;

interface Block {
  readonly group: number;
  readonly creator: string;
  files: number;
  readonly lows: Set<number>;
}

export class ContentTally {
  readonly #values: boolean;
  readonly #blocks = new Map<string, Block>();
  readonly #texts = new Map<string, { readonly kind: TextRow['kind']; files: number; readonly examples: Set<string> }>();
  readonly #risks = new Map<string, number[]>();

  constructor(values: boolean) {
    this.#values = values;
  }

  add(file: number, { privateBlocks, texts, risks }: Pick<FileFacts, 'privateBlocks' | 'texts' | 'risks'>): void {
    for (const { group, creator, lows } of privateBlocks) {
      const block = got(this.#blocks, `${group}\\${creator}`, () => ({ group, creator, files: 0, lows: new Set<number>() }));
      block.files++;
      for (const low of lows) block.lows.add(low);
    }
    for (const { keyword, kind, example } of texts) {
      const text = got(this.#texts, keyword, () => ({ kind, files: 0, examples: new Set<string>() }));
      text.files++;
      if (example !== undefined) keepLeast(text.examples, printable(example));
    }
    for (const risk of risks) got(this.#risks, risk, (): number[] => []).push(file);
  }

  rows(): { readonly privateBlocks: PrivateRow[]; readonly texts: TextRow[]; readonly risks: RiskRow[] } {
    return { privateBlocks: this.#privateRows(), texts: this.#textRows(), risks: this.#riskRows() };
  }

  /** A creator is a text of the file: it is told when a table knows it, or when values were asked for. */
  #privateRows(): PrivateRow[] {
    return [...this.#blocks.values()]
      .sort((a, b) => a.group - b.group || (a.creator < b.creator ? -1 : 1))
      .map(({ group, creator, files, lows }) => {
        const known = lowBytes.some((low) => isSafe(group, creator, low) || rtPrivate(group, creator, low) !== undefined);
        const told = known || this.#values || creator === '' ? { creator: printable(creator) } : {};
        const withRule = [...lows].filter(
          (low) => isSafe(group, creator, low) || rtPrivate(group, creator, low)?.level !== undefined,
        ).length;
        return { group: group.toString(16).toUpperCase().padStart(4, '0'), ...told, files, elements: lows.size, withRule };
      });
  }

  #textRows(): TextRow[] {
    return [...this.#texts]
      .map(([keyword, { kind, files, examples }]) => ({
        keyword,
        kind,
        files,
        ...(this.#values ? { examples: [...examples].sort() } : {}),
      }))
      .sort((a, b) => b.files - a.files || (a.keyword < b.keyword ? -1 : 1));
  }

  #riskRows(): RiskRow[] {
    return [...this.#risks]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([risk, files]) => ({ risk, files: files.length, first: files.sort((a, b) => a - b).slice(0, firstFiles) }));
  }
}

const lowBytes = Array.from({ length: 256 }, (_, low) => low);

const isSafe = (group: number, creator: string, low: number): boolean => safePrivate(group, creator, low) !== undefined;

function got<Value>(table: Map<string, Value>, key: string, make: () => Value): Value {
  const known = table.get(key);
  if (known !== undefined) return known;
  const made = make();
  table.set(key, made);
  return made;
}

/** The first in alphabetical order, so that it does not matter which worker was quicker. */
function keepLeast(examples: Set<string>, example: string): void {
  examples.add(example);
  if (examples.size > mostExamples) examples.delete([...examples].sort().at(-1)!);
}
