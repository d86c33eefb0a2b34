/**
 * What is told of a run in report.json, for anyone to read? The shape, versioned; docs/report.md describes it. Counts, codes and the
 * names of the Standard: no value, path or UID of a file, no profile's free text, no amount that a date moved by.
 */
export const reportFormat = { format: 'radonym-report', formatVersion: 1 } as const;

export interface RunReport {
  readonly format: typeof reportFormat.format;
  readonly formatVersion: typeof reportFormat.formatVersion;
  readonly radonym: string;
  /** Of DICOM. */
  readonly edition: string;
  readonly command: 'deidentify' | 'transcode';
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly seconds: number;
  readonly ended: 'complete' | 'interrupted' | 'failed';
  /** Why the run failed. */
  readonly failure?: CodeRow;
  /** Of a run that did a part of the inputs: all counts are of that part. */
  readonly shard?: { readonly number: number; readonly of: number };
  readonly files: FileCounts;
  /** Files of the output folder that earlier runs with another profile or key wrote: nothing here is said of them. */
  readonly earlierOutputs?: number;
  readonly bytes: { readonly in: number; readonly out: number };
  /** Subjects of the run's files; absent when nobody looked. */
  readonly patients?: number;
  readonly transferSyntax: { readonly uid: string; readonly name: string } | 'as it was';
  readonly sopClasses: readonly SopClassRow[];
  readonly notWritten: readonly NotWrittenRow[];
  readonly findings: readonly (CodeRow & { readonly count: number })[];
  /** Absent when nothing is de-identified. */
  readonly deidentification?: Deidentification;
  readonly references: References | NotLookedAt;
  readonly verification: Verification | NotLookedAt;
  readonly limits: readonly LimitRow[];
}

/** `in` is the sum of all others. */
export interface FileCounts {
  readonly in: number;
  readonly written: number;
  readonly skipped: number;
  readonly quarantined: number;
  readonly failed: number;
  /** By an earlier run that this one resumed. */
  readonly doneBefore: number;
  /** The run ended before. */
  readonly notBegun: number;
}

/** Of files that this run or an earlier one came to: `in` is the sum. */
export interface SopClassRow extends Omit<FileCounts, 'notBegun'> {
  /** UID; `private` for all private ones, '' where none could be read, `unknown` for what an older journal does not tell. */
  readonly sopClass: string;
  readonly name: string;
  /** CT, MR, PT, RS, RP, RD …: the Modality, or what planning systems call it in file names; OT for others. */
  readonly modality: string;
  /** Of this run. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface CodeRow {
  /** docs/errors.md */
  readonly code: string;
  readonly hint: string;
}

export interface NotWrittenRow extends CodeRow {
  readonly outcome: 'skipped' | 'quarantined' | 'failed';
  readonly count: number;
  /** Numbers of the first ones, from 1 in the order of the inputs. */
  readonly files: readonly number[];
}

export interface DeedCounts {
  readonly kept: number;
  readonly changed: number;
  readonly removed: number;
  readonly emptied: number;
  /** Replaced by a valid value that says nothing. */
  readonly dummied: number;
}

export interface Deidentification {
  readonly profile: {
    readonly name: string;
    /** SHA-256 of the profile with all it extends. */
    readonly hash: string;
    readonly basis: 'basic' | 'none';
    readonly textLevel: 'standard' | 'strict';
    readonly quarantines: readonly string[];
  };
  /** What outputs state in (0012,0064): coding scheme DCM, CID 7050. */
  readonly codes: readonly { readonly code: string; readonly meaning: string }[];
  readonly dates: {
    readonly policy: 'removed' | 'shifted' | 'kept';
    /** Of `shifted`. */
    readonly wholeWeeks?: boolean;
    readonly oneOffsetPerPatient?: boolean;
  };
  /** Texts that cleaning saw and that are new on the private review list. */
  readonly texts: { readonly kept: number; readonly changed: number; readonly removed: number; readonly doubtful: number };
  /** Outputs whose pixels were cleaned: by rectangles of the profile, or where OCR found text or identifiers. */
  readonly pixels: readonly {
    readonly how: 'rule' | 'ocr-blank' | 'ocr-match';
    readonly files: number;
    /** Of which samples changed. */
    readonly frames: number;
    readonly rectangles: number;
  }[];
  /** Of files that this run wrote. Numbers that no rule looks at are not counted. */
  readonly actions: {
    readonly total: DeedCounts;
    readonly bySopClass: readonly (DeedCounts & { readonly sopClass: string; readonly name: string })[];
    readonly attributes: readonly AttributeRow[];
  };
}

export interface AttributeRow extends DeedCounts {
  /** `(gggg,eeee)`, `(gggg,xxee)`; '' for what no rule knows. */
  readonly tag: string;
  readonly attribute: string;
  readonly action: string;
  /** Table of PS3.15 or `radonym`, `profile`, `value-representation`, `unknown`. */
  readonly table: string;
  readonly code?: string;
  readonly option?: string;
  readonly reason?: string;
}

export interface NotLookedAt {
  readonly looked: false;
  readonly why: string;
}

export interface References {
  readonly looked: true;
  readonly files: number;
  /** Kinds, numbers and troubles are the same. */
  readonly same: boolean;
  readonly before: GraphRow;
  readonly after: GraphRow;
}

/** A graph without its instances. */
export interface GraphRow {
  readonly patients: number;
  readonly objects: readonly { readonly name: string; readonly here: number; readonly missing: number }[];
  readonly references: readonly {
    readonly from: string;
    readonly attribute: string;
    readonly to: string;
    readonly state: string;
    readonly count: number;
  }[];
  readonly troubles: readonly { readonly kind: string; readonly broken: boolean; readonly attribute: string; readonly count: number }[];
}

/** Outputs read anew by a second parser, and compared with their originals, within the run. */
export interface Verification {
  readonly looked: true;
  /** Outputs in which nothing was found wrong. */
  readonly verified: number;
  /** Outputs of earlier runs that were verified when they were written; they were not looked at again. */
  readonly verifiedBefore: number;
  /** Outputs that failed: set aside, and among `quarantined`. */
  readonly setAside: number;
  /** Outputs that could not be judged, of whatever reason: they were written all the same. */
  readonly notJudged: number;
  /** References among the originals that lead to another file of the run, each once a file, and those among the outputs. */
  readonly resolvedBefore: number;
  readonly resolvedAfter: number;
  /** Of `error`: outputs set aside, by their first finding; of `warning`: outputs that have it. */
  readonly codes: readonly (CodeRow & { readonly severity: 'error' | 'warning'; readonly files: number })[];
}

/** What nobody did, or cannot be done. */
export interface LimitRow {
  readonly about: string;
  readonly text: string;
}

export const reportJson = (report: RunReport): string => `${JSON.stringify(report, undefined, 2)}\n`;
