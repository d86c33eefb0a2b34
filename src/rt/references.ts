/**
 * Which attributes are references, to what, and in which role? Rows of keywords, spelled as in the Standard; an attribute's role is that
 * of the sequence it stands in (PS3.3 C.8.8, C.36). It reads no file and knows no parser.
 */
import { tagOfKeyword } from '../standard/dictionary.js';
import { lazy } from '../standard/lazy.js';
import type { Tag } from '../standard/tag.js';
import type { ObjectKind } from './object-kind.js';

export type Target = 'instance' | 'series' | 'study' | 'frame-of-reference';

/** What a UID that names neither an instance nor a Frame of Reference links: it is defined in one object and used in others. */
export type Entity =
  | 'dose-reference'
  | 'conceptual-volume'
  | 'treatment-position-group'
  | 'dosimetric-objective'
  | 'fiducial'
  | 'assertion';

export type NumberSpace =
  | 'beam'
  | 'roi'
  | 'fraction-group'
  | 'dose-reference'
  | 'tolerance-table'
  | 'patient-setup'
  | 'reference-image'
  | 'source'
  | 'application-setup';

/** What an attribute says about links. */
export type LinkAttribute =
  | { readonly link: 'reference'; readonly target: Target }
  | { readonly link: 'entity'; readonly entity: Entity; readonly defines: boolean }
  | { readonly link: 'number'; readonly space: NumberSpace; readonly defines: boolean };

/** What stands in a sequence: the kind of object that is expected, `context` for what no planning system needs to find. */
export interface Role {
  readonly expects: ObjectKind | undefined;
  /** Overrides what the attribute itself names: RT Referenced Study holds a Study Instance UID where an instance is usual. */
  readonly target?: Target | 'none';
  readonly context?: true;
}

/** In the root data set the first four say what an instance is, not what it refers to. */
const targets: readonly (readonly [keyword: string, target: Target])[] = [
  ['StudyInstanceUID', 'study'],
  ['SeriesInstanceUID', 'series'],
  ['FrameOfReferenceUID', 'frame-of-reference'],
  ['ReferencedSOPInstanceUID', 'instance'],
  ['MultiFrameSourceSOPInstanceUID', 'instance'],
  ['ReferencedFrameOfReferenceUID', 'frame-of-reference'],
  ['RelatedFrameOfReferenceUID', 'frame-of-reference'],
  ['SourceFrameOfReferenceUID', 'frame-of-reference'],
];

const entities: readonly (readonly [entity: Entity, defining: string, ...using: string[]])[] = [
  ['dose-reference', 'DoseReferenceUID', 'ReferencedDoseReferenceUID'],
  [
    'conceptual-volume',
    'ConceptualVolumeUID',
    'ReferencedConceptualVolumeUID',
    'ConstituentConceptualVolumeUID',
    'SourceConceptualVolumeUID',
  ],
  ['treatment-position-group', 'TreatmentPositionGroupUID', 'ReferencedTreatmentPositionGroupUID'],
  ['dosimetric-objective', 'DosimetricObjectiveUID', 'ReferencedDosimetricObjectiveUID'],
  ['fiducial', 'FiducialUID', 'ReferencedFiducialUID'],
  ['assertion', 'AssertionUID', 'ReferencedAssertionUID'],
];

const numbers: readonly (readonly [space: NumberSpace, defining: string, using: string])[] = [
  ['beam', 'BeamNumber', 'ReferencedBeamNumber'],
  ['roi', 'ROINumber', 'ReferencedROINumber'],
  ['fraction-group', 'FractionGroupNumber', 'ReferencedFractionGroupNumber'],
  ['dose-reference', 'DoseReferenceNumber', 'ReferencedDoseReferenceNumber'],
  ['tolerance-table', 'ToleranceTableNumber', 'ReferencedToleranceTableNumber'],
  ['patient-setup', 'PatientSetupNumber', 'ReferencedPatientSetupNumber'],
  ['reference-image', 'ReferenceImageNumber', 'ReferencedReferenceImageNumber'],
  ['source', 'SourceNumber', 'ReferencedSourceNumber'],
  ['application-setup', 'ApplicationSetupNumber', 'ReferencedBrachyApplicationSetupNumber'],
];

/** Whose numbers they are: a file that defines none of a space uses those of the object of this kind that it refers to. */
export const definerOf = (space: NumberSpace): 'plan' | 'structure-set' => (space === 'roi' ? 'structure-set' : 'plan');

