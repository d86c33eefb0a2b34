/**
 * What did runs do, for machines? One JSON object a line; a run's first line describes the run, the others a file each.
 * It holds originals (input paths): it lives in the state folder only.
 */

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { systemCode } from '../io/system-error.js';
import type { FrameRectangles } from '../verify/blanked.js';
import type { ProfileFacts } from '../verify/policy.js';
import { refuseSealed } from './private-files.js';

/** Describes a run. Two runs with the same `settings` give the same outputs for the same inputs. */
export interface RunLine {
  readonly radonym: string;
  readonly command: string;
  readonly profile?: string;
  readonly profileHash?: string;
  readonly target: string;
  readonly settings: string;
  readonly keyCheck?: string;
  /** What the profile promises, for whoever verifies the outputs. */
  readonly promises?: ProfileFacts & { readonly basis: 'basic' | 'none' };
  /** `i/n`: of the files only these were this run's. */
  readonly shard?: string;
  readonly started: string;
  readonly node: string;
  readonly jobs: number;
}

export interface FileLine {
  /** Absolute path. */
  readonly input: string;
  readonly size: number;
  /** ISO 8601, milliseconds, UTC. */
  readonly mtime: string;
  /** Of the input, hexadecimal; absent when it was not read to its end. */
  readonly sha256?: string;
  /** UID, `private`, or '' where none could be read. Absent in older journals. */
  readonly sopClass?: string;
  /** Under the output folder. */
  readonly output?: string;
  /** Of the output, in bytes. Absent in older journals. */
  readonly bytesOut?: number;
  readonly outcome: 'written' | 'skipped' | 'quarantined' | 'failed';
  /** The output was read again by the second parser and compared with the input. */
  readonly verified?: true;
  readonly code?: string;
  readonly detail?: string;
  /** Rectangles that OCR had blanked, by frame from 0. */
  readonly blanked?: FrameRectangles;
}

export interface JournalPast {
  /** The first run that wrote here. */
  readonly first?: RunLine | undefined;
  /** The last run that wrote here. */
  readonly run: RunLine | undefined;
  /** Of all runs that wrote here; see `rulesOf`. */
  readonly rules: ReadonlySet<string>;
  /** Lines of runs before the last one that had other settings. */
  readonly older: ReadonlySet<FileLine>;
  /** The last line of each input. */
  readonly files: ReadonlyMap<string, FileLine>;
}

/**
 * Reads a journal.
 * @param look is given each line too
 * @throws RadonymError run/state, run/sealed
 */
export async function readJournal(path: string, look: (line: unknown) => void = () => {}): Promise<JournalPast> {
  const files = new Map<string, FileLine>();
  const rules = new Set<string>();
  const older = new Set<FileLine>();
  let first: RunLine | undefined;
  let run: RunLine | undefined;
  for await (const line of journalLines(path)) {
    look(line);
    if (isFileLine(line)) files.set(line.input, line);
    else if (isRunLine(line)) {
      if (run !== undefined && run.settings !== line.settings) for (const before of files.values()) older.add(before);
      run = line;
      first ??= line;
      rules.add(rulesOf(line));
    }
  }
  return { first, run, rules, older, files };
}

/**
 * Line by line; of a journal that is not there none. A line that is no JSON object is passed over: a crash may have cut the last one off.
 * @throws RadonymError run/state, run/sealed
 */
export async function* journalLines(path: string): AsyncGenerator<unknown> {
  refuseSealed(path);
  if (!existsSync(path)) return;
  try {
    const { createInterface } = await import('node:readline');
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) yield parsed(text);
  } catch (error) {
    throw new RadonymError('run/state', `the journal cannot be read: ${systemCode(error)}`);
  }
}

/** By what outputs came to be: command, profile and key. */
export const rulesOf = ({ command, profileHash = '', keyCheck: key = '' }: RunLine): string => `${command} ${profileHash} ${key}`;

export const journalPath = (stateFolder: string): string => join(stateFolder, 'journal.jsonl');

export const journalLine = (line: RunLine | FileLine): string => `${JSON.stringify(line)}\n`;

/** A file's time may be any: what no date can tell is told as the last or first that can. */
export const isoTime = (milliseconds: number): string =>
  new Date(Math.max(-mostMilliseconds, Math.min(mostMilliseconds, milliseconds))).toISOString();

// ECMA-262 21.4.1.1.
const mostMilliseconds = 8.64e15;

/** True when this input was finished by an earlier run and has not changed since; whether the output is still there the caller sees. */
export function isDone(line: FileLine | undefined, file: { readonly size: number; readonly mtime: number }): line is FileLine {
  return (
    line !== undefined &&
    (line.outcome === 'written' || line.outcome === 'skipped') &&
    line.size === file.size &&
    line.mtime === isoTime(file.mtime)
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isFileLine = (line: unknown): line is FileLine => typeof (line as FileLine | null)?.input === 'string';
export const isRunLine = (line: unknown): line is RunLine => typeof (line as RunLine | null)?.radonym === 'string';
