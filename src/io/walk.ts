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

/** What a walk asks of a file system. */
export interface Folders {
  realpath(path: string): string;
  entries(folder: string): Pick<Dirent, 'name' | 'isSymbolicLink'>[];
  /** Follows links. */
  stat(path: string): Pick<Stats, 'isDirectory' | 'isFile' | 'size' | 'mtimeMs'>;
}

const ours: Folders = {
  realpath: realpathSync,
  entries: (folder) => readdirSync(folder, { withFileTypes: true }),
  stat: (path) => statSync(path),
};

export interface WalkOptions {
  /** Real paths of folders that are not entered. */
  readonly exclude: ReadonlySet<string>;
  /** Told the system's word for each entry that could not be examined. */
  readonly unreadable: (relative: string, word: string) => void;
  /** @default this machine's */
  readonly folders?: Folders;
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
  let entries: ReturnType<Folders['entries']>;
  const folders = options.folders ?? ours;
  try {
    real = folders.realpath(folder);
    if (options.exclude.has(real) || above.has(real)) return;
    entries = folders.entries(folder);
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

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

function examined(path: string, relative: string, options: WalkOptions): ReturnType<Folders['stat']> | undefined {
  try {
    return (options.folders ?? ours).stat(path);
  } catch (error) {
    options.unreadable(relative, systemCode(error));
    return undefined;
  }
}
