/**
 * Writes a zip archive (APPNOTE 6.3; Zip64 where it must) into a file that appears whole or not at all. Its bytes depend on names and contents
 * only: every entry has the same time and no attribute of a file system. It knows no DICOM.
 */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { DeflateStream } from '../wire/deflate.js';
import { giveName } from './file-sink.js';
import { FileSource } from './file-source.js';
import { guarded } from './system-error.js';
import { type ZipEntryFacts, zip64From, zipDirectory, zipLocalHeader } from './zip-format.js';

export class ZipWriter {
  readonly #path: string;
  readonly #fd: number;
  readonly #entries: ZipEntryFacts[] = [];
  readonly #chunk = new Uint8Array(limits.chunk);
  #at = 0;
  #open = true;

  /** @param path of the temporary file, in the folder of the archive. @throws RadonymError io/write, io/no-space */
  constructor(path: string) {
    this.#path = path;
    this.#fd = guarded('io/write', 'no file can be made beside the archive', () => openSync(path, 'wx', 0o666));
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.#at;
  }

  /** @param name ASCII, parts joined by `/`. @throws RadonymError io/write, io/no-space */
  addBytes(name: string, bytes: Uint8Array, method: 'store' | 'deflate' = 'deflate'): void {
    this.#add(name, bytes.length, method, (take) => take(bytes));
  }

  /** @throws RadonymError io/read, io/write, io/no-space */
  addFile(name: string, path: string, method: 'store' | 'deflate'): void {
    const source = new FileSource(path);
    try {
      this.#add(name, source.size, method, (take) => {
        for (let at = 0, read = 0; ; at += read) {
          read = source.read(at, this.#chunk);
          if (read === 0) return;
          take(this.#chunk.subarray(0, read));
        }
      });
    } finally {
      source.close();
    }
  }

  /** Ends the archive and gives it its name. @throws RadonymError io/output-exists, io/write, io/no-space; nothing remains then */
  commit(target: string, existing: 'refuse' | 'replace'): void {
    try {
      this.#write(zipDirectory(this.#entries, this.#at));
      this.#close();
      giveName(this.#path, target, existing);
    } catch (error) {
      this.abort();
      throw error;
    }
  }

  /** Nothing remains. */
  abort(): void {
    this.#close();
    rmSync(this.#path, { force: true });
  }

  #add(name: string, size: number, method: 'store' | 'deflate', each: (take: (bytes: Uint8Array) => void) => void): void {
    if (!/^[\x20-\x7e]+$/.test(name)) throw new RangeError('the name of an entry is ASCII');
    const offset = this.#at;
    // A deflated entry may be a little longer than its content.
    const isLarge = size + (size >>> 10) + 1024 >= zip64From;
    const facts: ZipEntryFacts = { name, offset, method, isLarge, crc: 0, size: 0, packed: 0 };
    this.#write(zipLocalHeader(facts));
    const deflate = method === 'deflate' ? new DeflateStream() : undefined;
    let crc = 0;
    let taken = 0;
    const from = this.#at;
    each((bytes) => {
      crc = crc32(bytes, crc);
      taken += bytes.length;
      for (const piece of deflate ? deflate.push([bytes]) : [bytes]) this.#write(piece);
    });
    if (deflate) for (const piece of deflate.end('exact')) this.#write(piece);
    if (taken !== size) throw new RadonymError('io/read', 'a file changed while it was packed');
    const done = { ...facts, crc, size, packed: this.#at - from };
    this.#write(zipLocalHeader(done), offset);
    this.#entries.push(done);
  }

  /** At the end, or over what is there. */
  #write(bytes: Uint8Array, position = this.#at): void {
    for (let from = 0; from < bytes.length; )
      from += guarded('io/write', 'the archive cannot be written', () =>
        writeSync(this.#fd, bytes, from, bytes.length - from, position + from),
      );
    this.#at = Math.max(this.#at, position + bytes.length);
  }

  #close(): void {
    if (this.#open) closeSync(this.#fd);
    this.#open = false;
  }
}
