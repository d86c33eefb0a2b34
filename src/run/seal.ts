/** Closes the private state with a passphrase, and opens it again: key, mapping, journal and review list. Reports hold nothing private. */
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { lockState } from './lock.js';
import { sealedName } from './private-files.js';
import { openSealed, Passphrase, sealFile } from './sealed-file.js';

const names = ['project.key', 'mapping.csv', 'journal.jsonl', 'review.csv'] as const;

type Waiting = Parameters<typeof lockState>[1];

/** Shorter ones are guessed. */
export const leastPassphrase = 12;

/** @returns the names of what was sealed. @throws RadonymError run/usage, run/input, run/locked, run/state */
export async function sealState(folder: string, text: string, wait: Waiting): Promise<readonly string[]> {
  if ([...text].length < leastPassphrase) throw new RadonymError('run/usage', `a passphrase has at least ${leastPassphrase} characters`);
  return withState(folder, wait, (state) => {
    const there = names.filter((name) => existsSync(join(state, name)));
    if (there.length === 0) throw new RadonymError('run/input', 'the folder holds no open private state');
    const passphrase = new Passphrase(text);
    for (const name of there) sealFile(join(state, name), sealedName(join(state, name)), name, passphrase);
    // Only when all are safe.
    for (const name of there) rmSync(join(state, name));
    return there;
  });
}

/** @returns the names of what was opened. @throws RadonymError run/passphrase, run/input, run/locked, run/state */
export async function openState(folder: string, text: string, wait: Waiting): Promise<readonly string[]> {
  return withState(folder, wait, (state) => {
    const there = names.filter((name) => existsSync(sealedName(join(state, name))));
    if (there.length === 0) throw new RadonymError('run/input', 'the folder holds no sealed private state');
    // A crash while it was sealed or opened left both: they are the same.
    const closed = there.filter((name) => !existsSync(join(state, name)));
    const passphrase = new Passphrase(text);
    for (const name of closed) openSealed(sealedName(join(state, name)), join(state, name), name, passphrase);
    for (const name of there) rmSync(sealedName(join(state, name)));
    return there;
  });
}

async function withState<T>(folder: string, wait: Waiting, work: (state: string) => T): Promise<T> {
  const state = resolve(folder);
  if (!existsSync(state)) throw new RadonymError('run/input', 'the state folder does not exist');
  const lock = await lockState(state, wait);
  try {
    return work(state);
  } finally {
    lock.release();
  }
}
