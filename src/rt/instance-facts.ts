/** What must be known of an instance to judge its references? Plain data, whoever read it. */
import type { Entity, NumberSpace, Role, Target } from './references.js';

/** UIDs are without padding, '' when absent. */
export interface InstanceFacts {
  /** Number of the file, from 1. */
  readonly file: number;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string;
  readonly modality: string;
  /** The same text for all files of one patient. */
  readonly patientKey: string;
  readonly references: readonly ReferenceFacts[];
  readonly entities: readonly EntityFacts[];
  readonly numbers: readonly NumberFacts[];
}

/** All references of a file that stand in the same attribute. */
export interface ReferenceFacts {
  /** Keyword of the innermost sequence, or of the attribute itself in the root data set. */
  readonly attribute: string;
  /** Tags from the root, without item numbers: `(3006,0010).(3006,0012).(0008,1155)`. */
  readonly path: string;
  readonly target: Target;
  readonly role: Role | undefined;
  /** What the file says the target is; '' when it does not. */
  readonly sopClassUid: string;
  /** Each once. */
  readonly uids: readonly string[];
}

export interface EntityFacts {
  readonly entity: Entity;
  readonly defines: boolean;
  readonly attribute: string;
  readonly path: string;
  readonly uids: readonly string[];
}

export interface NumberFacts {
  readonly space: NumberSpace;
  readonly defines: boolean;
  readonly attribute: string;
  readonly path: string;
  /** As written, without padding. Each once. */
  readonly values: readonly string[];
}
