/**
 * Which kind of directory record stands for an instance of a SOP Class in a DICOMDIR (PS3.3 F.4), and which keys a record has (PS3.3 F.5).
 * Keys of Type 3 (comments, icons) are left out: they are optional and may identify. Kinds that want sequences have no row.
 */
import { tagOfKeyword } from './dictionary.js';
import { lazy } from './lazy.js';
import { type SopClass, sopClass } from './sop-class.js';
import type { Tag } from './tag.js';

export interface DirectoryKey {
  readonly keyword: string;
  readonly tag: Tag;
  /** `1C`: wanted if the instance has it. */
  readonly requirement: '1' | '1C' | '2';
}

export type DirectoryRecordType = keyof typeof keyTexts;

// Content Identification Macro, PS3.3 Table 10-12.
const contentIdentification = 'InstanceNumber=1 ContentLabel=1 ContentDescription=2 ContentCreatorName=2';
const content = `ContentDate=1 ContentTime=1 ${contentIdentification}`;

const keyTexts = {
  PATIENT: 'PatientName=2 PatientID=1',
  STUDY: 'StudyDate=1 StudyTime=1 AccessionNumber=2 StudyDescription=2 StudyInstanceUID=1 StudyID=1',
  SERIES: 'Modality=1 SeriesInstanceUID=1 SeriesNumber=1',
  IMAGE: 'InstanceNumber=1',
  'RT DOSE': 'InstanceNumber=1 DoseSummationType=1',
  'RT STRUCTURE SET': 'InstanceNumber=1 StructureSetLabel=1 StructureSetDate=2 StructureSetTime=2',
  'RT PLAN': 'InstanceNumber=1 RTPlanLabel=1 RTPlanDate=2 RTPlanTime=2',
  'RT TREAT RECORD': 'InstanceNumber=1 TreatmentDate=2 TreatmentTime=2',
  RADIOTHERAPY: 'InstanceNumber=1 UserContentLabel=1C UserContentLongLabel=1C ContentDescription=2 ContentCreatorName=2',
  PLAN: '',
  REGISTRATION: content,
  FIDUCIAL: content,
  'VALUE MAP': content,
  SURFACE: content,
  TRACT: content,
  'RAW DATA': 'ContentDate=1 ContentTime=1 InstanceNumber=2',
  WAVEFORM: 'InstanceNumber=1 ContentDate=1 ContentTime=1',
} as const;

const typeOfKeyword: { readonly [keyword: string]: DirectoryRecordType } = {
  RTDoseStorage: 'RT DOSE',
  RTStructureSetStorage: 'RT STRUCTURE SET',
  RTPlanStorage: 'RT PLAN',
  RTIonPlanStorage: 'RT PLAN',
  RTBeamsTreatmentRecordStorage: 'RT TREAT RECORD',
  RTIonBeamsTreatmentRecordStorage: 'RT TREAT RECORD',
  RTBrachyTreatmentRecordStorage: 'RT TREAT RECORD',
  RTTreatmentSummaryRecordStorage: 'RT TREAT RECORD',
  RTImageStorage: 'IMAGE',
  EnhancedRTImageStorage: 'IMAGE',
  EnhancedContinuousRTImageStorage: 'IMAGE',
  RTBeamsDeliveryInstructionStorageTrial: 'PLAN',
  RTBeamsDeliveryInstructionStorage: 'PLAN',
  RTBrachyApplicationSetupDeliveryInstructionStorage: 'PLAN',
  SpatialFiducialsStorage: 'FIDUCIAL',
  RealWorldValueMappingStorage: 'VALUE MAP',
  SurfaceSegmentationStorage: 'SURFACE',
  TractographyResultsStorage: 'TRACT',
};

/** Undefined where we have no record for such an instance: private and unregistered SOP Classes, documents, reports, presentations. */
export function directoryRecordType(sopClassUid: string): DirectoryRecordType | undefined {
  const row = sopClass(sopClassUid);
  return row && (typeOfKeyword[row.keyword] ?? byCategory(row));
}

function byCategory({ category, keyword }: SopClass): DirectoryRecordType | undefined {
  switch (category) {
    case 'image':
    case 'secondary-capture':
      return 'IMAGE';
    // The second generation.
    case 'radiotherapy':
      return 'RADIOTHERAPY';
    case 'registration':
      return 'REGISTRATION';
    case 'raw':
      return 'RAW DATA';
    default:
      return /WaveformStorage$/.test(keyword) ? 'WAVEFORM' : undefined;
  }
}

/** Keys in tag order. */
export const directoryKeys = (type: DirectoryRecordType): readonly DirectoryKey[] => allKeys()[type];

const allKeys = lazy(
  () =>
    Object.fromEntries(Object.entries(keyTexts).map(([type, text]) => [type, toKeys(text)])) as {
      readonly [type in DirectoryRecordType]: readonly DirectoryKey[];
    },
);

function toKeys(text: string): readonly DirectoryKey[] {
  const keys = text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [keyword = '', requirement] = word.split('=');
      return { keyword, tag: tagOfKeyword(keyword)!, requirement: requirement as DirectoryKey['requirement'] };
    });
  return keys.sort((a, b) => a.tag - b.tag);
}
