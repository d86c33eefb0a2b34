/**
 * How does one file that is no file yet go through a run: bytes of a pipe or a program in, bytes out? By way of a private folder, so that
 * all a run promises holds: whole or not at all, verified, in bounded memory.
 */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { type ByteInput, type PrivateFolder, privateFolder, spool } from '../io/spool.js';
import type { SummaryData } from '../report/summary.js';
import type { RunHost, RunRecord } from './host.js';
import { makePrivateFolder, writePrivate } from './private-files.js';
import { run } from './run.js';
import type { RunSettings } from './settings.js';

export interface OneFile {
  /** What became of the file. */
  readonly record: Extract<RunRecord, { type: 'file' }>;
  readonly findings: readonly Extract<RunRecord, { type: 'finding' }>[];
  readonly summary: SummaryData;
  /** The output, to be read once; absent where none was written. */
  readonly bytes?: AsyncIterable<Uint8Array>;
  /** Removes what an output that nobody reads still holds. */
  discard(): void;
}

/** Of a run's settings, what has a meaning here. */
export type OneFileSettings = Pick<
  RunSettings,
  | 'command'
  | 'target'
  | 'fallback'
  | 'quality'
  | 'timeLimit'
  | 'sequenceLength'
  | 'longValues'
  | 'profile'
  | 'keyFile'
  | 'state'
  | 'mapping'
  | 'structureNames'
  | 'verify'
> & {
  /** The project key, where neither a key file nor a state folder holds it. */
  readonly key?: Uint8Array;
};

/** @throws RadonymError of scope usage or run, io/interrupted, io/write */
export async function runOneFile(
  input: ByteInput,
  { key, ...settings }: OneFileSettings,
  host: Pick<RunHost, 'signal' | 'now' | 'message'>,
): Promise<OneFile> {
  const folder = privateFolder();
  try {
    const original = join(folder.path, 'original.dcm');
    const output = join(folder.path, 'output.dcm');
    const state = settings.state ?? join(folder.path, 'state');
    await spool(input, original, host.signal);
    if (key !== undefined) {
      makePrivateFolder(state);
      writePrivate(join(state, 'project.key'), `${Buffer.from(key).toString('hex')}\n`);
    }
    const told: RunRecord[] = [];
    const summary = await run(
      { ...settings, state, inputs: [original], output, jobs: 1, overwrite: false, resume: false, dryRun: false },
      { ...host, watch: () => {}, record: (one) => void told.push(one) },
    );
    const record = told.find((one) => one.type === 'file');
    if (record === undefined) throw new RadonymError('io/interrupted', 'stopped before the file was done');
    const facts = { record, findings: told.filter((one) => one.type === 'finding'), summary };
    if (record.outcome === 'written' && statSync(output).size > limits.heldOutput)
      return { ...facts, bytes: readBack(output, folder), discard: folder.remove };
    const held = record.outcome === 'written' ? { bytes: once(readFileSync(output)) } : {};
    folder.remove();
    return { ...facts, ...held, discard: folder.remove };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** Lends bytes as a file for as long as `work` takes. @throws RadonymError io/interrupted, io/write, and what `work` throws */
export async function asFile<T>(input: ByteInput, signal: AbortSignal, work: (path: string) => Promise<T>): Promise<T> {
  const folder = privateFolder();
  try {
    const path = join(folder.path, 'original.dcm');
    await spool(input, path, signal);
    return await work(path);
  } finally {
    folder.remove();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* readBack(path: string, folder: PrivateFolder): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: limits.chunk }) as AsyncIterable<Uint8Array>;
  } finally {
    folder.remove();
  }
}
