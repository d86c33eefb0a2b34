/**
 * What must be known of all files before the first is de-identified? Whose each is, what identifies each patient in any of his files,
 * and which instances are there twice. Gives every file its patient, or its fate.
 */

import type { NotWritten } from '../flow/outcome.js';
import type { PatientIdentity } from '../flow/process-file.js';
import { sopClass } from '../standard/sop-class.js';
import type { AssignedPseudonyms } from './assigned.js';
import { type CollisionAsked, refuseCollisions } from './collisions.js';
import type { ListedFile } from './file-list.js';
import type { FileResult } from './message.js';
import { notWritten } from './not-written.js';
import { type PatientSighting, PatientSurvey, type Patients } from './patients.js';

export interface Fate {
  readonly outcome: NotWritten;
  readonly size: number;
  readonly mtime: number;
  readonly sha256?: string;
}

/** One of several contents of one instance. Plain data. */
export interface Twin {
  /** From 1, by path. The output of the first has the usual name, the others' have their number added. */
  readonly number: number;
  /** Which files they are. */
  readonly detail: string;
}

type Whose = Omit<PatientSighting, 'terms'>;

export class Survey {
  readonly fates = new Map<number, Fate>();
  /** Files that share a SOP Instance UID with another but not its content. */
  readonly twins = new Map<number, Twin>();
  readonly #files: readonly ListedFile[];
  readonly #patients = new PatientSurvey();
  /** Sightings that differ, and for each file which of them is its. */
  readonly #whose: Whose[] = [];
  readonly #known = new Map<string, number>();
  readonly #fileWhose: Int32Array;
  /** By SOP Instance UID: the first file, then all when there are more. */
  readonly #instances = new Map<string, number | number[]>();
  #settled: Patients | undefined;

  constructor(files: readonly ListedFile[]) {
    this.#files = files;
    this.#fileWhose = new Int32Array(files.length).fill(-1);
  }

  add(result: FileResult): void {
    const { index, size, mtime } = result;
    if (result.kind === 'outcome' && result.outcome.outcome !== 'written') this.fates.set(index, { outcome: result.outcome, size, mtime });
    if (result.kind !== 'surveyed') return;
    const { sopClassUid, sopInstanceUid, sighting } = result;
    // A DICOMDIR is nobody's; processing skips it.
    if (sopClass(sopClassUid)?.category === 'directory') return;
    this.#patients.add(sighting);
    this.#fileWhose[index] = this.#intern(sighting);
    if (sopInstanceUid === '') {
      this.fates.set(index, { outcome: notWritten('quarantined', 'run/no-instance-uid', 'no SOP Instance UID', sopClassUid), size, mtime });
      return;
    }
    const others = this.#instances.get(sopInstanceUid);
    if (others === undefined) this.#instances.set(sopInstanceUid, index);
    else if (typeof others === 'number') this.#instances.set(sopInstanceUid, [others, index]);
    else others.push(index);
  }

  /** Files of instances that are there more than once: their digests decide. Only those that `concerns` holds for one of. */
  doubtful(concerns: (file: ListedFile) => boolean = () => true): ListedFile[] {
    return this.#groups()
      .map((group) => group.map((index) => this.#files[index]!))
      .filter((group) => group.some(concerns))
      .flat();
  }

  /**
   * Of files with the same bytes the first by path stands for all. What differs is all written, under names of their own, and told:
   * nobody but the user can say which is right.
   */
  judge(digests: ReadonlyMap<number, Fate['sha256'] & string>): void {
    for (const group of this.#groups()) {
      const byPath = [...group].sort((a, b) => (this.#files[a]!.path < this.#files[b]!.path ? -1 : 1));
      const firstOf = new Map<string, number>();
      const distinct = byPath.filter((index) => {
        const sha256 = digests.get(index);
        const first = sha256 === undefined ? undefined : firstOf.get(sha256);
        if (sha256 === undefined || first === undefined) {
          if (sha256 !== undefined) firstOf.set(sha256, index);
          return true;
        }
        const { size, mtime } = this.#files[index]!;
        this.fates.set(index, { outcome: duplicate(first), size, mtime, sha256 });
        return false;
      });
      if (distinct.length > 1)
        for (const [at, index] of distinct.entries()) this.twins.set(index, { number: at + 1, detail: conflict(distinct) });
    }
  }

  /** @param isOwn of which patients to count @throws RadonymError run/mapping */
  settle(assigned: AssignedPseudonyms | undefined, isOwn?: (identity: PatientIdentity) => boolean): Patients {
    this.#settled = this.#patients.settle(assigned, isOwn);
    return this.#settled;
  }

  patientOf(index: number): PatientIdentity | undefined {
    const whose = this.#whose[this.#fileWhose[index]!];
    return whose && this.#settled?.identityOf(whose);
  }

  /** @throws RadonymError run/pseudonym-collision */
  refuseCollisions(pseudonymOf: CollisionAsked['pseudonymOf'], earlier: CollisionAsked['earlier']): void {
    const identities = this.#files.map(({ index }) => this.patientOf(index));
    refuseCollisions({ identities, patientIdsOf: (identity) => this.#settled!.patientIdsOf(identity), pseudonymOf, earlier });
  }

  #groups(): number[][] {
    return [...this.#instances.values()].filter((group) => typeof group !== 'number');
  }

  #intern({ patientKey, patientId, studyInstanceUid }: PatientSighting): number {
    const name = JSON.stringify([patientKey, patientId, studyInstanceUid]);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, this.#whose.length);
    return this.#whose.push({ patientKey, patientId, studyInstanceUid }) - 1;
  }
}

function duplicate(first: number): NotWritten {
  const outcome = notWritten('skipped', 'run/duplicate-instance', `the same instance as file ${first + 1}, byte for byte`);
  return { ...outcome, findings: [{ code: outcome.code, detail: outcome.detail }] };
}

function conflict(group: readonly number[]): string {
  const numbers = group.map((index) => index + 1).sort((a, b) => a - b);
  const named = numbers.slice(0, 8).join(', ');
  return `files ${named}${numbers.length > 8 ? ' …' : ''} share a SOP Instance UID but differ`;
}
