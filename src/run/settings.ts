/** What was asked of a run, as plain data: options are resolved, nothing is looked up yet. Only the command line makes one. */
import type { ResolvedProfile } from '../deid/profile.js';
import type { Shard } from './shard.js';

export interface RunSettings {
  readonly command: 'deidentify' | 'transcode';
  readonly inputs: readonly string[];
  readonly output: string;
  /** @default `<output>.radonym` beside the output */
  readonly state?: string;
  readonly jobs: number;
  /** Path template. @default deidentify: `standardTemplate`; transcode: the input's relative path */
  readonly path?: string;
  /** Transfer Syntax UID, or each file's own. */
  readonly target: 'keep' | string;
  /** What becomes of a file whose pixels the target cannot hold. @default it fails */
  readonly fallback?: 'explicit';
  /** Of a target that loses values, 1 to 100. */
  readonly quality?: number;
  /** Seconds without progress on a file after which it fails. @default limits.stillness */
  readonly timeLimit?: number;
  /** Seek text in the pixels of images at risk: blank all of it, or what names the patient. */
  readonly ocr?: 'blank' | 'match';
  readonly sequenceLength: 'undefined' | 'explicit';
  readonly longValues: 'unknown' | 'implicit';
  readonly profile?: ResolvedProfile;
  readonly keyFile?: string;
  /** CSV of pseudonyms that were chosen elsewhere. */
  readonly mapping?: string;
  /** CSV of names of structures. */
  readonly structureNames?: string;
  /** Folder for copies of what was quarantined. */
  readonly quarantine?: string;
  /** The part of the files that this run does; all shards write to the same folder. */
  readonly shard?: Shard;
  readonly overwrite: boolean;
  readonly resume: boolean;
  readonly dryRun: boolean;
  /** Whether outputs are read again and checked; of no meaning where nothing is de-identified or written. */
  readonly verify: boolean;
  /** A dry run tells of each attribute with an example of its values. */
  readonly showValues?: boolean;
}

export const standardTemplate = '{PatientID}/{StudyInstanceUID}/{SeriesInstanceUID}/{prefix}.{SOPInstanceUID}.dcm';
