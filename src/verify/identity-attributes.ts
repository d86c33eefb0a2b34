/**
 * Which attributes name somebody, something or some place, beside all that are PN, AE or UI? The checker's own list, from the rows of
 * PS3.15 Table E.1-1: not the one that the de-identifier looks for. It reads no values.
 */
import { tagOfKeyword } from '../standard/dictionary.js';
import { lazy } from '../standard/lazy.js';
import type { Tag } from '../standard/tag.js';

export type IdentifierKind = 'name' | 'id' | 'place' | 'device' | 'date' | 'uid';

interface Row {
  readonly kind: IdentifierKind;
  /** Characters from which on a value says something. */
  readonly least: number;
}

const keywords: { readonly [kind in 'id' | 'place' | 'device']: string } = {
  id: `PatientID OtherPatientIDs AccessionNumber StudyID AdmissionID ServiceEpisodeID RequestedProcedureID ScheduledProcedureStepID
    PerformedProcedureStepID FillerOrderNumberImagingServiceRequest PlacerOrderNumberImagingServiceRequest
    FillerOrderNumberImagingServiceRequestRetired PlacerOrderNumberImagingServiceRequestRetired FillerOrderNumberProcedure
    PlacerOrderNumberProcedure InsurancePlanIdentification MedicalRecordLocator PatientTelephoneNumbers
    ReferringPhysicianTelephoneNumbers PersonTelephoneNumbers OrderCallbackPhoneNumber ClinicalTrialSubjectID
    ClinicalTrialSubjectReadingID SpecimenIdentifier ContainerIdentifier`,
  place: `InstitutionName InstitutionAddress InstitutionalDepartmentName PatientAddress ReferringPhysicianAddress PersonAddress IssuerOfPatientID RegionOfResidence
    CurrentPatientLocation PatientInstitutionResidence PerformedLocation ScheduledProcedureStepLocation ClinicalTrialSiteName
    ClinicalTrialCoordinatingCenterName OrderEntererLocation IssuerOfAdmissionID IssuerOfServiceEpisodeID`,
  device: `StationName ScheduledStationName PerformedStationName TreatmentMachineName RadiationMachineName DeviceSerialNumber
    SourceSerialNumber GantryID DetectorID PlateID CassetteID GeneratorID DigitizingDeviceTransportID`,
};

const least: { readonly [kind in keyof typeof keywords]: number } = { id: 4, place: 4, device: 4 };

/** What a text attribute identifies; undefined for all others. */
export const identifies = (tag: Tag): Row | undefined => rows().get(tag);

const rows = lazy(() => {
  const all = new Map<Tag, Row>();
  for (const kind of ['id', 'place', 'device'] as const) {
    for (const keyword of keywords[kind].split(/\s+/)) {
      const tag = tagOfKeyword(keyword);
      if (tag !== undefined) all.set(tag, { kind, least: least[kind] });
    }
  }
  return all;
});
