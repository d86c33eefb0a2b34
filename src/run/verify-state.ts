/** What did the run that made a folder say of itself: journal, mapping, promises of its profile? Without a state folder nothing. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { RadonymError } from '../base/errors.js';
import { walkArchive } from '../io/input-source.js';
import { type WalkedFile, walk } from '../io/walk.js';
import type { FrameRectangles } from '../verify/blanked.js';
import { type Policy, policyOf, reencoded } from '../verify/policy.js';
import { isFileLine, isRunLine, journalPath, type RunLine, readJournal } from './journal.js';
import { mappingRows } from './mapping-file.js';
import type { Known } from './verify-pairs.js';

export interface VerifyState {
  /** Real path; also where there is none. */
  readonly folder: string;
  readonly known: Known;
  /** Undefined where the run did not say. */
  readonly policy: Policy | undefined;
  /** Output's path → what OCR had blanked in it. */
  readonly blanked: ReadonlyMap<string, FrameRectangles>;
  /** Inputs that the journal knows, written or not. */
  readonly inputs: ReadonlySet<string>;
  /** By the patient's pseudonym. */
  shiftOf(patientId: string): number | undefined;
  /** Outputs that one run wrote for several inputs, one in place of the other. */
  readonly replaced: ReadonlySet<string>;
  /** Outputs that the journal says are written and that are not among these. */
  missing(names: readonly string[]): string[];
}

/** @throws RadonymError run/state */
export async function verifyState(folder: string): Promise<VerifyState> {
  const journal = new Map<string, string>();
  const instances = new Map<string, string>();
  const shifts = new Map<string, number>();
  const replaced = new Replaced();
  const past = await readJournal(journalPath(folder), (line) => replaced.see(line));
  const blanked = new Map<string, FrameRectangles>();
  for (const line of past.files.values()) {
    if (line.outcome !== 'written' || line.output === undefined) continue;
    journal.set(line.output, line.input);
    if (line.blanked) blanked.set(line.output, line.blanked);
  }
  const patients = new Map<string, Set<string>>();
  for (const [kind, original, replacement] of mappingRows(folder)) {
    if (kind === 'instance') instances.set(replacement, original);
    if (kind === 'patient') patients.set(original, (patients.get(original) ?? new Set()).add(replacement));
    if (kind === 'date-shift') for (const pseudonym of patients.get(original) ?? []) shifts.set(pseudonym, Number(replacement));
  }
  return {
    folder,
    known: { journal, instances },
    policy: past.run && promised(past.run),
    blanked,
    inputs: new Set(past.files.keys()),
    replaced: replaced.outputs,
    shiftOf: (patientId) => shifts.get(patientId),
    missing: (names) => {
      const there = new Set(names);
      return [...journal.keys()].filter((name) => !there.has(name));
    },
  };
}

/** Outputs that one run wrote for several inputs, of the lines that it has seen. A later run that writes such an output for one input makes it right. */
class Replaced {
  readonly outputs = new Set<string>();
  /** Of each output, in the run that the lines are of: its last input. */
  readonly #inputs = new Map<string, string>();

  see(line: unknown): void {
    if (isRunLine(line)) this.#inputs.clear();
    if (!isFileLine(line) || line.outcome !== 'written' || line.output === undefined) return;
    const before = this.#inputs.get(line.output);
    this.#inputs.set(line.output, line.input);
    if (before === undefined) this.outputs.delete(line.output);
    else if (before !== line.input) this.outputs.add(line.output);
  }
}

function promised(run: RunLine): Policy | undefined {
  if (run.command === 'transcode' || run.promises?.basis === 'none') return reencoded;
  return run.promises && policyOf(run.promises);
}

/** A folder, or the one file of it that is meant. @throws RadonymError run/input */
export function verifyRoot(path: string, what: string): { readonly folder: string; readonly name?: string } {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new RadonymError('run/input', `${what} does not exist or cannot be read`);
  const real = realpathSync(absolute);
  // An archive is a folder of its entries.
  return statSync(real).isDirectory() || isArchive(real) ? { folder: real } : { folder: dirname(real), name: basename(real) };
}

/** @throws RadonymError run/input where something of a folder cannot be examined */
export function verifyFiles(path: string, what: string, exclude: ReadonlySet<string>): Pick<WalkedFile, 'path' | 'relative'>[] {
  const { folder, name } = verifyRoot(path, what);
  if (name !== undefined) return [{ path: join(folder, name), relative: name }];
  if (isArchive(folder) && statSync(folder).isFile()) return walkArchive(folder).filter(({ relative }) => !beside.has(relative));
  const unreadable = (): never => {
    throw new RadonymError('run/input', `something in ${what} cannot be examined (permissions, broken links)`);
  };
  return [...walk(folder, { exclude, unreadable })].map(({ path: file, relative }) => ({ path: file, relative }));
}

const isArchive = (path: string): boolean => /\.zip$/i.test(path);

/** What `share` puts beside the DICOM files. */
const beside = new Set(['README.txt', 'report.html', 'DICOMDIR']);
