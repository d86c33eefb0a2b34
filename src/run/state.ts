/**
 * What does a run keep for later ones? The private state folder: journal, mapping and review list, growing a line at a time, so that a
 * crash loses at most what was under way. A dry run keeps nothing, and counts all the same.
 */
import { join } from 'node:path';
import type { Mapping, PatientReview } from '../flow/outcome.js';
import { type FileLine, journalLine, journalPath, type RunLine } from './journal.js';
import { MappingFile } from './mapping-file.js';
import { LineFile, makePrivateFolder } from './private-files.js';
import { type ReviewCounts, ReviewFile } from './review-file.js';

export interface State {
  add(lines: readonly FileLine[], mappings: Iterable<Mapping>, review: Iterable<PatientReview>): void;
  /** Of each namespace: originals that share a pseudonym with another. */
  shared(): [kind: string, count: number][];
  /** Patient IDs that earlier runs gave a pseudonym. */
  patientsOf(pseudonym: string): readonly string[];
  /** Texts that this run added to the review list; undefined when nothing is de-identified. */
  reviewed(): ReviewCounts | undefined;
  close(): void;
}

export const mappingPath = (folder: string): string => join(folder, 'mapping.csv');
export const reviewPath = (folder: string): string => join(folder, 'review.csv');

/**
 * @param isKept false: nothing is written
 * @param common another folder whose mapping is known too; nothing is written to it
 * @throws RadonymError run/state
 */
export function openState(folder: string, run: RunLine, isKept = true, common = folder): State {
  if (isKept) makePrivateFolder(folder);
  const journal = isKept ? new LineFile(journalPath(folder)) : undefined;
  journal?.append(journalLine(run));
  const isPrivate = run.command === 'deidentify';
  const mapping = isPrivate ? new MappingFile(mappingPath(folder), isKept, common === folder ? [] : [mappingPath(common)]) : undefined;
  const review = isPrivate ? new ReviewFile(reviewPath(folder), isKept) : undefined;
  return {
    add: (lines, mappings, texts) => {
      // Mapping and texts first: an output that the journal knows can always be traced back.
      mapping?.add(mappings);
      review?.add(texts);
      journal?.append(lines.map(journalLine).join(''));
    },
    shared: () => mapping?.shared() ?? [],
    patientsOf: (pseudonym) => mapping?.patientsOf(pseudonym) ?? [],
    reviewed: () => review?.counts(),
    close: () => {
      mapping?.close();
      review?.close();
      journal?.close();
    },
  };
}
