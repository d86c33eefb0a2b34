/** What the de-identifying stage is told of a file and its patient. */
import type { Finding } from '../base/errors.js';
import type { IodNode } from '../standard/iod-types.js';
import type { CharacterSet } from '../wire/charset.js';
import type { CompiledRules } from './compile.js';
import type { FileHead } from './conditions.js';
import type { DeedNotes } from './deed-recorder.js';
import type { LabelKind } from './label-kinds.js';
import type { PixelStatement } from './pixel-policy.js';
import type { Pseudonyms } from './pseudonyms.js';
import type { Records } from './records.js';
import type { ValueMemory } from './value-memory.js';

/** All that the stage knows of one file. */
export interface FileContext {
  readonly rules: CompiledRules;
  readonly head: FileHead & { readonly sopInstanceUid: string };
  readonly types: IodNode | undefined;
  readonly pseudonyms: Pseudonyms;
  readonly patient: PatientContext;
  readonly cleaner: Cleaner;
  /** Of files of the same patient, with the same cleaner and rules. @default a new one */
  readonly memory?: ValueMemory;
  readonly finding: (finding: Finding) => void;
  /** Takes what the private lists are to hold. @default nobody does */
  readonly records?: Records;
  /** Told what was done. @default nobody is */
  readonly recorder?: DeedNotes | undefined;
  /** What is stated of pixels. @default that nothing was done to them */
  readonly pixels?: PixelStatement;
  /** Of this program; stands in (0012,0063). */
  readonly version: string;
}

/** What the stage needs of the text cleaner. */
export interface Cleaner {
  inspectClean(text: string): Cleaned;
  /** One name, without padding: what identifies anyone is gone, yet different names of a patient stay different, and none becomes empty. */
  inspectLabel(kind: LabelKind, text: string): Cleaned;
  /** A name of our own for one that cannot be written: the same for the same original, no other's. */
  neutralLabel(kind: LabelKind, text: string): string;
  /** @param isCoded a value of defined terms (CS): no word of radiotherapy in it is a name */
  finds(text: string, isCoded?: boolean): boolean;
  /** Of a text in which nothing is found: words that may identify all the same. */
  doubts(text: string, isCoded?: boolean): readonly string[];
  /** @param charset of the texts around */
  findsInBytes(bytes: Uint8Array, start: number, end: number, charset?: CharacterSet): boolean;
}

/** A text after cleaning. */
export interface Cleaned {
  /** The same string where there was nothing to clean. */
  readonly text: string;
  /** Words that stayed though they may identify: for a person to look at. */
  readonly doubtful: readonly string[];
}

/** Pseudonyms and offset of the file's patient, derived from the key. */
export interface PatientContext {
  readonly patientId: string;
  readonly patientName: string;
  readonly shiftDays: number;
}
