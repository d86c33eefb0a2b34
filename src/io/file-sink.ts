/**
 * How does an output appear whole or not at all? It is written under a name that tells nothing, and gets its own name at commit.
 * Commit never replaces a file unless told to, and never one of the inputs. It knows no DICOM: the path is handed in.
 */
import {
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
  writevSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { sameBytes } from './same-bytes.js';
import { guarded, systemCode } from './system-error.js';

// IOV_MAX on Linux, macOS and libuv's Windows.
const mostSlices = 1024;

export interface SinkOptions {
  /** Output folder; temporary files stand directly in it. */
  readonly folder: string;
  /** Name of the temporary file in it; see `partName`. */
  readonly part: string;
  /** What to do about a file that exists: leave it and fail, take it as ours when its bytes are the same, or replace it. */
  readonly existing: 'refuse' | 'adopt' | 'replace';
  /** Refuses an absolute path that is an input. */
  readonly isInput: (path: string) => boolean;
}

/** What a sink is given at commit: the path under the output folder, parts joined by `/`. */
export type RelativePath = string;

export class FileSink {
  bytes = 0;
  readonly #options: SinkOptions;
  readonly #part: string;
  #fd: number | undefined;

  /** @throws RadonymError io/write, io/no-space */
  constructor(options: SinkOptions) {
    this.#options = options;
    this.#part = join(options.folder, options.part);
    this.#fd = guarded('io/write', 'no file can be made in the output folder', () => openSync(this.#part, 'wx', 0o666));
  }

  /** @throws RadonymError io/write, io/no-space */
  write(slices: readonly Uint8Array[]): void {
    for (let from = 0; from < slices.length; from += mostSlices) {
      const some = slices.length <= mostSlices ? slices : slices.slice(from, from + mostSlices);
      guarded('io/write', 'the output cannot be written', () => this.#writeAll(some));
    }
  }

  /** Overwrites bytes that were written. @throws RadonymError io/write, io/no-space */
  patch(position: number, bytes: Uint8Array): void {
    guarded('io/write', 'the output cannot be written', () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd!, bytes, done, bytes.length - done, position + done);
    });
  }

  /**
   * Gives the file its name.
   * @throws RadonymError io/output-exists, io/output-differs, io/output-is-input, io/write, io/no-space; nothing remains then
   */
  commit(relative: RelativePath): void {
    const target = join(this.#options.folder, relative);
    try {
      guarded('io/write', 'the output cannot be closed', () => this.#close());
      if (this.#adopts(target)) {
        this.abort();
        return;
      }
      const { existing } = this.#options;
      // A link is refused by the file system where a file is: no need to look before.
      if (existing === 'replace' || this.#options.isInput(target)) refuseTarget(target, this.#options);
      guarded('io/write', 'the output cannot get its name', () =>
        inFolder(target, () => (existing === 'replace' ? renameSync(this.#part, target) : renameExclusive(this.#part, target))),
      );
    } catch (error) {
      this.abort();
      const differs = this.#options.existing === 'adopt' && error instanceof RadonymError && error.code === 'io/output-exists';
      throw differs ? new RadonymError('io/output-differs', 'the output exists, with other content') : error;
    }
  }

  /** Nothing remains. Never throws. */
  abort(): void {
    try {
      this.#close();
    } catch {
      // Closing failed because writing failed: the file goes anyway.
    }
    rmSync(this.#part, { force: true });
  }

  /** A run that was killed leaves outputs that its journal does not know: they are the ones with the same bytes. */
  #adopts(target: string): boolean {
    if (this.#options.existing !== 'adopt' || this.#options.isInput(target)) return false;
    return guarded('io/write', 'the output that exists cannot be read', () => sameBytes(this.#part, target));
  }

  #close(): void {
    const fd = this.#fd;
    this.#fd = undefined;
    if (fd !== undefined) closeSync(fd);
  }

  #writeAll(slices: readonly Uint8Array[]): void {
    let rest: readonly Uint8Array[] = slices;
    while (rest.length > 0) {
      const written = writevSync(this.#fd!, rest as Uint8Array[]);
      this.bytes += written;
      rest = afterBytes(rest, written);
    }
  }
}

/** Does everything but writing: counts, and refuses what a FileSink would refuse. */
export class NullSink {
  bytes = 0;
  readonly #options: Omit<SinkOptions, 'part'>;
  constructor(options: Omit<SinkOptions, 'part'>) {
    this.#options = options;
  }
  write(slices: readonly Uint8Array[]): void {
    for (const slice of slices) this.bytes += slice.length;
  }
  patch(): void {}
  /** @throws RadonymError io/output-exists, io/output-is-input */
  commit(relative: RelativePath): void {
    const target = join(this.#options.folder, relative);
    // What an earlier run left can only be told from others by writing; a dry run takes it for ours.
    refuseTarget(target, { ...this.#options, existing: this.#options.existing === 'refuse' ? 'refuse' : 'replace' });
  }
  abort(): void {}
}

/** @throws RadonymError io/output-exists, io/output-is-input */
export function refuseTarget(target: string, { existing, isInput }: Pick<SinkOptions, 'existing' | 'isInput'>): void {
  if (isInput(target)) throw new RadonymError('io/output-is-input', 'the output would replace an input');
  if (existing !== 'replace' && existsSync(target)) throw alreadyThere();
  if (existing === 'replace' && statSync(target, { throwIfNoEntry: false })?.isDirectory())
    throw alreadyThere('a folder of that name exists');
}

/** The slices that are left after `count` bytes of them are written. A short write is rare, so it may copy the list. */
export function afterBytes(slices: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  let done = 0;
  let left = count;
  while (done < slices.length && left >= slices[done]!.length) left -= slices[done++]!.length;
  if (done === slices.length) return [];
  return [slices[done]!.subarray(left), ...slices.slice(done + 1)];
}

const alreadyThere = (what = 'the output exists'): RadonymError => new RadonymError('io/output-exists', what);

/** Folders are made when a name is wanted in one that is not there: most are. */
function inFolder(target: string, name: () => void): void {
  try {
    name();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(target), { recursive: true });
    name();
  }
}

/**
 * A finished file gets its own name, in place of another or only where nothing is.
 * @throws RadonymError io/output-exists, io/write
 */
export function giveName(part: string, target: string, existing: 'refuse' | 'replace'): void {
  if (existing === 'replace') refuseTarget(target, { existing, isInput: () => false });
  guarded('io/write', 'the output cannot get its name', () =>
    existing === 'replace' ? renameSync(part, target) : renameExclusive(part, target),
  );
}

/** A link is made only where nothing is; where there are no links, we look and then rename. */
function renameExclusive(part: string, target: string): void {
  try {
    linkSync(part, target);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw alreadyThere();
    if (!noLinks.has(systemCode(error))) throw error;
    if (existsSync(target)) throw alreadyThere();
    renameSync(part, target);
    return;
  }
  unlinkSync(part);
}

const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'EINVAL', 'UNKNOWN']);
