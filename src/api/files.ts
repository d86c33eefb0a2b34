/**
 * What a program can do with DICOM files: de-identify, re-encode and look at one whose bytes it has, or whole folders on disk. The same
 * runs as on the command line, with the same promises; nothing here prints.
 */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { ResolvedProfile } from '../deid/profile.js';
import type { FileFacts } from '../flow/file-facts.js';
import { inspect as inspectSource } from '../flow/inspect.js';
import { fill } from '../flow/open-file.js';
import { FileSource } from '../io/file-source.js';
import type { ByteInput } from '../io/spool.js';
import type { OneFile, OneFileSettings } from '../run/one-file.js';

export interface EncodingOptions {
  /** `keep`, a word of `--to`, or a Transfer Syntax UID. */
  readonly to?: string;
  /** What becomes of a file whose pixels the syntax cannot hold: it fails, or is written in Explicit VR Little Endian. @default it fails */
  readonly fallback?: 'explicit';
  /** Of a Transfer Syntax that loses values, 1 (small) to 100 (true); such a one is refused without. */
  readonly quality?: number;
  /** How sequences and items say where they end. @default 'undefined' */
  readonly sequenceLength?: 'undefined' | 'explicit';
  /** A value over 64 KiB in an Explicit VR that cannot hold it: typed UN, or the file stays implicit. @default 'unknown' */
  readonly longValues?: 'unknown' | 'implicit';
  /** Ends the work early: nothing is written then. */
  readonly signal?: AbortSignal;
}

export interface DeidentifyOptions extends EncodingOptions {
  /** A shipped profile's name, a profile file's path, or one that was loaded. @default 'rt-research' */
  readonly profile?: string | ResolvedProfile;
  /** The project key: 32 random bytes. The same key gives the same pseudonyms, UIDs and date offsets for all files and runs. */
  readonly key: Uint8Array;
  /** Whether the output is read again by the second parser and refused when it is not right. @default true */
  readonly verify?: boolean;
}

/**
 * De-identifies one file. What identifies its patient is gathered from this file alone; a patient's other files add to that only in
 * runs over folders.
 * @returns what became of the file, with the bytes of the output where one was written
 * @throws RadonymError of scope usage: an unusable profile, key or transfer syntax
 */
export async function deidentify(
  input: ByteInput,
  { profile = 'rt-research', key, verify = true, ...options }: DeidentifyOptions,
): Promise<OneFile> {
  if (key.length !== 32) throw new RadonymError('run/key', 'a project key has 32 bytes');
  const resolved = typeof profile === 'string' ? await (await import('../run/profiles.js')).profileOf(profile) : profile;
  return one(input, { command: 'deidentify', profile: resolved, key, verify, ...(await encoding(options, 'keep')) }, options);
}

/**
 * Re-encodes one file; not a value changes.
 * @returns what became of the file, with the bytes of the output where one was written
 * @throws RadonymError of scope usage: an unknown transfer syntax
 */
export async function transcode(input: ByteInput, options: EncodingOptions & { readonly to: string }): Promise<OneFile> {
  return one(input, { command: 'transcode', verify: false, ...(await encoding(options, 'keep')) }, options);
}

/**
 * Looks at one file: what it is, what it refers to, what is private or risky in it.
 * @param options.values whether the facts hold who the patient is and an example of each text @default false
 * @throws RadonymError when not even the head can be read
 */
export async function inspect(input: ByteInput, { values = false }: { readonly values?: boolean } = {}): Promise<FileFacts> {
  const { asFile } = await import('../run/one-file.js');
  return asFile(input, new AbortController().signal, async (path) => {
    const source = new FileSource(path);
    try {
      return inspectSource(source, fill(source, 0, new Uint8Array(limits.surveyFirst)), { values });
    } finally {
      source.close();
    }
  });
}

async function encoding(
  { to, fallback, quality, sequenceLength = 'undefined', longValues = 'unknown' }: EncodingOptions,
  otherwise: string,
): Promise<Pick<OneFileSettings, 'target' | 'fallback' | 'quality' | 'sequenceLength' | 'longValues'>> {
  const { lossOf, targetOf } = await import('../run/target.js');
  const target = targetOf(to ?? otherwise);
  return { target, ...lossOf(target, quality !== undefined, quality), ...(fallback ? { fallback } : {}), sequenceLength, longValues };
}

async function one(input: ByteInput, settings: OneFileSettings, { signal }: EncodingOptions): Promise<OneFile> {
  const { runOneFile } = await import('../run/one-file.js');
  return runOneFile(input, settings, { signal: signal ?? new AbortController().signal, now: Date.now, message: () => {} });
}
