/** Which files is this run about, in which order, and under which relative names? It reads directories, of folders and of archives, never a file. */
import { realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { walkArchive } from '../io/input-source.js';
import { type WalkedFile, walk } from '../io/walk.js';
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
  /** Real paths that lie in the output folder and are, or hold, inputs: an output never replaces them. */
  readonly protectedPaths: readonly string[];
}

export function listFiles(layout: Layout): FileList {
  const unreadable = new Map<string, number>();
  const found: { root: number; file: WalkedFile }[] = [];
  const seen = new Set<string>();
  const protectedPaths = layout.roots.filter((root) => isWithin(root.path, layout.outputFolder)).map((root) => root.path);
  let bytes = 0;
  for (const [index, root] of layout.roots.entries()) {
    for (const file of filesOf(root, layout, unreadable)) {
      if (seen.has(file.path)) continue;
      if (layout.roots.length > 1) seen.add(file.path);
      found.push({ root: index, file });
      bytes += file.size;
    }
  }
  const numbered = layout.roots.length > 1 && namesClash(found.map(({ file }) => file.relative));
  const files = found.map(({ root, file }, index) => {
    const { path, relative, size, mtime } = file;
    return { index, path, relative: numbered ? `${root + 1}/${relative}` : relative, size, mtime };
  });
  const links = found.filter(({ file }) => file.linked).map(({ file }) => realpathSync(file.path));
  protectedPaths.push(...links.filter((path) => isWithin(path, layout.outputFolder)));
  return { files, bytes, unreadable, protectedPaths };
}

function filesOf(root: InputRoot, layout: Layout, unreadable: Map<string, number>): Iterable<WalkedFile> {
  if (root.kind === 'folder') {
    const count = (_relative: string, word: string) => unreadable.set(word, (unreadable.get(word) ?? 0) + 1);
    return walk(root.path, { exclude: layout.exclude, unreadable: count });
  }
  if (root.kind === 'archive') return walkArchive(root.path);
  const stat = statSync(root.path);
  return [{ path: root.path, relative: basename(root.path), size: stat.size, mtime: Math.trunc(stat.mtimeMs), linked: false }];
}

/** Compared without case: two such names are one on Windows and macOS. */
function namesClash(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size < names.length;
}
