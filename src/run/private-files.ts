/** How are files made that only the user may read? Mode 0700 and 0600, whatever the umask. */
import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import type { ErrorCode } from '../base/errors.js';
import { RadonymError } from '../base/errors.js';
import { guarded } from '../io/system-error.js';

/** @throws RadonymError run/state */
export function makePrivateFolder(folder: string): void {
  guarded('run/state', 'the folder cannot be made', () => {
    const isNew = !existsSync(folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isNew) chmodSync(folder, 0o700);
  });
}

/** Of a folder that was made for what did not come to be. What something stands in stays. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds something, or it is not there.
  }
}

/** True where others of this machine may enter a folder. Windows has no such mode. */
export const isOpenToOthers = (folder: string): boolean => process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0;

/** A file that grows by whole lines. A last line that a crash cut off is closed first, so that it spoils no other. */
export class LineFile {
  readonly #fd: number;

  /** @throws RadonymError run/state */
  constructor(path: string, header = '') {
    this.#fd = guarded('run/state', 'a file of the state folder cannot be opened', () => openPrivate(path));
    guarded('run/state', 'a file of the state folder cannot be read', () => {
      const { size } = fstatSync(this.#fd);
      const last = new Uint8Array(1);
      if (size === 0) appendFileSync(this.#fd, header);
      else if (readSync(this.#fd, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a) appendFileSync(this.#fd, '\n');
    });
  }

  /** Each with its own line end. @throws RadonymError run/state, io/no-space */
  append(lines: string): void {
    if (lines === '') return;
    guarded('run/state', 'a file of the state folder cannot be written', () => appendFileSync(this.#fd, lines));
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** Writes a new private file. @throws RadonymError with the code */
export function writePrivate(path: string, text: string, code: ErrorCode = 'run/state'): void {
  guarded(code, 'a private file cannot be made', () => {
    const fd = openSync(path, 'wx', 0o600);
    try {
      appendFileSync(fd, text);
    } finally {
      closeSync(fd);
    }
  });
}

/** Puts a new text in the place of a private file, whole or not at all. @throws RadonymError run/state */
export function replacePrivate(path: string, text: string): void {
  const part = `${path}.part`;
  guarded('run/state', 'a file of the state folder cannot be replaced', () => rmSync(part, { force: true }));
  writePrivate(part, text);
  guarded('run/state', 'a file of the state folder cannot be replaced', () => renameSync(part, path));
}

/** What a file of the state folder is called under a passphrase. */
export const sealedName = (path: string): string => `${path}.sealed`;

/** @throws RadonymError run/sealed where only the sealed file is there */
export function refuseSealed(path: string): void {
  if (!existsSync(path) && existsSync(sealedName(path))) throw new RadonymError('run/sealed', 'the private state is sealed');
}

/** Undefined when there is no such file. @throws RadonymError run/state, run/sealed */
export function readIfThere(path: string): string | undefined {
  refuseSealed(path);
  return guarded('run/state', 'a file of the state folder cannot be read', () =>
    existsSync(path) ? readFileSync(path, 'utf8') : undefined,
  );
}

function openPrivate(path: string): number {
  const fd = openSync(path, 'a+', 0o600);
  fchmodSync(fd, 0o600);
  return fd;
}
