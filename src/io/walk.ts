/**
 * Which files lie under an input? A generator, depth first, each folder's names in code unit order, so that two machines agree;
 * it holds one list of names per level. Links to files are followed, links to folders too, but never round in a circle.
 */
import { opendirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './system-error.js';

export interface WalkedFile {
  readonly path: string;
  /** Under the input, parts joined by `/`. */
  readonly relative: string;
  readonly size: number;
  /** Whole milliseconds since 1970. */
  readonly mtime: number;
}

export interface WalkOptions {
  /** Real paths of folders that are not entered. */
  readonly exclude: ReadonlySet<string>;
  /** Told the system's word for each entry that could not be examined. */
  readonly unreadable: (relative: string, word: string) => void;
}

export function* walk(folder: string, options: WalkOptions): Generator<WalkedFile> {
  yield* walkFolder(folder, '', new Set(), options);
}

function* walkFolder(folder: string, prefix: string, above: ReadonlySet<string>, options: WalkOptions): Generator<WalkedFile> {
  let real: string;
  let names: string[];
  try {
    real = realpathSync(folder);
    if (options.exclude.has(real) || above.has(real)) return;
    names = namesIn(folder);
  } catch (error) {
    options.unreadable(prefix.slice(0, -1), systemCode(error));
    return;
  }
  const inside = new Set(above).add(real);
  for (const name of names) {
    const path = join(folder, name);
    const relative = prefix + name;
    const stat = examined(path, relative, options);
    if (stat?.isDirectory()) yield* walkFolder(path, `${relative}/`, inside, options);
    else if (stat?.isFile()) yield { path, relative, size: stat.size, mtime: Math.trunc(stat.mtimeMs) };
  }
}

function namesIn(folder: string): string[] {
  const names: string[] = [];
  const dir = opendirSync(folder);
  try {
    for (let entry = dir.readSync(); entry !== null; entry = dir.readSync()) names.push(entry.name);
  } finally {
    dir.closeSync();
  }
  return names.sort();
}

function examined(path: string, relative: string, options: WalkOptions): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    options.unreadable(relative, systemCode(error));
    return undefined;
  }
}
