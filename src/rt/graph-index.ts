/** Who is who among the instances: by UID, series, study, patient and Frame of Reference; and who claims a UID that another has. */
import type { Found } from './graph.js';
import type { InstanceFacts } from './instance-facts.js';
import { type ObjectKind, objectKind } from './object-kind.js';

export class GraphIndex {
  readonly instances: readonly InstanceFacts[];
  readonly kinds: readonly ObjectKind[];
  /** How many there are. */
  readonly patients: number;
  readonly byInstance = new Map<string, number[]>();
  readonly bySeries = new Map<string, number[]>();
  readonly byStudy = new Map<string, number[]>();
  /** Own Frame of Reference (0020,0052) of the root data set. */
  readonly byFrame = new Map<string, number[]>();
  readonly #patientOf: readonly number[];

  constructor(instances: readonly InstanceFacts[]) {
    this.instances = instances;
    this.kinds = instances.map(({ sopClassUid }) => objectKind(sopClassUid));
    const numbers = new Map<string, number>();
    this.#patientOf = instances.map(({ patientKey }) => {
      const number = numbers.get(patientKey) ?? numbers.size + 1;
      numbers.set(patientKey, number);
      return number;
    });
    this.patients = numbers.size;
    for (const [at, instance] of instances.entries()) {
      add(this.byInstance, instance.sopInstanceUid, at);
      add(this.bySeries, instance.seriesInstanceUid, at);
      add(this.byStudy, instance.studyInstanceUid, at);
      add(this.byFrame, instance.frameOfReferenceUid, at);
    }
  }

  patientOf(instance: number): number {
    return this.#patientOf[instance]!;
  }

  /** Instances with a UID; of several the patient's own come first. */
  withUid(uid: string, patient: number): readonly number[] {
    const all = this.byInstance.get(uid) ?? [];
    if (all.length < 2) return all;
    const own = all.filter((at) => this.patientOf(at) === patient);
    return own.length > 0 ? own : all;
  }

  /** The first of each patient. */
  oneOfEach(members: readonly number[]): number[] {
    return members.filter((at) => members.find((other) => this.patientOf(other) === this.patientOf(at)) === at);
  }

  /** Equal SOP Instance UIDs, series in several studies, studies of several patients. */
  troubles(): Found[] {
    const found: Found[] = [];
    const tell = (members: readonly number[], attribute: string, path: string, kind: 'ambiguous' | 'crossing'): void => {
      for (const instance of members) found.push({ kind, broken: true, instance, attribute, path, count: 1, of: 1 });
    };
    for (const members of this.byInstance.values()) if (members.length > 1) tell(members, 'SOPInstanceUID', '(0008,0018)', 'ambiguous');
    for (const members of this.bySeries.values()) {
      const several = differ(members, (at) => this.instances[at]!.studyInstanceUid);
      if (several) tell(members, 'SeriesInstanceUID', '(0020,000E)', 'ambiguous');
    }
    for (const members of this.byStudy.values())
      if (differ(members, (at) => this.patientOf(at))) tell(this.oneOfEach(members), 'StudyInstanceUID', '(0020,000D)', 'crossing');
    return found;
  }
}

const differ = (members: readonly number[], of: (instance: number) => unknown): boolean =>
  members.some((member) => of(member) !== of(members[0]!));

function add(table: Map<string, number[]>, uid: string, at: number): void {
  if (uid === '') return;
  const known = table.get(uid);
  if (known) known.push(at);
  else table.set(uid, [at]);
}
