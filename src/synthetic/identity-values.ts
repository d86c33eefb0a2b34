/** Which value of a person does an attribute hold whose very meaning is to identify? By keyword, else by VR. It knows no echoes. */
import type { VrName } from '../standard/vr.js';
import type { IdentifierKind } from './answer-key.js';
import type { Person } from './person.js';
import type { Random } from './random.js';

type Value = (person: Person, random: Random, nested: boolean) => string;

const rows: readonly (readonly [IdentifierKind, Value, ...keywords: string[]])[] = [
  ['name', (person) => person.name, 'PatientName'],
  ['name', (person) => person.otherName, 'OtherPatientNames', 'PatientBirthName', 'ResponsiblePerson'],
  ['name', (person) => person.motherName, 'PatientMotherBirthName'],
  ['id', (person, _, nested) => (nested ? person.otherId : person.patientId), 'PatientID'],
  ['id', (person) => person.otherId, 'OtherPatientIDs', 'ClinicalTrialSubjectID', 'ClinicalTrialSubjectReadingID', 'MedicalRecordLocator'],
  ['id', (person) => person.accessionNumber, 'AccessionNumber', 'PlacerOrderNumberImagingServiceRequest', 'FillerOrderNumberImagingServiceRequest'],
  ['id', (person) => person.studyId, 'StudyID', 'RequestedProcedureID', 'ScheduledProcedureStepID', 'PerformedProcedureStepID'],
  ['id', (person) => person.admissionId, 'AdmissionID', 'ServiceEpisodeID'],
  ['place', (person) => person.address, 'PatientAddress', 'PersonAddress', 'ReferringPhysicianAddress'],
  ['place', (person) => person.institution, 'InstitutionName', 'PatientInstitutionResidence', 'ClinicalTrialSiteName', 'RequestingService'],
  ['place', (person) => person.institutionAddress, 'InstitutionAddress'],
  ['place', (person) => person.department, 'InstitutionalDepartmentName', 'CurrentPatientLocation', 'PerformedLocation'],
  ['contact', (person) => person.phone, 'PatientTelephoneNumbers', 'PersonTelephoneNumbers', 'ReferringPhysicianTelephoneNumbers', 'OrderCallbackPhoneNumber'],
  ['device', (person, random) => random.pick([person.station, ...person.machines]), 'StationName', 'ScheduledStationName', 'PerformedStationName'],
  ['device', (person, random) => random.pick(person.machines), 'TreatmentMachineName', 'RadiationMachineName'],
  ['device', (person) => person.serial, 'DeviceSerialNumber', 'SourceSerialNumber', 'DetectorID', 'GantryID', 'ManufacturerDeviceIdentifier'],
]; // biome-ignore format: one row a value

const byKeyword = new Map(rows.flatMap(([kind, value, ...keywords]) => keywords.map((keyword) => [keyword, { kind, value }] as const)));

export interface IdentifyingValue {
  readonly kind: IdentifierKind;
  readonly text: string;
}

const looksLikeId = /(ID|IDs|Identifier|Identification|OrderNumber\w*|Locator|PhoneNumber|Retired|AccessoryCode)$/;
const looksLikePlace = /(Location|Residence|Service|SiteName|CenterName|^Issuer\w+|DepartmentName)$/;

/** Undefined where the attribute may hold anything. */
export function identifyingValue(
  keyword: string,
  as: VrName,
  person: Person,
  random: Random,
  nested: boolean,
): IdentifyingValue | undefined {
  const row = byKeyword.get(keyword);
  if (row) return { kind: row.kind, text: row.value(person, random, nested) };
  switch (as) {
    case 'PN':
      return { kind: 'name', text: random.pick([...person.staff, ...person.logins, person.name, person.otherName, person.motherName]) };
    case 'AE':
      return { kind: 'device', text: random.pick(person.aeTitles) };
    case 'DA':
      return { kind: 'date', text: keyword.includes('Birth') ? person.birthDate : random.pick(person.dates) };
    case 'SH':
    case 'LO':
    case 'UC':
      if (keyword.endsWith('AlternativeCalendar')) return { kind: 'date', text: person.birthDate };
      if (!keyword.startsWith('Issuer') && looksLikeId.test(keyword))
        return { kind: 'id', text: random.pick([person.otherId, person.studyId, person.admissionId]) };
      return looksLikePlace.test(keyword) ? { kind: 'place', text: random.pick([person.institution, person.department]) } : undefined;
    default:
      return undefined;
  }
}
