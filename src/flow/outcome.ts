/** What became of a file, as plain data: it crosses threads and goes into the journal. */
import type { ErrorCode, Finding } from '../base/errors.js';
import type { AttributeDeed } from '../deid/deed-recorder.js';
import type { ReviewRow } from '../deid/records.js';
import type { PixelsCleaned } from './pixel-cleaning.js';

export type Outcome = Written | NotWritten;

/** `[kind, original, replacement]`; kinds as in the state folder's mapping.csv. */
export type Mapping = readonly [kind: string, original: string, replacement: string];

/** Under a patient's pseudonym. */
export type PatientReview = ReviewRow & { readonly patient: string };

export interface Written {
  readonly outcome: 'written';
  /** Path under the output folder. */
  readonly output: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Of the input, hexadecimal. */
  readonly sha256: string;
  readonly findings: readonly Finding[];
  /** Originals and what replaced them: private. Empty when nothing is de-identified. */
  readonly mappings: readonly Mapping[];
  /** Texts that cleaning saw: private. Those that the worker told of before are left out. */
  readonly review: readonly PatientReview[];
  /** Where pixels were cleaned. */
  readonly pixels?: PixelsCleaned;
  /** Where the plan asks for it. */
  readonly deeds?: readonly AttributeDeed[];
}

export interface NotWritten {
  readonly outcome: 'skipped' | 'quarantined' | 'failed';
  readonly code: ErrorCode;
  /** What and where; no value, no path of the input. */
  readonly detail: string;
  readonly sopClassUid: string;
  readonly bytesIn: number;
  readonly findings: readonly Finding[];
}
