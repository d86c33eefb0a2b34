/** What always stays is named here once more, by hand and from the promise, not from the table that is tested. */
import { describe, expect, test } from 'vitest';
import { mustStay } from '../../src/standard/clinical.js';
import { confidentialityRows } from '../../src/standard/confidentiality.js';
import { tagOfKeyword } from '../../src/standard/dictionary.js';
import { type Tag, tag } from '../../src/standard/tag.js';

const tagOf = (keyword: string): Tag => tagOfKeyword(keyword) ?? expect.unreachable(keyword);

describe('always stays', () => {
  test.each([
    ['pixel data', 'PixelData FloatPixelData DoubleFloatPixelData ExtendedOffsetTable Rows BitsStored PixelRepresentation NumberOfFrames'],
    [
      'what pixels mean',
      'RescaleSlope RescaleIntercept ModalityLUTSequence RealWorldValueSlope Units DecayCorrection RadionuclideTotalDose',
    ],
    ['dose grids and scaling', 'DoseGridScaling GridFrameOffsetVector DoseUnits DoseType DoseSummationType'],
    ['DVH', 'DVHSequence DVHData DVHDoseScaling DVHType DVHMinimumDose'],
    ['contours', 'ROIContourSequence ContourSequence ContourData NumberOfContourPoints ContourGeometricType'],
    ['control points', 'ControlPointSequence GantryAngle LeafJawPositions NominalBeamEnergy IsocenterPosition DoseRateSet'],
    ['meterset', 'BeamMeterset CumulativeMetersetWeight FinalCumulativeMetersetWeight DeliveredMeterset ScanSpotMetersetWeights'],
    ['fractions and prescription', 'NumberOfFractionsPlanned BeamDose TargetPrescriptionDose DoseReferenceSequence'],
    [
      'geometry',
      'ImagePositionPatient ImageOrientationPatient PixelSpacing SliceThickness PatientPosition RTImagePosition GantryDetectorTilt',
    ],
    ['geometry of frames', 'PerFrameFunctionalGroupsSequence PlanePositionSequence PixelMeasuresSequence'],
    ['registrations', 'FrameOfReferenceTransformationMatrix RegistrationSequence MatrixSequence VectorGridData'],
    ['segments', 'SegmentSequence SegmentNumber SegmentationType'],
    ['ROIs', 'ROINumber ReferencedROINumber ObservationNumber RTROIInterpretedType'],
    ['beams', 'BeamSequence BeamNumber ReferencedBeamNumber SourceAxisDistance BeamType RadiationType'],
    [
      'other numbers that link',
      'FractionGroupNumber ReferencedFractionGroupNumber DoseReferenceNumber ReferencedFrameNumber PatientSetupNumber',
    ],
    ['brachytherapy', 'SourceStrengthUnits ReferenceAirKermaRate ChannelTotalTime ControlPoint3DPosition'],
    [
      'UIDs that link',
      'SOPClassUID SOPInstanceUID ReferencedSOPInstanceUID SeriesInstanceUID FrameOfReferenceUID DoseReferenceUID FiducialUID',
    ],
    ['references', 'ReferencedRTPlanSequence ReferencedStructureSetSequence ReferencedDoseSequence'],
  ])('%s', (_, keywords) => {
    expect(keywords.split(' ').filter((keyword) => !mustStay(tagOf(keyword)))).toEqual([]);
  });
});

describe('may go', () => {
  test.each([
    ['text', 'BeamName ROIName DoseComment RTPlanLabel TreatmentMachineName'],
    ['people and dates', 'OperatorsName StudyDate ReviewDate AuthorIdentificationSequence'],
    ['what the patient is like', 'PatientWeight PatientSex PatientAge'],
    ['what counts files', 'SeriesNumber InstanceNumber AcquisitionNumber'],
    ['how an image was taken', 'KVP XRayTubeCurrent ExposureTime'],
    ['what radonym states', 'BurnedInAnnotation LongitudinalTemporalInformationModified'],
    ['UIDs of devices and events', 'DeviceUID InstanceCreatorUID IrradiationEventUID TransactionUID'],
    ['an approval', 'ApprovalStatus'],
    ['overlays', 'OverlayData OverlayRows'],
  ])('%s', (_, keywords) => {
    expect(keywords.split(' ').filter((keyword) => mustStay(tagOf(keyword)))).toEqual([]);
  });
  test('all that Table E.1-1 has an action for', () => {
    expect(confidentialityRows().filter((row) => row.basic !== 'K' && row.basic !== 'U' && mustStay(row.tag))).toEqual([]);
  });
  test('private elements and group lengths', () => {
    expect([0x300b1001, 0x300a0000, 0x300b0010].filter((packed) => mustStay(tag(packed)))).toEqual([]);
  });
});
