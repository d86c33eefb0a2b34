/** Which UID does a UI attribute hold, so that the files of a patient hang together? It knows keywords, no paths and no bytes. */
import type { Person } from './person.js';
import { hashOf } from './random.js';

/** What a patient's files refer to. */
export interface Instances {
  /** By name of the IOD (`rt-plan`). */
  readonly byIod: ReadonlyMap<string, InstanceName>;
}

export interface InstanceName {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
}

/** Site, serial number and date stand in it, as vendors have it; the same words, the same UID. */
export const uidFor = (person: Person, words: string): string => `${person.uidRoot}.${hashOf(words)}`;

export const studyUid = (person: Person): string => uidFor(person, 'study');
export const frameOfReferenceUid = (person: Person): string => uidFor(person, 'frame of reference');

/** The IOD that the items of a sequence refer to. */
const targets: readonly (readonly [RegExp, string])[] = [
  [/StructureSet/, 'rt-structure-set'],
  [/DoseSequence$|RTDose/, 'rt-dose'],
  [/RTPlan|PlanSequence/, 'rt-plan'],
  [/TreatmentRecord/, 'rt-beams-treatment-record'],
  [/PhysicianIntent/, 'rt-physician-intent'],
  [/SegmentAnnotation/, 'rt-segment-annotation'],
  [/RadiationSet/, 'rt-radiation-set'],
  [/RTRadiation/, 'c-arm-photon-electron-radiation'],
  [/Registration/, 'spatial-registration'],
  [/SetupImage|VerificationImage|ReferenceImage|RTImage/, 'rt-image'],
  [/Image|Source|Instance/, 'ct-image'],
];

/** What a Referenced SOP Class and Instance UID in items of this sequence name. */
export function targetOf(sequenceKeyword: string, instances: Instances): InstanceName {
  const iod = targets.find(([pattern]) => pattern.test(sequenceKeyword))?.[1] ?? 'ct-image';
  return instances.byIod.get(iod) ?? [...instances.byIod.values()][0]!;
}

/** Of concepts that are named in one place and referred to in others: Conceptual Volume, Dose Reference, Treatment Position Group. */
export function conceptUid(person: Person, keyword: string): string {
  if (/FrameOfReferenceUID$/.test(keyword)) return frameOfReferenceUid(person);
  return uidFor(person, keyword.replace(/^(Referenced|Source|Constituent|Related|Equivalent)+/, ''));
}