const roles: readonly (readonly [expects: ObjectKind | undefined, ...sequences: string[]])[] = [
  ['structure-set', 'ReferencedStructureSetSequence', 'PredecessorStructureSetSequence'],
  ['plan', 'ReferencedRTPlanSequence'],
  ['dose', 'ReferencedDoseSequence'],
  ['record', 'ReferencedTreatmentRecordSequence', 'ReferencedRTRadiationRecordSequence'],
  ['image', 'ContourImageSequence', 'RTReferencedSeriesSequence', 'SourceSeriesSequence', 'SourceSeriesInformationSequence'],
  ['rt-image', 'ReferencedReferenceImageSequence', 'PlannedVerificationImageSequence', 'ReferencedVerificationImageSequence'],
  ['rt-image', 'RelatedReferenceRTImageSequence'],
  ['image', 'ReferencedSetupImageSequence', 'ReferencedSegmentationSequence', 'ReferencedDirectSegmentInstanceSequence'],
  ['registration', 'ReferencedSpatialRegistrationSequence'],
  ['intent', 'ReferencedRTPhysicianIntentSequence', 'RTPhysicianIntentPredecessorSequence'],
  ['radiation-set', 'ReferencedRTRadiationSetSequence'],
  ['radiation', 'RTRadiationSequence', 'ReferencedRTRadiationSequence', 'ReferencedBaselineParametersRTRadiationInstanceSequence'],
  ['delivery', 'ReferencedRTTreatmentPreparationSequence'],
  [undefined, 'ReferencedRTInstanceSequence', 'OriginatingSOPInstanceReferenceSequence', 'ReferencedPositionReferenceInstanceSequence'],
];

/** Objects that stay where they are: the study or the series as an archive knows it, an earlier image, a report. */
const context: readonly string[] = [
  'ReferencedImageSequence', 'SourceImageSequence', 'ReferencedSeriesSequence', 'ReferencedInstanceSequence', 'ReferencedSOPSequence',
  'SourceInstanceSequence', 'StudiesContainingOtherReferencedInstancesSequence', 'RelatedSeriesSequence', 'ReferencedPresentationStateSequence',
  'ReferencedRealWorldValueMappingInstanceSequence', 'ReferencedImageEvidenceSequence', 'ReferencedWaveformSequence', 'ReferencedRawDataSequence',
  'PredecessorDocumentsSequence', 'CurrentRequestedProcedureEvidenceSequence', 'PertinentOtherEvidenceSequence', 'PertinentDocumentsSequence',
  'ReferencedPatientPhotoSequence', 'ReferencedPatientSetupPhotoSequence', 'FrameExtractionSequence', 'RequestAttributesSequence',
]; // biome-ignore format: a list is easier to read dense

/** Hold a Study Instance UID, or that of a Detached Study Management object, which nobody stores. */
const studies: readonly string[] = ['RTReferencedStudySequence', 'ReferencedStudySequence'];

/** Name what is never a file in a folder: patients, visits, procedure steps, signatures. */
const nothingStored: readonly string[] = [
  'ReferencedPatientSequence', 'ReferencedPatientAliasSequence', 'ReferencedVisitSequence', 'ReferencedPerformedProcedureStepSequence',
  'InstanceLevelReferencedPerformedProcedureStepSequence', 'ReferencedProcedureStepSequence', 'ReferencedStorageMediaSequence',
  'ReferencedResultsSequence', 'ReferencedInterpretationSequence', 'HL7StructuredDocumentReferenceSequence', 'ReferencedDefinedProtocolSequence',
  'ReferencedPerformedProtocolSequence', 'ReferencedSOPInstanceMACSequence', 'ReferencedPresentationLUTSequence', 'ReferencedRequestSequence',
]; // biome-ignore format: a list is easier to read dense

/** Undefined for attributes that link nothing. */
export function linkAttribute(tag: Tag): LinkAttribute | undefined {
  return attributes().get(tag);
}

/** Of the innermost sequence that has one; an attribute in none of them is followed by its value alone. */
export function roleOf(sequence: Tag): Role | undefined {
  return sequences().get(sequence);
}

const attributes = lazy(() => {
  const table = new Map<Tag, LinkAttribute>();
  for (const [keyword, target] of targets) table.set(tagFor(keyword), { link: 'reference', target });
  for (const [entity, defining, ...using] of entities) {
    table.set(tagFor(defining), { link: 'entity', entity, defines: true });
    for (const keyword of using) table.set(tagFor(keyword), { link: 'entity', entity, defines: false });
  }
  for (const [space, defining, using] of numbers) {
    table.set(tagFor(defining), { link: 'number', space, defines: true });
    table.set(tagFor(using), { link: 'number', space, defines: false });
  }
  return table;
});

const sequences = lazy(() => {
  const table = new Map<Tag, Role>();
  for (const [expects, ...keywords] of roles) for (const keyword of keywords) table.set(tagFor(keyword), { expects });
  for (const keyword of context) table.set(tagFor(keyword), { expects: undefined, context: true });
  for (const keyword of studies) table.set(tagFor(keyword), { expects: undefined, target: 'study', context: true });
  for (const keyword of nothingStored) table.set(tagFor(keyword), { expects: undefined, target: 'none', context: true });
  return table;
});

/** @throws RangeError when a row is spelled otherwise than the dictionary: a fault of the table */
function tagFor(keyword: string): Tag {
  const tag = tagOfKeyword(keyword);
  if (tag === undefined) throw new RangeError(`no attribute is called ${keyword}`);
  return tag;
}
