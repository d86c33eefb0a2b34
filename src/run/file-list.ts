/** Which files is this run about, in which order, and under which relative names? It reads directories, of folders and of archives, never a file. */
import { realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { walkArchive } from '../io/input-source.js';
import { type Folders, type WalkedFile, walk } from '../io/walk.js';
import { type InputRoot, isWithin, type Layout } from './layout.js';

export interface ListedFile {
  /** Its number for people is one more. */
  readonly index: number;
  readonly path: string;
  /** Under its input, numbered by input when two inputs hold the same name. Parts are joined by `/`. */
  readonly relative: string;
  readonly size: number;
  /** Whole milliseconds since 1970. */
  readonly mtime: number;
}

export interface FileList {
  readonly files: readonly ListedFile[];
  readonly bytes: number;
  /** Entries that could not be examined, by the system's word for why. */
  readonly unreadable: ReadonlyMap<string, number>;
  /** Archives whose directory cannot be read, by index: each stands in the list as the one file that it is. */
  readonly damaged: ReadonlyMap<number, RadonymError>;
  /** Real paths that lie in the output folder and are, or hold, inputs: an output never replaces them. */
  readonly protectedPaths: readonly string[];
}

/**
 * @param folders where folders are looked into; @default this machine's
 * @throws RadonymError io/zip, io/read of an archive, unless damage is to be listed
 */
export function listFiles(layout: Layout, folders?: Folders, onDamage: 'refuse' | 'list' = 'refuse'): FileList {
  const damaged = new Map<number, RadonymError>();
  const unreadable = new Map<string, number>();
  const files: ListedFile[] = [];
  /** Where each input's files begin in the list. */
  const begins: number[] = [];
  const seen = new Set<string>();
  const protectedPaths = layout.roots.filter((root) => isWithin(root.path, layout.outputFolder)).map((root) => root.path);
  let bytes = 0;
  for (const root of layout.roots) {
    begins.push(files.length);
    let damage: RadonymError | undefined;
    const trouble = (error: RadonymError): void => {
      if (onDamage === 'refuse') throw error;
      damage = error;
    };
    for (const { path, relative, size, mtime, linked } of filesOf(root, layout, unreadable, trouble, folders)) {
      if (seen.has(path)) continue;
      if (layout.roots.length > 1) seen.add(path);
      if (damage) damaged.set(files.length, damage);
      files.push({ index: files.length, path, relative: sharing(path, relative), size, mtime });
      bytes += size;
      const real = linked ? realpathSync(path) : undefined;
      if (real !== undefined && isWithin(real, layout.outputFolder)) protectedPaths.push(real);
    }
  }
  const numbered = layout.roots.length > 1 && namesClash(files.map(({ relative }) => relative));
  return { files: numbered ? files.map((file) => withNumber(file, begins)) : files, bytes, unreadable, damaged, protectedPaths };
}

/** A part of a text shares its memory: of a million files that is a quarter of what the list takes. */
const sharing = (path: string, relative: string): string =>
  path.endsWith(relative) ? path.slice(path.length - relative.length) : relative;

const withNumber = (file: ListedFile, begins: readonly number[]): ListedFile => ({
  ...file,
  relative: `${begins.findLastIndex((begin) => begin <= file.index) + 1}/${file.relative}`,
});

function filesOf(
  root: InputRoot,
  layout: Layout,
  unreadable: Map<string, number>,
  damaged: (error: RadonymError) => void,
  folders: Folders | undefined,
): Iterable<WalkedFile> {
  if (root.kind === 'folder') {
    const count = (_relative: string, word: string) => unreadable.set(word, (unreadable.get(word) ?? 0) + 1);
    return walk(root.path, { exclude: layout.exclude, unreadable: count, ...(folders ? { folders } : {}) });
  }
  if (root.kind === 'archive') {
    try {
      return walkArchive(root.path);
    } catch (error) {
      if (!(error instanceof RadonymError)) throw error;
      damaged(error);
    }
  }
  const stat = statSync(root.path);
  return [{ path: root.path, relative: basename(root.path), size: stat.size, mtime: Math.trunc(stat.mtimeMs), linked: false }];
}

/** Compared without case: two such names are one on Windows and macOS. */
function namesClash(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size < names.length;
}
