/** What an inspection found, as plain data: what is shown on a terminal, in JSON and in the picture comes from here. No I/O, no value of a file unless asked for. */
import type { Graph } from '../rt/graph.js';

export interface Inspection {
  /** Of the inputs; numbers of files are from 1 in their order. */
  readonly files: number;
  readonly bytes: number;
  readonly instances: number;
  readonly notDicom: number;
  readonly directories: number;
  /** Files that could not be read, or not to their end, and entries that could not be examined at all. */
  readonly failures: readonly Failure[];
  readonly unreadable: number;
  readonly interrupted: boolean;
  readonly seconds: number;
  readonly patients: readonly PatientRow[];
  readonly series: readonly SeriesRow[];
  readonly graph: Graph;
  readonly privateBlocks: readonly PrivateRow[];
  readonly texts: readonly TextRow[];
  readonly risks: readonly RiskRow[];
}

export interface Failure {
  readonly file: number;
  readonly code: string;
  readonly detail: string;
}

export interface PatientRow {
  readonly patient: number;
  readonly studies: number;
  readonly series: number;
  readonly instances: number;
  readonly bytes: number;
  /** Who it is: only when values were asked for. */
  readonly label?: string;
}

export interface SeriesRow {
  readonly patient: number;
  /** From 1, within the patient. */
  readonly study: number;
  /** From 1, within the study. */
  readonly series: number;
  readonly modality: string;
  /** '' when absent. */
  readonly sopClassUid: string;
  readonly instances: number;
  readonly bytes: number;
  readonly transferSyntaxUids: readonly string[];
  /** Defined terms of (0008,0005); `none` where it is absent, `unknown` for what is no defined term. */
  readonly characterSets: readonly string[];
  /** Number of its Frame of Reference among the patient's; absent when it has none. */
  readonly frame?: number;
}

export interface PrivateRow {
  /** Four hexadecimal digits. */
  readonly group: string;
  /** Absent when no table knows the creator and values were not asked for; '' for elements without one. */
  readonly creator?: string;
  readonly files: number;
  /** Different elements of the block. */
  readonly elements: number;
  /** How many of them a rule can keep: Table E.3.10-1 of PS3.15, or our list for radiotherapy vendors. */
  readonly withRule: number;
}

export interface TextRow {
  readonly keyword: string;
  readonly kind: 'person' | 'identifier' | 'place' | 'device' | 'text';
  /** Files that have it, with text in it. */
  readonly files: number;
  /** Only when values were asked for. */
  readonly examples?: readonly string[];
}

export interface RiskRow {
  readonly risk: string;
  readonly files: number;
  /** Numbers of the first of them. */
  readonly first: readonly number[];
}

/** Whether a reference, a number or a UID is broken: what exit code 1 stands for. */
export const hasBroken = ({ graph }: Inspection): boolean => graph.troubles.some(({ broken }) => broken);
