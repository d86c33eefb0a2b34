/**
 * Whose file is it? Files that share a Patient ID are one patient, and so are files that share a study, whatever Patient IDs they
 * carry: a study must keep one pseudonym and one date offset. Also gathers what identifies each patient over all of his files.
 */
import { RadonymError } from '../base/errors.js';
import { type IdentityTerms, mergeTerms } from '../deid/identity.js';
import type { PatientIdentity } from '../flow/process-file.js';
import type { AssignedPseudonym, AssignedPseudonyms } from './assigned.js';

/** What a survey tells of one or more files that agree in all of it. Plain data. */
export interface PatientSighting {
  readonly patientKey: string;
  /** Trimmed; empty when absent. */
  readonly patientId: string;
  readonly studyInstanceUid: string;
  readonly terms: IdentityTerms;
}

export interface Patients {
  /** One identity object per patient: files of one patient share it. */
  identityOf(sighting: Omit<PatientSighting, 'terms'>): PatientIdentity;
  /** Of all his files; none when no file has one. */
  patientIdsOf(identity: PatientIdentity): readonly string[];
  readonly count: number;
  /** Studies' patients with more than one Patient ID. */
  readonly mixed: number;
  /** Patients that the table of assigned pseudonyms does not name, when there is one. */
  readonly unassigned: number;
}

/** Union of patient keys and studies: each node points towards its group's root. */
export class PatientSurvey {
  readonly #parents = new Map<string, string>();
  readonly #sightings = new Map<string, PatientSighting>();
  /** Of each sighting: terms that it has already. Files of a series share theirs. */
  readonly #merged = new WeakMap<IdentityTerms, string>();

  add(sighting: PatientSighting): void {
    const node = nodeOf(sighting);
    const name = JSON.stringify([sighting.patientKey, sighting.patientId, sighting.studyInstanceUid]);
    const known = this.#sightings.get(name);
    if (known === undefined) this.#sightings.set(name, sighting);
    else if (this.#merged.get(sighting.terms) !== name)
      this.#sightings.set(name, { ...known, terms: mergeTerms(known.terms, sighting.terms) });
    this.#merged.set(sighting.terms, name);
    const root = this.#find(node);
    if (sighting.studyInstanceUid !== '') this.#parents.set(this.#find(studyNode(sighting.studyInstanceUid)), root);
  }

  /**
   * @param isOwn which patients to count
   * @throws RadonymError run/mapping: two assigned pseudonyms for what is one patient
   */
  settle(assigned: AssignedPseudonyms | undefined, isOwn: (identity: PatientIdentity) => boolean = () => true): Patients {
    const groups = new Map<string, PatientSighting[]>();
    for (const sighting of this.#sightings.values()) {
      const root = this.#find(nodeOf(sighting));
      const group = groups.get(root);
      if (group) group.push(sighting);
      else groups.set(root, [sighting]);
    }
    const identities = new Map([...groups].map(([root, group]) => [root, identityOf(group, assigned)]));
    const ids = new Map([...groups].map(([root, group]) => [identities.get(root)!, withId(group).map((one) => one.patientId)]));
    const own = [...groups].filter(([root]) => isOwn(identities.get(root)!));
    return {
      identityOf: (sighting) => identities.get(this.#find(nodeOf(sighting)))!,
      patientIdsOf: (identity) => ids.get(identity)!,
      count: own.length,
      mixed: own.filter(([, group]) => new Set(withId(group).map((one) => one.patientKey)).size > 1).length,
      unassigned: assigned ? own.filter(([root]) => identities.get(root)!.assigned === undefined).length : 0,
    };
  }

  #find(node: string): string {
    let root = node;
    for (let next = this.#parents.get(root); next !== undefined && next !== root; next = this.#parents.get(root)) root = next;
    for (let at = node; at !== root; ) {
      const next = this.#parents.get(at)!;
      this.#parents.set(at, root);
      at = next;
    }
    this.#parents.set(root, root);
    return root;
  }
}

const studyNode = (uid: string): string => `study ${uid}`;

/** A file without Patient ID belongs to its study. */
function nodeOf({ patientKey, patientId, studyInstanceUid }: Omit<PatientSighting, 'terms'>): string {
  return patientId === '' && studyInstanceUid !== '' ? studyNode(studyInstanceUid) : `patient ${patientKey}`;
}

const withId = (group: readonly PatientSighting[]): readonly PatientSighting[] => group.filter((one) => one.patientId !== '');

/** The first key in code unit order stands for the group: nothing depends on the order of files. */
function identityOf(group: readonly PatientSighting[], assigned: AssignedPseudonyms | undefined): PatientIdentity {
  const named = withId(group);
  const keys = (named.length > 0 ? named : group).map((one) => one.patientKey).sort();
  const own = assigned && assignedTo(named, assigned);
  const terms = group.map((one) => one.terms).reduce(mergeTerms);
  return { patientKey: keys[0]!, terms, ...(own ? { assigned: own } : {}) };
}

function assignedTo(named: readonly PatientSighting[], assigned: AssignedPseudonyms): AssignedPseudonym | undefined {
  const rows = new Set(named.map((one) => assigned.of(one)).filter((row) => row !== undefined));
  if (rows.size > 1) throw new RadonymError('run/mapping', 'Patient IDs that share a study have different pseudonyms in the mapping table');
  return [...rows][0];
}
