/**
 * Which Attributes make up dose, geometry and the links between instances, so that no rule may take them away or write others? Reviewed by
 * hand against the modules of PS3.3, for no table of the Standard says it. Text, people and dates are not among them, nor is what Table
 * E.1-1 has an action for.
 */
import { confidentialityRow, maskedRows } from './confidentiality.js';
import { dictionaryEntry, tagOfKeyword } from './dictionary.js';
import { lazy } from './lazy.js';
import { groupOf, isGroupLength, isPrivate, type Tag } from './tag.js';
import type { VrName } from './vr.js';

/** True of numbers, samples, coded strings, the sequences they stand in, and UIDs of instances, frames of reference and what plans share. */
export function mustStay(tag: Tag): boolean {
  if (isPrivate(tag) || isGroupLength(tag) || hasAction(tag)) return false;
  if (facts().exempt.has(tag)) return false;
  if (facts().listed.has(tag)) return true;
  const group = groupOf(tag);
  if (!wholeGroups.has(group) || (group === 0x0028 && (tag & 0xff00) === 0x7000)) return false;
  return dictionaryEntry(tag)?.vrs.some((name) => numbersAndCodes.has(name)) ?? false;
}

/** Groups of which all numbers, coded strings and sequences count, but for `exempt`. */
const wholeGroups: ReadonlySet<number> = new Set([
  0x0028, // Image Pixel, Multi-frame, Modality LUT, Palette: C.7.6.3, C.7.6.6, C.7.9, C.11.1 (7xxx: displays, C.8.34)
  0x0062, // Segmentation: C.8.20
  0x0064, // Deformable Spatial Registration: C.20.3
  0x0066, // Surface Segmentation: C.27
  0x3002, // RT Image: C.8.8.2, C.36.25
  0x3004, // RT Dose, DVH: C.8.8.3, C.8.8.4
  0x3006, // Structure Set, ROI Contour, RT ROI Observations: C.8.8.5, C.8.8.6, C.8.8.8
  0x3008, // Treatment records: C.8.8.17 to C.8.8.24
  0x300a, // Plan, prescription, tolerances, setup, fractions, beams, brachy, ion beams: C.8.8.9 to C.8.8.15, C.8.8.25 to C.8.8.27, C.36
  0x300c, // References by number: beam, fraction group, dose reference, control point and their like: C.8.8
  0x3010, // Second generation: conceptual volumes, segments, prescriptions: C.36
  0x5200, // Functional Groups: C.7.6.16
  0x7fe0, // Pixel Data, their offset tables: C.7.6.3, C.7.6.24, C.7.6.25
]);

const numbersAndCodes: ReadonlySet<VrName> = new Set<VrName>(
  'AT CS DS FD FL IS OB OD OF OL OV OW SL SQ SS SV UL US UV'.split(' ') as VrName[],
);

/** In other groups. */
const keywords = `
  SOPClassUID SOPInstanceUID StudyInstanceUID SeriesInstanceUID FrameOfReferenceUID
  ReferencedSOPClassUID ReferencedSOPInstanceUID MultiFrameSourceSOPInstanceUID
  ReferencedFrameOfReferenceUID RelatedFrameOfReferenceUID SourceFrameOfReferenceUID EquipmentFrameOfReferenceUID
  DoseReferenceUID ReferencedDoseReferenceUID ConceptualVolumeUID ReferencedConceptualVolumeUID ConstituentConceptualVolumeUID
  SourceConceptualVolumeUID FiducialUID ReferencedFiducialUID TreatmentPositionGroupUID ReferencedTreatmentPositionGroupUID
  ReferencedFrameNumber SimpleFrameList CalculatedFrameList TimeRange
  PatientPosition SliceThickness SpacingBetweenSlices GantryDetectorTilt TableHeight ReconstructionDiameter
  DataCollectionCenterPatient ReconstructionTargetCenterPatient ReconstructionPixelSpacing CTGeometrySequence CTReconstructionSequence
  CTPositionSequence TablePosition TableSpeed DistanceSourceToDetector DistanceSourceToPatient DistanceSourceToIsocenter
  DistanceSourceToDataCollectionCenter XRayGeometrySequence TablePositionSequence PETPositionSequence ImageTransformationMatrix
  ImagerPixelSpacing NominalScannedPixelSpacing EstimatedRadiographicMagnificationFactor
  SequenceOfUltrasoundRegions PhysicalDeltaX PhysicalDeltaY PhysicalUnitsXDirection PhysicalUnitsYDirection
  RadiopharmaceuticalVolume RadionuclideTotalDose RadionuclideHalfLife RadionuclidePositronFraction RadiopharmaceuticalSpecificActivity
  PatientOrientation ImagePosition ImagePositionPatient ImageOrientation ImageOrientationPatient SliceLocation
  PlanePositionSequence PlaneOrientationSequence PlanePositionVolumeSequence PlaneOrientationVolumeSequence
  ImagePositionVolume ImageOrientationVolume VolumeToTransducerMappingMatrix VolumeToTableMappingMatrix
  FrameContentSequence DimensionIndexValues DimensionIndexPointer FunctionalGroupPointer DimensionIndexSequence PatientOrientationInFrameSequence
  RealWorldValueMappingSequence RealWorldValueFirstValueMapped RealWorldValueLastValueMapped RealWorldValueIntercept RealWorldValueSlope
  RealWorldValueLUTData DoubleFloatRealWorldValueFirstValueMapped DoubleFloatRealWorldValueLastValueMapped
  PatientOrientationCodeSequence PatientOrientationModifierCodeSequence PatientGantryRelationshipCodeSequence
  RadiopharmaceuticalInformationSequence Units CountsSource SUVType DecayCorrection ActualFrameDuration FrameReferenceTime
  DecayFactor DoseCalibrationFactor ScatterFractionFactor DeadTimeFactor SliceSensitivityFactor
  RegistrationSequence MatrixRegistrationSequence MatrixSequence FrameOfReferenceTransformationMatrixType
  FiducialSetSequence FiducialSequence GraphicCoordinatesDataSequence UsedFiducialsSequence UsedRTStructureSetROISequence`;

/** Of whole groups: who did or planned it, earlier treatments, a photo, codes of a diagnosis or protocol, and what radonym states itself. */
const exemptKeywords = `
  QualityControlImage BurnedInAnnotation RecognizableVisualFeatures LongitudinalTemporalInformationModified
  EquipmentAdministratorSequence AuthorIdentificationSequence ConfirmationSequence InterlockResolutionUserSequence
  ReferencedPatientSetupPhotoSequence PriorTreatmentReferenceSequence InstanceLevelReferencedPerformedProcedureStepSequence
  RTProtocolCodeSequence RTDiagnosisCodeSequence ROIObservationContextCodeSequence`;

const facts = lazy(() => ({ listed: tagsOf(keywords), exempt: tagsOf(exemptKeywords) }));

function tagsOf(text: string): ReadonlySet<Tag> {
  return new Set(
    text
      .trim()
      .split(/\s+/)
      .map((keyword) => tagOfKeyword(keyword) ?? unknownKeyword(keyword)),
  );
}

function unknownKeyword(keyword: string): never {
  throw new RangeError(`the dictionary has no ${keyword}`);
}

/** A row of either table that takes something away. */
function hasAction(tag: Tag): boolean {
  const row = confidentialityRow(tag) ?? maskedRows().find((each) => (tag & each.mask) >>> 0 === each.tag);
  return row !== undefined && row.basic !== 'K' && row.basic !== 'U';
}
