/**
 * What is planted where, and what should still be there afterwards? Plain data that goes with every synthetic file: the truth that an
 * output is scored against. It knows neither how files are made nor how they are scored.
 */

export type IdentifierKind = 'name' | 'id' | 'date' | 'place' | 'device' | 'contact' | 'uid';

/** A text that may stand nowhere in an output: a value, or a spelling of one that was planted. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly text: string;
}

/** How deep and in which disguise a text stands. */
export type PlantForm = 'attribute' | 'private' | 'unknown-sequence' | 'unknown-text' | 'bytes';

export interface Plant {
  /** `(300A,00B0)[1].(300A,00C2)` */
  readonly path: string;
  readonly vr: string;
  readonly form: PlantForm;
  /** The whole text as written. */
  readonly text: string;
  /** Into the patient's identifiers. */
  readonly identifiers: readonly number[];
}

export type KeepCategory = 'structure-name' | 'label' | 'text' | 'coded-string' | 'code' | 'number' | 'machine';

/** A value that a useful output still has. */
export interface Keep {
  readonly path: string;
  readonly category: KeepCategory;
  /** ASCII; for binary numbers, hexadecimal bytes. */
  readonly value: string;
  /**
   * `whole`: the value is this one; `part`: these words still stand in it, in this order; `renamed`: the value is another, the same for the same.
   */
  readonly match: 'whole' | 'part' | 'renamed';
  /** Confidentiality options of which one of each list must be on for the value to stay (PS3.15 Table E.1-1); `cleanDescriptors` for a text out of which something has to be cut. */
  readonly needs: readonly (readonly string[])[];
}

/** A UID that names another synthetic instance, or what it lies in. */
export interface Reference {
  readonly path: string;
  readonly uid: string;
  /** Options that keep it where it is, as of a Keep; undefined where none does. */
  readonly needs: readonly (readonly string[])[] | undefined;
}

export interface InstanceKey {
  /** Into the patients. */
  readonly patient: number;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
  readonly specificCharacterSet: string;
  readonly plants: readonly Plant[];
  readonly keeps: readonly Keep[];
  readonly references: readonly Reference[];
}

export interface PatientKey {
  readonly patientId: string;
  readonly specificCharacterSet: string;
  readonly identifiers: readonly Identifier[];
}
