/** What a run wants of each file: plain data, the same for all files and workers. */
import type { ResolvedProfile } from '../deid/profile.js';

export interface FlowPlan {
  /** `keep`, or the UID of the Transfer Syntax asked for. */
  readonly target: string;
  /** What becomes of a file whose pixels cannot be encoded so: it fails, or is written in Explicit VR Little Endian. @default it fails */
  readonly fallback?: 'explicit';
  /** Of a target that loses values, 1 to 100; such a target is refused without. */
  readonly quality?: number;
  readonly sequenceLength: 'undefined' | 'explicit';
  /** A value too long for its Explicit VR: typed UN (CP-1066), or the whole file stays implicit. */
  readonly longValues: 'unknown' | 'implicit';
  /** Absent when nothing is de-identified. */
  readonly profile?: ResolvedProfile;
  /** The project key; needed with a profile. */
  readonly key?: Uint8Array;
  /** Originals of names of structures and the names that the user chose for them. */
  readonly structureNames?: readonly (readonly [string, string])[];
  /** Seek text in the pixels of images at risk before they are written: blank all of it, or what names the patient. */
  readonly ocr?: 'blank' | 'match';
  /** Tell what became of each attribute, perhaps with an example: for dry runs. */
  readonly tell?: 'deeds' | 'values';
  /** Keywords whose values, as written, name the output. */
  readonly pathKeywords: readonly string[];
}
