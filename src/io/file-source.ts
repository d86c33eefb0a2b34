/** Where do a file's bytes come from? From positional reads: nothing is held, any size below 2^53 works. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { RadonymError } from '../base/errors.js';
import { guarded } from './system-error.js';

/** Asked at every read: how many bytes came (to count progress). True stops the file. */
export type ReadWatch = (bytes: number) => boolean;

export class FileSource {
  readonly size: number;
  /** Modification time in whole milliseconds since 1970. */
  readonly mtime: number;
  /** Names the file whatever path leads to it. */
  readonly identity: string;
  /** With what the file system knows below a millisecond. */
  readonly #mtimeMs: number;
  readonly #fd: number;
  readonly #watch: ReadWatch | undefined;

  /** @throws RadonymError io/read */
  constructor(path: string, watch?: ReadWatch) {
    this.#watch = watch;
    this.#fd = guarded('io/read', 'the file cannot be opened', () => openSync(path, 'r'));
    try {
      const stat = guarded('io/read', 'the file cannot be examined', () => fstatSync(this.#fd));
      if (!stat.isFile()) throw new RadonymError('io/read', 'not a regular file');
      this.size = stat.size;
      this.#mtimeMs = stat.mtimeMs;
      this.mtime = Math.trunc(stat.mtimeMs);
      this.identity = `${stat.dev}:${stat.ino}`;
    } catch (error) {
      closeSync(this.#fd);
      throw error;
    }
  }

  /**
   * Fills `target` from `position` on as far as the file goes.
   * @returns bytes read, 0 at the end
   * @throws RadonymError io/read, io/interrupted
   */
  read(position: number, target: Uint8Array): number {
    const bytes = guarded('io/read', 'the file cannot be read', () => readSync(this.#fd, target, 0, target.length, position));
    if (this.#watch?.(bytes)) throw new RadonymError('io/interrupted', 'stopped before the end of the file');
    return bytes;
  }

  /** A file that somebody writes to meanwhile is neither what it was nor what it will be. @throws RadonymError io/changed */
  refuseChanged(): void {
    const { size, mtimeMs } = guarded('io/read', 'the file cannot be examined', () => fstatSync(this.#fd));
    if (size !== this.size || mtimeMs !== this.#mtimeMs) throw changed('while it was read');
  }

  close(): void {
    closeSync(this.#fd);
  }
}

export const changed = (when: string): RadonymError => new RadonymError('io/changed', `the file changed ${when}`);
