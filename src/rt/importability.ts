/**
 * Would a planning system import this? Rules that such systems are known to apply, each with its reason: rows over plain facts of the
 * instances of a set. It reads no file, knows no parser, and forbids nothing: what it says are warnings.
 */
import { sopClass } from '../standard/sop-class.js';

/** What must be known of an instance. UIDs and texts without padding, '' when absent. Plain data. */
export interface ImportFacts {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly patientId: string;
  readonly frameOfReferenceUid: string;
  /** Frames of Reference that a structure set's ROIs are drawn in. */
  readonly roiFrames: readonly string[];
  /** Of Referenced Structure Set, Referenced RT Plan sequences at the root. */
  readonly structureSets: readonly string[];
  readonly plans: readonly string[];
  /** Digests or texts: only whether they are equal counts. */
  readonly roiNames: readonly string[];
  readonly beamNames: readonly string[];
  readonly isApproved: boolean;
  readonly hasReviewer: boolean;
  /** DS values of more than 16 characters. */
  readonly longDecimals: number;
  /** Public attributes whose value is typed UN in an Explicit VR, as CP-1066 has it for more than 64 KiB. */
  readonly typedUn: number;
}

export interface ImportSet {
  /** By SOP Instance UID. */
  readonly instances: ReadonlyMap<string, ImportFacts>;
  /** Frames of Reference of the images of each patient, by Patient ID. */
  readonly imageFrames: ReadonlyMap<string, ReadonlySet<string>>;
}

type Kind = 'plan' | 'dose' | 'structure-set' | 'other';

interface Rule {
  readonly code: string;
  /** Which systems, why. */
  readonly reason: string;
  /** Attribute that it is about. */
  readonly path: string;
  /** A rule of de-identification may bring it about: the reviewer's name goes. */
  readonly byProfile?: true;
  readonly of: Kind | 'any';
  readonly broken: (facts: ImportFacts, set: ImportSet) => boolean;
}

/** Codes are `verify/import-…`. */
export const importRules = [
  {
    code: 'verify/import-patient-id',
    reason: 'without a Patient ID systems refuse the file or join it to another patient',
    path: '(0010,0020)',
    of: 'any',
    broken: ({ patientId }) => patientId === '',
  },
  {
    code: 'verify/import-structure-set',
    reason: 'a plan that names no structure set opens without anatomy, or not at all',
    path: '(300C,0060)',
    of: 'plan',
    broken: ({ structureSets }) => structureSets.length === 0,
  },
  {
    code: 'verify/import-plan',
    reason: 'a dose that names no plan is legal, yet Eclipse and others cannot connect it',
    path: '(300C,0002)',
    of: 'dose',
    broken: ({ plans }) => plans.length === 0,
  },
  {
    code: 'verify/import-partner',
    reason: 'the structure set or plan that this object names is not in the set',
    path: '(0008,1155)',
    of: 'any',
    broken: ({ structureSets, plans }, { instances }) => [...structureSets, ...plans].some((uid) => !instances.has(uid)),
  },
  {
    code: 'verify/import-frame-of-reference',
    reason: 'no image of the patient in the set has the Frame of Reference of these contours',
    path: '(3006,0010)',
    of: 'structure-set',
    broken: ({ roiFrames, patientId }, { imageFrames }) => {
      const frames = imageFrames.get(patientId);
      return frames !== undefined && roiFrames.length > 0 && !roiFrames.some((frame) => frames.has(frame));
    },
  },
  {
    code: 'verify/import-dose-frame',
    reason: 'dose and structure set of one plan lie in different Frames of Reference',
    path: '(0020,0052)',
    of: 'dose',
    broken: ({ plans, frameOfReferenceUid }, { instances }) =>
      plans.some((plan) =>
        (instances.get(plan)?.structureSets ?? []).some((uid) => {
          const frames = instances.get(uid)?.roiFrames ?? [];
          return frames.length > 0 && frameOfReferenceUid !== '' && !frames.includes(frameOfReferenceUid);
        }),
      ),
  },
  {
    code: 'verify/import-roi-names',
    reason: 'planning systems tell ROIs apart by name: names must differ within a structure set',
    path: '(3006,0020)',
    of: 'structure-set',
    broken: ({ roiNames }) => repeats(roiNames),
  },
  {
    code: 'verify/import-beam-names',
    reason: 'planning systems tell beams apart by name: names must differ within a plan',
    path: '(300A,00B0)',
    of: 'plan',
    broken: ({ beamNames }) => repeats(beamNames),
  },
  {
    code: 'verify/import-approval',
    reason: 'approved by nobody: systems that check the reviewer refuse it or ask to unapprove',
    path: '(300E,0002)',
    byProfile: true,
    of: 'any',
    broken: ({ isApproved, hasReviewer }) => isApproved && !hasReviewer,
  },
  {
    code: 'verify/import-long-decimal',
    reason: 'Eclipse refuses decimal strings of more than 16 characters',
    path: '',
    of: 'any',
    broken: ({ longDecimals }) => longDecimals > 0,
  },
  {
    code: 'verify/import-typed-un',
    reason: 'a value of more than 64 KiB is typed UN, which many systems cannot read: keep the file implicit',
    path: '',
    of: 'any',
    byProfile: true,
    broken: ({ typedUn }) => typedUn > 0,
  },
] as const satisfies readonly Rule[];

export type ImportCode = (typeof importRules)[number]['code'];
export type ImportProblem = Rule & { readonly code: ImportCode };

/** The rules that an instance breaks. */
export function importProblems(facts: ImportFacts, set: ImportSet): readonly ImportProblem[] {
  const kind = kindOf(facts.sopClassUid);
  return importRules.filter((rule) => (rule.of === 'any' || rule.of === kind) && rule.broken(facts, set));
}

export function importSet(all: Iterable<ImportFacts>): ImportSet {
  const instances = new Map<string, ImportFacts>();
  const imageFrames = new Map<string, Set<string>>();
  for (const facts of all) {
    instances.set(facts.sopInstanceUid, facts);
    if (sopClass(facts.sopClassUid)?.category !== 'image' || facts.frameOfReferenceUid === '') continue;
    const frames = imageFrames.get(facts.patientId) ?? new Set();
    imageFrames.set(facts.patientId, frames.add(facts.frameOfReferenceUid));
  }
  return { instances, imageFrames };
}

const kinds: { readonly [keyword: string]: Kind } = {
  RTPlanStorage: 'plan',
  RTIonPlanStorage: 'plan',
  RTDoseStorage: 'dose',
  RTStructureSetStorage: 'structure-set',
};

const kindOf = (sopClassUid: string): Kind => kinds[sopClass(sopClassUid)?.keyword ?? ''] ?? 'other';

const repeats = (names: readonly string[]): boolean => {
  const told = names.filter((name) => name !== '');
  return new Set(told).size < told.length;
};
