/** What does a small text file hold that a person named? Read up to a limit: a device or a pipe may have no end. It knows no format. */
import { closeSync, openSync, readSync } from 'node:fs';
import { type ErrorCode, RadonymError } from '../base/errors.js';
import { guarded } from './system-error.js';

/**
 * @param most bytes
 * @param what the file is called in messages: `the key file`
 * @throws RadonymError with the code
 */
export function readText(path: string, most: number, code: ErrorCode, what: string): string {
  const bytes = guarded(code, `${what} cannot be read`, () => readUpTo(path, most + 1));
  if (bytes.length > most) throw new RadonymError(code, `${what} is larger than ${most} bytes`);
  return bytes.toString('utf8');
}

/** The first bytes of a file. @throws what the file system throws */
export function readUpTo(path: string, most: number): Buffer {
  const pieces: Buffer[] = [];
  const fd = openSync(path, 'r');
  try {
    for (let left = most; left > 0; ) {
      const piece = Buffer.alloc(Math.min(left, 1 << 16));
      const bytes = readSync(fd, piece, 0, piece.length, null);
      if (bytes === 0) break;
      pieces.push(piece.subarray(0, bytes));
      left -= bytes;
    }
  } finally {
    closeSync(fd);
  }
  return Buffer.concat(pieces);
}
