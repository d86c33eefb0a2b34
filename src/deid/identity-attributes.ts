/** Which attributes name somebody, something or some place, beside all that are PN, DA, DT or AE? Keywords by kind; it reads no values. */

import { tagOfKeyword } from '../standard/dictionary.js';
import type { Tag } from '../standard/tag.js';

export type IdentityKind = 'names' | 'ids' | 'dates' | 'places' | 'devices';

/** Of the person alone: kept however short, because it stands for the patient. */
const patientIds = ['PatientID', 'OtherPatientIDs'];

/** Of orders, visits and studies. Short ones ("1") say nothing and stand everywhere, so they count from four characters. */
const ids = [
  'AccessionNumber', 'StudyID', 'AdmissionID', 'ServiceEpisodeID', 'RequestedProcedureID', 'ScheduledProcedureStepID',
  'PerformedProcedureStepID', 'FillerOrderNumberImagingServiceRequest', 'PlacerOrderNumberImagingServiceRequest',
  'FillerOrderNumberImagingServiceRequestRetired', 'PlacerOrderNumberImagingServiceRequestRetired', 'FillerOrderNumberProcedure',
  'PlacerOrderNumberProcedure', 'InsurancePlanIdentification', 'MedicalRecordLocator', 'PatientTelephoneNumbers',
  'ReferringPhysicianTelephoneNumbers', 'PersonTelephoneNumbers', 'OrderCallbackPhoneNumber', 'ClinicalTrialSubjectID',
  'ClinicalTrialSubjectReadingID', 'PatientBirthDateInAlternativeCalendar', 'InterpretationID', 'SpecimenIdentifier', 'ContainerIdentifier',
]; // biome-ignore format: a list is easier to read dense

const places = [
  'InstitutionName', 'InstitutionAddress', 'InstitutionalDepartmentName', 'PatientAddress', 'ReferringPhysicianAddress', 'PersonAddress',
  'IssuerOfPatientID', 'RegionOfResidence', 'CurrentPatientLocation', 'PatientInstitutionResidence', 'PerformedLocation',
  'ScheduledProcedureStepLocation', 'ClinicalTrialSiteName', 'ClinicalTrialCoordinatingCenterName', 'RequestingService',
  'OrderEntererLocation', 'IssuerOfAdmissionID', 'IssuerOfServiceEpisodeID',
]; // biome-ignore format: a list is easier to read dense

const devices = [
  'StationName', 'ScheduledStationName', 'PerformedStationName', 'TreatmentMachineName', 'RadiationMachineName', 'DeviceSerialNumber',
  'SourceSerialNumber', 'GantryID', 'DetectorID', 'PlateID', 'CassetteID', 'GeneratorID', 'DigitizingDeviceTransportID', 'ManufacturerDeviceIdentifier',
]; // biome-ignore format: a list is easier to read dense

const table = new Map<Tag, { readonly kind: IdentityKind; readonly least: number }>();

/** What a text attribute identifies, and from how many characters on; undefined for all others. */
export function identityOf(tag: Tag): { readonly kind: IdentityKind; readonly least: number } | undefined {
  if (table.size === 0) fill();
  return table.get(tag);
}

function fill(): void {
  const add = (keywords: readonly string[], kind: IdentityKind, least: number) => {
    for (const keyword of keywords) {
      const tag = tagOfKeyword(keyword);
      if (tag !== undefined) table.set(tag, { kind, least });
    }
  };
  add(patientIds, 'ids', 1);
  add(ids, 'ids', 4);
  add(places, 'places', 3);
  add(devices, 'devices', 3);
}
