/**
 * Which files lie under an input? A generator, depth first, each folder's names in code unit order, so that two machines agree;
 * it holds one list of names per level. Links to files are followed, links to folders too, but never round in a circle.
 */
import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './system-error.js';

export interface WalkedFile {
  readonly path: string;
  /** Under the input, parts joined by `/`. */
  readonly relative: string;
  readonly size: number;
  /** Whole milliseconds since 1970. */
  readonly mtime: number;
  /** Reached through a link below the input. */
  readonly linked: boolean;
}

export interface WalkOptions {
  /** Real paths of folders that are not entered. */
  readonly exclude: ReadonlySet<string>;
  /** Told the system's word for each entry that could not be examined. */
  readonly unreadable: (relative: string, word: string) => void;
}

export function* walk(folder: string, options: WalkOptions): Generator<WalkedFile> {
  yield* walkFolder({ folder, prefix: '', linked: false, above: new Set() }, options);
}

interface Level {
  readonly folder: string;
  /** Of relative paths in it. */
  readonly prefix: string;
  readonly linked: boolean;
  /** Real paths of the folders it stands in. */
  readonly above: ReadonlySet<string>;
}

function* walkFolder({ folder, prefix, linked, above }: Level, options: WalkOptions): Generator<WalkedFile> {
  let real: string;
  let entries: Dirent[];
  try {
    real = realpathSync(folder);
    if (options.exclude.has(real) || above.has(real)) return;
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    options.unreadable(prefix.slice(0, -1), systemCode(error));
    return;
  }
  const inside = new Set(above).add(real);
  for (const entry of entries.sort(byName)) {
    const path = join(folder, entry.name);
    const relative = prefix + entry.name;
    const isLink = linked || entry.isSymbolicLink();
    const stat = examined(path, relative, options);
    if (stat?.isDirectory()) yield* walkFolder({ folder: path, prefix: `${relative}/`, linked: isLink, above: inside }, options);
    else if (stat?.isFile()) yield { path, relative, size: stat.size, mtime: Math.trunc(stat.mtimeMs), linked: isLink };
  }
}

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);

function examined(path: string, relative: string, options: WalkOptions): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    options.unreadable(relative, systemCode(error));
    return undefined;
  }
}
