/**
 * Which file of a run has which output path? A table that threads share, so that no output of a run takes another's place, whoever writes
 * it. It holds hashes of paths, as many as there are files; where two hashes agree, a file fails that need not: never one that is lost.
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Plain data over shared memory. */
export interface OutputClaims {
  /** Hash of a path, or 0; the place of a path is the first free one from its hash on. */
  readonly hashes: BigInt64Array;
  /** Beside each hash: the file's index + 1, or 0 where nobody has the path. */
  readonly owners: Int32Array;
  /** Names that differ only in case are one file. */
  readonly foldsCase: boolean;
}

/** @param files each claims two paths at most, one before the work and one after it: places stay taken when a path is released */
export function outputClaims(files: number, foldsCase: boolean): OutputClaims {
  const places = Math.ceil(files * 2.5) + 1;
  return {
    hashes: new BigInt64Array(new SharedArrayBuffer(places * 8)),
    owners: new Int32Array(new SharedArrayBuffer(places * 4)),
    foldsCase,
  };
}

/** False when another file has the path. The same file may claim it again. */
export function claim(claims: OutputClaims, path: string, index: number): boolean {
  const before = Atomics.compareExchange(claims.owners, placeOf(claims, path), 0, index + 1);
  return before === 0 || before === index + 1;
}

/** Of a file that has no output after all: another may have the path. */
export function release(claims: OutputClaims, path: string, index: number): void {
  Atomics.compareExchange(claims.owners, placeOf(claims, path), index + 1, 0);
}

function placeOf({ hashes, foldsCase }: OutputClaims, path: string): number {
  const hash = hashOf(foldsCase ? path.normalize('NFC').toLowerCase() : path);
  for (let place = Number(BigInt.asUintN(52, hash >> 8n)) % hashes.length; ; place = (place + 1) % hashes.length) {
    const there = Atomics.compareExchange(hashes, place, 0n, hash);
    if (there === 0n || there === hash) return place;
  }
}

const hashOf = (path: string): bigint => createHash('sha256').update(path).digest().readBigInt64LE() | 1n;

/** Whether a folder's file system takes names that differ only in case for one: asked by the folder's own name. */
export function foldsCase(folder: string): boolean {
  const name = basename(folder);
  const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
  try {
    const [own, same] = [statSync(folder), other === name ? undefined : statSync(join(dirname(folder), other), { throwIfNoEntry: false })];
    if (other !== name) return same !== undefined && same.ino === own.ino && same.dev === own.dev;
  } catch {
    // It is not there yet, in a dry run.
  }
  return process.platform === 'win32' || process.platform === 'darwin';
}
