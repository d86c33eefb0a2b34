/**
 * Which original answers to which output, and which originals are one patient? By the journal, else by the mapping of SOP Instance UIDs,
 * else by equal UID or name. It opens no DICOM file.
 */
import type { Harvested } from '../verify/harvest.js';
import { Harvest } from '../verify/harvest.js';
import type { OriginalFacts } from './verify-task.js';

export interface Original {
  readonly path: string;
  readonly relative: string;
  /** Undefined where it could not be read. */
  readonly facts: Omit<OriginalFacts, 'harvested'> | undefined;
}

/** Joins originals that share a Patient ID or a study, as the run does, and keeps what identifies each patient. */
export class PatientGroups {
  readonly #parents = new Map<string, string>();
  readonly #harvests = new Map<string, Harvest>();

  add({ patientId, studyInstanceUid, harvested }: OriginalFacts): void {
    const node = nodeOf(patientId, studyInstanceUid);
    const harvest = this.#harvests.get(node) ?? new Harvest();
    this.#harvests.set(node, harvest);
    harvest.merge(harvested);
    if (studyInstanceUid !== '') this.#parents.set(this.#find(`study ${studyInstanceUid}`), this.#find(node));
  }

  patientOf({ patientId, studyInstanceUid }: Omit<OriginalFacts, 'harvested'>): string {
    return this.#find(nodeOf(patientId, studyInstanceUid));
  }

  /** Over all of the patient's originals. */
  harvestOf(patient: string): readonly Harvested[] {
    const all = new Harvest();
    for (const [node, harvest] of this.#harvests) if (this.#find(node) === patient) all.merge(harvest.all());
    return all.all();
  }

  #find(node: string): string {
    let root = node;
    for (let next = this.#parents.get(root); next !== undefined && next !== root; next = this.#parents.get(root)) root = next;
    this.#parents.set(node, root);
    return root;
  }
}

const nodeOf = (patientId: string, study: string): string => (patientId === '' ? `study ${study}` : `patient ${patientId}`);

export interface Known {
  /** Output's path under its folder → original's path, of the journal. */
  readonly journal: ReadonlyMap<string, string>;
  /** Output's SOP Instance UID → original's, of the mapping. */
  readonly instances: ReadonlyMap<string, string>;
}

/** Finds an output's original; undefined where nothing tells. */
export function pairing(originals: readonly Original[], known: Known): (name: string, sopInstanceUid: string) => Original | undefined {
  const byPath = new Map(originals.map((one) => [one.path, one]));
  const byRelative = new Map(originals.map((one) => [one.relative, one]));
  const byUid = new Map<string, Original | undefined>();
  for (const one of originals) {
    const uid = one.facts?.sopInstanceUid;
    // Two files of one instance: the journal must tell which it was.
    if (uid) byUid.set(uid, byUid.has(uid) ? undefined : one);
  }
  return (name, uid) => {
    const told = known.journal.get(name);
    const original = told === undefined ? undefined : byPath.get(told);
    if (original) return original;
    const before = known.instances.get(uid);
    return (before === undefined ? undefined : byUid.get(before)) ?? byUid.get(uid) ?? byRelative.get(name);
  };
}
