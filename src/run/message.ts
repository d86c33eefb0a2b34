/**
 * What do a run and its workers say to each other? Plain data, for it goes from thread to thread: a task is one message, and its results are the answer.
 */
import type { FileFacts } from '../flow/file-facts.js';
import type { Outcome, Written } from '../flow/outcome.js';
import type { ClassCounts, PatientIdentity } from '../flow/process-file.js';
import type { PatientSighting } from './patients.js';
import type { RunPairFacts } from './self-check.js';
import type { Twin } from './survey.js';

export interface TaskFile {
  readonly index: number;
  readonly path: string;
  readonly relative: string;
  /** As it was listed and surveyed; another file by now is refused. */
  readonly listed?: { readonly size: number; readonly mtime: number };
  /** Into `patients` of the task. */
  readonly patient?: number;
  /** One of several contents of its instance. */
  readonly twin?: Twin;
  /** Of a check: what it came to. */
  readonly written?: WrittenFile;
}

/** An output that is there, with the input as it was when it was read. */
export interface WrittenFile {
  readonly outcome: Written;
  readonly size: number;
  readonly mtime: number;
}

export interface Task {
  readonly kind: 'survey' | 'process' | 'check' | 'digest' | 'inspect';
  readonly files: readonly TaskFile[];
  readonly patients: readonly PatientIdentity[];
  /** Whether an inspection tells values. */
  readonly values?: boolean;
  /** A worker died on these before: outputs with the same bytes are its own. */
  readonly again?: boolean;
}

/** What one file came to. */
export type Gist =
  | { readonly kind: 'surveyed'; readonly sopClassUid: string; readonly sopInstanceUid: string; readonly sighting: PatientSighting }
  | { readonly kind: 'digested'; readonly sha256: string }
  | { readonly kind: 'inspected'; readonly facts: FileFacts }
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly facts?: RunPairFacts };

/** With the file's size in bytes and its modification time (0 when it could not be opened). Plain data. */
export type FileResult = Gist & { readonly index: number; readonly size: number; readonly mtime: number };

export type TaskResult =
  | FileResult
  | { readonly kind: 'interrupted'; readonly index: number }
  /** Not done: it takes codecs that only run where they can be ended. */
  | { readonly kind: 'elsewhere'; readonly index: number }
  /** What was done to attributes of the message's files. Last, if there is any. */
  | { readonly kind: 'counted'; readonly counts: readonly ClassCounts[] };
