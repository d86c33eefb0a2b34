/**
 * How is an input opened? A file by its path, an entry of an archive by the archive's path and its own name below it, as if the archive were a folder.
 * Archives stay open for the next entry, a few of them.
 */
import { closeSync, constants, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { changed, FileSource, type ReadWatch } from './file-source.js';
import { guarded } from './system-error.js';
import type { WalkedFile } from './walk.js';
import { type ZipEntry, zipEntries } from './zip-directory.js';
import { openEntry } from './zip-source.js';

export type InputSource = Pick<FileSource, 'size' | 'mtime' | 'read' | 'refuseChanged' | 'close'>;

export interface InputOptions {
  readonly watch?: ReadWatch | undefined;
  /** Folder for what is inflated and too large for memory. @default the system's temporary folder */
  readonly spool?: string | undefined;
}

/** @throws RadonymError io/read, io/zip…, io/interrupted */
export function openInput(path: string, { watch, spool }: InputOptions = {}): InputSource {
  const archive = archiveOf(path);
  if (archive === undefined) return new FileSource(path, watch);
  const entry = archive.entries.get(path.slice(archive.path.length + 1).replaceAll('\\', '/'));
  if (entry === undefined) throw new RadonymError('io/read', 'the archive has no such entry');
  archive.uses++;
  try {
    const source = openEntry(archive, entry, spool ?? tmpdir(), watch);
    return {
      size: entry.size,
      mtime: archive.mtime,
      read: (position, target) => source.read(position, target),
      refuseChanged: () => archive.refuseChanged(),
      close: () => {
        source.close();
        archive.uses--;
      },
    };
  } catch (error) {
    archive.uses--;
    throw error;
  }
}

/** The files of an archive as a walk through a folder tells them. @throws RadonymError io/zip, io/read */
export function walkArchive(path: string): WalkedFile[] {
  const { entries, mtime } = opened(path);
  return [...entries.values()].map(({ relative, size }) => ({
    path: join(path, ...relative.split('/')),
    relative,
    size,
    mtime,
    linked: false,
  }));
}

/** A private copy of an input, where none is yet. @throws what the file system or `openInput` throws */
export async function copyInput(path: string, target: string): Promise<void> {
  const archive = archiveOf(path);
  if (archive === undefined) return copyFile(path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const source = openInput(path, { spool: dirname(target) });
  const fd = openSync(target, 'wx', 0o600);
  try {
    const chunk = new Uint8Array(limits.chunk);
    for (let at = 0, read = source.read(0, chunk); read > 0; at += read, read = source.read(at, chunk))
      for (let written = 0; written < read; ) written += writeSync(fd, chunk, written, read - written);
  } finally {
    closeSync(fd);
    source.close();
  }
}

interface Archive {
  readonly path: string;
  readonly fd: number;
  readonly size: number;
  readonly mtime: number;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Entries that are open. */
  uses: number;
  read(position: number, target: Uint8Array): number;
  refuseChanged(): void;
}

/** The one used last is the last. */
const archives: Archive[] = [];
const mostOpen = 4;

function archiveOf(path: string): Archive | undefined {
  if (!/\.zip[\\/]/i.test(path)) return undefined;
  for (const match of path.matchAll(/\.zip(?=[\\/])/gi)) {
    const part = path.slice(0, match.index + 4);
    if (archives.some((archive) => archive.path === part) || statSync(part, { throwIfNoEntry: false })?.isFile()) return opened(part);
  }
  return undefined;
}

function opened(path: string): Archive {
  const known = archives.findIndex((archive) => archive.path === path);
  const last = known < 0 ? undefined : archives.splice(known, 1)[0]!;
  const stat = guarded('io/read', 'the archive cannot be examined', () => statSync(path));
  const isSame = last?.size === stat.size && last.mtime === Math.trunc(stat.mtimeMs);
  if (last && !isSame && last.uses === 0) closeSync(last.fd);
  const archive = last && isSame ? last : openArchive(path, stat);
  archives.push(archive);
  for (let at = 0; archives.length > mostOpen && at < archives.length - 1; )
    if (archives[at]!.uses > 0) at++;
    else closeSync(archives.splice(at, 1)[0]!.fd);
  return archive;
}

function openArchive(path: string, { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): Archive {
  const fd = guarded('io/read', 'the archive cannot be opened', () => openSync(path, 'r'));
  const read = (position: number, target: Uint8Array): number =>
    guarded('io/read', 'the archive cannot be read', () => readSync(fd, target, 0, target.length, position));
  try {
    const entries = new Map(zipEntries({ size, read }).map((entry) => [entry.relative, entry]));
    const refuseChanged = (): void => {
      const now = fstatSync(fd);
      if (now.size !== size || now.mtimeMs !== mtimeMs) throw changed('while it was read');
    };
    return { path, fd, size, mtime: Math.trunc(mtimeMs), entries, uses: 0, read, refuseChanged };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}
