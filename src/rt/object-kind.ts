/** What is an object in the chain of radiotherapy: image, structure set, plan, dose …? By SOP Class; it knows no references. */
import { sopClass } from '../standard/sop-class.js';

export type ObjectKind =
  | 'image'
  | 'registration'
  | 'structure-set'
  | 'plan'
  | 'dose'
  | 'record'
  | 'rt-image'
  | 'intent'
  | 'annotation'
  | 'radiation-set'
  | 'radiation'
  | 'delivery'
  | 'other';

const byKeyword: { readonly [keyword: string]: ObjectKind } = {
  RTStructureSetStorage: 'structure-set',
  RTPlanStorage: 'plan',
  RTIonPlanStorage: 'plan',
  RTDoseStorage: 'dose',
  RTImageStorage: 'rt-image',
  EnhancedRTImageStorage: 'rt-image',
  EnhancedContinuousRTImageStorage: 'rt-image',
  RTBeamsTreatmentRecordStorage: 'record',
  RTIonBeamsTreatmentRecordStorage: 'record',
  RTBrachyTreatmentRecordStorage: 'record',
  RTTreatmentSummaryRecordStorage: 'record',
  RTRadiationRecordSetStorage: 'record',
  RTRadiationSalvageRecordStorage: 'record',
  TomotherapeuticRadiationRecordStorage: 'record',
  CArmPhotonElectronRadiationRecordStorage: 'record',
  RoboticRadiationRecordStorage: 'record',
  RTPhysicianIntentStorage: 'intent',
  RTSegmentAnnotationStorage: 'annotation',
  RTRadiationSetStorage: 'radiation-set',
  CArmPhotonElectronRadiationStorage: 'radiation',
  TomotherapeuticRadiationStorage: 'radiation',
  RoboticArmRadiationStorage: 'radiation',
  RTRadiationSetDeliveryInstructionStorage: 'delivery',
  RTBeamsDeliveryInstructionStorage: 'delivery',
  RTBrachyApplicationSetupDeliveryInstructionStorage: 'delivery',
  RTTreatmentPreparationStorage: 'delivery',
  RTPatientPositionAcquisitionInstructionStorage: 'delivery',
};

export function objectKind(sopClassUid: string): ObjectKind {
  const row = sopClass(sopClassUid);
  if (row === undefined) return 'other';
  if (Object.hasOwn(byKeyword, row.keyword)) return byKeyword[row.keyword]!;
  switch (row.category) {
    case 'image':
    case 'secondary-capture':
      return 'image';
    case 'registration':
      return 'registration';
    default:
      return 'other';
  }
}

/** What an object of this kind leads to, nearest first: how a chain hangs together. Images lead nowhere. */
export const leadsTo: { readonly [kind in ObjectKind]: readonly ObjectKind[] } = {
  dose: ['plan', 'radiation-set', 'structure-set', 'image'],
  record: ['plan', 'radiation-set', 'radiation', 'dose'],
  'rt-image': ['plan', 'radiation-set', 'structure-set', 'image'],
  delivery: ['radiation-set', 'plan', 'radiation', 'intent', 'image'],
  plan: ['structure-set', 'intent', 'image'],
  'radiation-set': ['radiation', 'intent', 'annotation', 'structure-set', 'image'],
  radiation: ['intent', 'annotation', 'structure-set', 'image'],
  intent: ['annotation', 'structure-set', 'image'],
  annotation: ['structure-set', 'image'],
  'structure-set': ['image', 'registration'],
  registration: ['image'],
  image: [],
  other: ['plan', 'dose', 'structure-set', 'image'],
};
