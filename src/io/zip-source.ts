/**
 * An entry of a zip archive as a source of bytes by position. A stored one is read in place; a deflated one is inflated as far as it is asked for and
 * kept, in memory up to a limit, beyond it in a private file that no name leads to. Contents are checked by their CRC-32.
 */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { InflateStream } from '../wire/deflate.js';
import type { ReadWatch } from './file-source.js';
import { partName } from './part-files.js';
import { guarded } from './system-error.js';
import type { ZipBytes, ZipEntry } from './zip-directory.js';
import { signature } from './zip-format.js';

export interface EntrySource {
  read(position: number, target: Uint8Array): number;
  close(): void;
}

/** @param spool folder for what is too large for memory. @throws RadonymError of the entry's refusal, io/zip-damaged, io/read */
export function openEntry(archive: ZipBytes, entry: ZipEntry, spool: string, watch?: ReadWatch): EntrySource {
  if (entry.refused) throw new RadonymError(entry.refused.code, entry.refused.what);
  const start = contentOf(archive, entry);
  return entry.method === 'store' ? new StoredEntry(archive, entry, start, watch) : new DeflatedEntry(archive, entry, start, spool, watch);
}

/** Where the content begins: the local header has a name and fields of its own. */
function contentOf(archive: ZipBytes, { offset, packed }: ZipEntry): number {
  const header = new Uint8Array(30);
  const view = new DataView(header.buffer);
  if (archive.read(offset, header) < header.length || view.getUint32(0, true) !== signature.local)
    throw damaged('it does not begin as one');
  const start = offset + header.length + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + packed > archive.size) throw damaged('it ends too early');
  return start;
}

/** The sum is checked when somebody has read it from beginning to end. */
class StoredEntry implements EntrySource {
  readonly #archive: ZipBytes;
  readonly #entry: ZipEntry;
  readonly #start: number;
  readonly #watch: ReadWatch | undefined;
  readonly #sum = new Sum();

  constructor(archive: ZipBytes, entry: ZipEntry, start: number, watch: ReadWatch | undefined) {
    this.#archive = archive;
    this.#entry = entry;
    this.#start = start;
    this.#watch = watch;
  }

  read(position: number, target: Uint8Array): number {
    const { size, crc } = this.#entry;
    const length = Math.min(target.length, size - position);
    if (length <= 0) return 0;
    const piece = target.subarray(0, length);
    const bytes = this.#archive.read(this.#start + position, piece);
    this.#sum.add(position, piece.subarray(0, bytes));
    if (this.#sum.at === size && this.#sum.crc !== crc) throw damaged('its checksum is wrong');
    if (this.#watch?.(bytes)) throw stopped();
    return bytes;
  }

  close(): void {}
}

class DeflatedEntry implements EntrySource {
  readonly #archive: ZipBytes;
  readonly #entry: ZipEntry;
  readonly #spool: string;
  readonly #watch: ReadWatch | undefined;
  readonly #inflate: InflateStream;
  readonly #sum = new Sum();
  readonly #chunk = new Uint8Array(64 * 1024);
  #next: number;
  #left: number;
  #memory = new Uint8Array(0);
  #fd: number | undefined;

  constructor(archive: ZipBytes, entry: ZipEntry, start: number, spool: string, watch: ReadWatch | undefined) {
    this.#archive = archive;
    this.#entry = entry;
    this.#spool = spool;
    this.#watch = watch;
    this.#next = start;
    this.#left = entry.packed;
    this.#inflate = new InflateStream((piece) => this.#take(piece));
  }

  read(position: number, target: Uint8Array): number {
    const end = Math.min(this.#entry.size, position + target.length);
    if (position >= end) return 0;
    while (this.#sum.at < end) this.#more();
    if (this.#fd === undefined) target.set(this.#memory.subarray(position, end));
    else
      for (let at = position; at < end; ) {
        const read = guarded('io/read', 'a temporary file cannot be read', () => readSync(this.#fd!, target, at - position, end - at, at));
        if (read === 0) throw damaged('what was inflated is gone');
        at += read;
      }
    if (this.#watch?.(end - position)) throw stopped();
    return end - position;
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    this.#memory = new Uint8Array(0);
  }

  #more(): void {
    const read = this.#archive.read(this.#next, this.#chunk.subarray(0, Math.min(this.#chunk.length, this.#left)));
    if (read === 0) throw damaged('it ends too early');
    this.#next += read;
    this.#left -= read;
    try {
      this.#inflate.push(this.#chunk.subarray(0, read));
      if (this.#left === 0) this.#inflate.end();
    } catch (error) {
      throw error instanceof RadonymError && error.code.startsWith('wire/') ? damaged('it cannot be inflated') : error;
    }
    if (this.#left === 0 && (this.#sum.at !== this.#entry.size || this.#sum.crc !== this.#entry.crc))
      throw damaged('its size or checksum is wrong');
  }

  #take(piece: Uint8Array): void {
    const { at } = this.#sum;
    if (at + piece.length > this.#entry.size) throw damaged('it is larger than it states');
    this.#sum.add(at, piece);
    if (this.#entry.size > limits.zipHeld) {
      this.#fd ??= namelessFile(this.#spool);
      for (let from = 0; from < piece.length; )
        from += guarded('io/write', 'a temporary file cannot be written', () =>
          writeSync(this.#fd!, piece, from, piece.length - from, at + from),
        );
      return;
    }
    if (at + piece.length > this.#memory.length) {
      const larger = new Uint8Array(Math.min(this.#entry.size, Math.max(at + piece.length, this.#memory.length * 2)));
      larger.set(this.#memory.subarray(0, at));
      this.#memory = larger;
    }
    this.#memory.set(piece, at);
  }
}

let files = 0;

/**
 * Of mode 0600. Its name goes at once, so that nothing stays however the process ends; where a system keeps the name while the file is open, whoever
 * starts next in the folder removes it by `removeParts`.
 */
function namelessFile(folder: string): number {
  const path = join(folder, partName(Number(`${threadId}${String(files++ % 1e9).padStart(9, '0')}`)));
  const fd = guarded('io/write', 'a temporary file cannot be made', () => openSync(path, 'wx+', 0o600));
  rmSync(path, { force: true });
  return fd;
}

/** CRC-32 of what passed from the beginning on without a gap. */
class Sum {
  at = 0;
  crc = 0;

  add(position: number, bytes: Uint8Array): void {
    if (position === 0) {
      this.at = 0;
      this.crc = 0;
    }
    if (position !== this.at) return;
    // Asked for when it is needed: most runs see no archive.
    this.crc = process.getBuiltinModule('node:zlib').crc32(bytes, this.crc);
    this.at += bytes.length;
  }
}

const damaged = (what: string): RadonymError => new RadonymError('io/zip-damaged', `the entry is damaged: ${what}`);
const stopped = (): RadonymError => new RadonymError('io/interrupted', 'stopped before the end of the file');
