/**
 * Where do bytes of a pipe or a program lie while they must be read by position? In a temporary folder of their own that only the user
 * may read, and that is gone afterwards, however the process ends but by a kill. It knows nothing of what they are.
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { guarded } from './system-error.js';

/** A whole file, or its bytes in pieces of any size. */
export type ByteInput = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** A folder of mode 0700. */
export interface PrivateFolder {
  readonly path: string;
  remove(): void;
}

/** Those that are not removed yet. */
const open = new Set<string>();
const removeAll = (): void => {
  for (const path of open) rmSync(path, { recursive: true, force: true });
};

/** @throws RadonymError io/write */
export function privateFolder(): PrivateFolder {
  const path = guarded('io/write', 'a temporary folder cannot be made', () => mkdtempSync(join(tmpdir(), 'radonym-')));
  if (open.size === 0) process.once('exit', removeAll);
  open.add(path);
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true });
      open.delete(path);
      if (open.size === 0) process.off('exit', removeAll);
    },
  };
}

/** Writes a new file of mode 0600. @throws RadonymError io/write, io/no-space, io/interrupted */
export async function spool(input: ByteInput, path: string, signal?: AbortSignal): Promise<void> {
  const fd = guarded('io/write', 'a temporary file cannot be made', () => openSync(path, 'wx', 0o600));
  try {
    for await (const piece of input instanceof Uint8Array ? [input] : input) {
      if (signal?.aborted) throw new RadonymError('io/interrupted', 'stopped before the end of the file');
      for (let at = 0; at < piece.length; ) at += guarded('io/write', 'a temporary file cannot be written', () => writeSync(fd, piece, at));
    }
  } finally {
    closeSync(fd);
  }
}
