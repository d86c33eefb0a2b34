/**
 * Who writes to this state folder? One run at a time: the first makes a file that says which process it is, and touches it as long as it
 * lives; a second run is refused. A crash leaves the file, and whoever comes next finds out whether its run is over: at once where the
 * process can be looked for, else by watching whether the file is still touched. It knows nothing of what is written there.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { giveName } from '../io/file-sink.js';
import type { Writer } from '../io/part-files.js';
import { isAlive, processPlace, processStart } from '../io/process-place.js';
import { guarded } from '../io/system-error.js';
import { writePrivate } from './private-files.js';

export interface StateLock {
  /** The run that held it before and did not end well. */
  readonly ended: Writer | undefined;
  release(): void;
}

interface Holder extends Writer {
  readonly token: string;
  readonly start: string;
  /** Grows as long as the run lives. */
  readonly beat: string;
}

export interface LockTimes {
  /** Milliseconds between two touches. */
  readonly beat: number;
  /** Milliseconds without one after which a run that cannot be looked for is taken for over. */
  readonly silence: number;
}

const standardTimes: LockTimes = { beat: 5000, silence: 30_000 };

export const lockPath = (stateFolder: string): string => join(stateFolder, 'run.lock');

/**
 * @param wait told once before it watches; its signal ends the watch
 * @throws RadonymError run/locked, run/state
 */
export async function lockState(
  folder: string,
  wait: { readonly signal: AbortSignal; readonly message: (text: string) => void },
  times = standardTimes,
): Promise<StateLock> {
  const path = lockPath(folder);
  const token = randomBytes(8).toString('hex');
  let ended: Writer | undefined;
  for (let tries = 0; !taken(path, token); tries++) {
    const text = textOf(path);
    if (text === undefined) continue;
    if (tries > 3 || (await isHeld(path, text, wait, times)))
      throw new RadonymError('run/locked', 'another run writes to this state folder');
    ended = holderIn(text) ?? ended;
    setAside(path, token, text);
  }
  return held(path, token, ended, times);
}

/** True where a run is under way, as far as can be told at once. */
export function isLocked(folder: string): boolean {
  const text = textOf(lockPath(folder));
  return text !== undefined && stateOf(holderIn(text)) !== 'over';
}

function held(path: string, token: string, ended: Writer | undefined, times: LockTimes): StateLock {
  let fd: number | undefined = guarded('run/state', 'the lock cannot be opened', () => openSync(path, 'r+'));
  let beats = 0;
  const beat = (): void => {
    try {
      // In place and of one length: a reader sees the old or the new, and a full disk does not matter.
      if (fd !== undefined) writeSync(fd, lockText(token, ++beats), 0);
    } catch {
      // The next one may succeed; a run does not end for this.
    }
  };
  const timer = setInterval(beat, times.beat);
  timer.unref();
  const release = (): void => {
    clearInterval(timer);
    process.off('exit', release);
    if (fd === undefined) return;
    closeSync(fd);
    fd = undefined;
    if (holderIn(textOf(path) ?? '')?.token === token) rmSync(path, { force: true });
  };
  process.once('exit', release);
  return { ended, release };
}

/** The file appears whole: written under another name, then named where none is. */
function taken(path: string, token: string): boolean {
  const part = `${path}.${token}`;
  writePrivate(part, lockText(token, 0));
  try {
    giveName(part, path, 'refuse');
    return true;
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof RadonymError && error.code === 'io/output-exists') return false;
    throw error;
  }
}

const lockText = (token: string, beat: number): string =>
  `${JSON.stringify({
    place: processPlace(),
    pid: process.pid,
    start: processStart(process.pid) ?? '',
    token,
    beat: String(beat).padStart(12, '0'),
  } satisfies Holder)}\n`;

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder;
    return typeof holder.pid === 'number' && typeof holder.place === 'string' ? holder : undefined;
  } catch {
    return undefined;
  }
}

function stateOf(holder: Holder | undefined): 'alive' | 'over' | 'unknown' {
  if (holder === undefined || holder.place !== processPlace()) return 'unknown';
  if (!isAlive(holder.pid)) return 'over';
  const start = processStart(holder.pid);
  if (start === undefined || holder.start === '') return 'unknown';
  return start === holder.start ? 'alive' : 'over';
}

async function isHeld(
  path: string,
  text: string,
  { signal, message }: { readonly signal: AbortSignal; readonly message: (text: string) => void },
  { silence }: LockTimes,
): Promise<boolean> {
  const state = stateOf(holderIn(text));
  if (state !== 'unknown') return state === 'alive';
  message(
    `Another run, which cannot be seen from here, may be writing to this state folder: waiting ${Math.ceil(silence / 1000)} s to see.`,
  );
  for (let waited = 0; waited < silence; waited += silence / 30) {
    await new Promise((resume) => setTimeout(resume, silence / 30));
    if (signal.aborted) return true;
    if (textOf(path) !== text) return textOf(path) !== undefined;
  }
  return false;
}

/** What a dead run left goes; should a live one have come in between, its lock is put back. */
function setAside(path: string, token: string, text: string): void {
  const aside = `${path}.${token}.old`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const isSame = holderIn(textOf(aside) ?? '')?.token === holderIn(text)?.token;
  if (!isSame) {
    try {
      linkSync(aside, path);
    } catch {
      // A third run has taken the name meanwhile.
    }
  }
  rmSync(aside, { force: true });
}
