/** Where does the project key come from, and is it the one that this state folder belongs to? The key is never shown or logged. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { readText } from '../io/read-text.js';
import { readIfThere, writePrivate } from './private-files.js';

export interface ProjectKey {
  readonly bytes: Uint8Array;
  readonly origin: 'file' | 'state' | 'made' | 'for-this-dry-run';
  /** True when others on this machine may read the key file. */
  readonly readableByOthers: boolean;
}

/**
 * The key file's key, else the state folder's, else a new one, which is written there (but not by a dry run).
 * @param refusal why no new key may be made
 * @throws RadonymError run/key, run/state
 */
export function projectKey(stateFolder: string, keyFile: string | undefined, dryRun: boolean, refusal?: string): ProjectKey {
  const own = join(stateFolder, 'project.key');
  const kept = readIfThere(own);
  if (keyFile !== undefined) {
    const bytes = parseKey(readText(keyFile, limits.keyFile, 'run/key', 'the key file'));
    if (kept !== undefined && Buffer.compare(parseKey(kept), bytes) !== 0)
      throw new RadonymError('run/key', 'the state folder belongs to another key than the key file holds');
    return { bytes, origin: 'file', readableByOthers: othersMayRead(keyFile) };
  }
  if (kept !== undefined) return { bytes: parseKey(kept), origin: 'state', readableByOthers: othersMayRead(own) };
  if (refusal !== undefined && !dryRun) throw new RadonymError('run/key', refusal);
  const made = randomBytes(32);
  if (!dryRun) writePrivate(own, keyText(made));
  return { bytes: new Uint8Array(made), origin: dryRun ? 'for-this-dry-run' : 'made', readableByOthers: false };
}

/** Writes a new key into a new file. @throws RadonymError run/key */
export function createKey(file: string): void {
  if (existsSync(file)) throw new RadonymError('run/key', 'a file of that name exists: a key that is in use is never replaced');
  writePrivate(file, keyText(randomBytes(32)), 'run/key');
}

const keyText = (key: Buffer): string => `${key.toString('hex')}\n`;

/** Tells keys apart without telling anything of them: they are 256 random bits. */
export const keyCheck = (key: Uint8Array): string =>
  createHash('sha256').update('radonym key check').update(key).digest('hex').slice(0, 16);

/** @throws RadonymError run/key */
export function parseKey(text: string): Uint8Array {
  const digits = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(digits)) throw new RadonymError('run/key', 'the key file does not hold 64 hexadecimal digits');
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

function othersMayRead(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}
