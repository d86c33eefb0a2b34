import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noTerms, patientKey } from '../../src/deid/identity.js';
import { parseAssigned } from '../../src/run/assigned.js';
import { type PatientSighting, PatientSurvey } from '../../src/run/patients.js';

const sighting = (patientId: string, studyInstanceUid: string, name = ''): PatientSighting => ({
  patientKey: patientKey({ patientId, issuerOfPatientId: '', studyInstanceUid, sopInstanceUid: '1.9' }),
  patientId,
  studyInstanceUid,
  terms: { ...noTerms, names: name === '' ? [] : [name] },
});

function settled(sightings: readonly PatientSighting[], table?: string) {
  const survey = new PatientSurvey();
  for (const one of sightings) survey.add(one);
  return survey.settle(table === undefined ? undefined : parseAssigned(table));
}

test.each([
  ['one Patient ID over studies is one patient', [sighting('A', '1'), sighting('A', '2')], 1, 0],
  ['two Patient IDs in two studies are two', [sighting('A', '1'), sighting('B', '2')], 2, 0],
  ['two Patient IDs in one study are one, and that is told', [sighting('A', '1'), sighting('B', '1')], 1, 1],
  ['a file without Patient ID follows its study', [sighting('', '1'), sighting('A', '1')], 1, 0],
  ['studies without Patient ID are patients of their own', [sighting('', '1'), sighting('', '2')], 2, 0],
  ['groups join over several steps', [sighting('A', '1'), sighting('B', '2'), sighting('B', '1'), sighting('', '2')], 1, 1],
])('%s', (_, sightings, count, mixed) => {
  const patients = settled(sightings);
  expect([patients.count, patients.mixed]).toEqual([count, mixed]);
});

test('terms of all files of a patient are his, and no other patient’s', () => {
  const patients = settled([sighting('A', '1', 'x'), sighting('', '1', 'y'), sighting('B', '2', 'z')]);
  expect(patients.identityOf(sighting('A', '1')).terms.names).toEqual(['x', 'y']);
  expect(patients.identityOf(sighting('', '1'))).toBe(patients.identityOf(sighting('A', '1')));
  expect(patients.identityOf(sighting('B', '2')).terms.names).toEqual(['z']);
});

test('identities do not depend on the order of files', () => {
  const one = fc.tuple(fc.constantFrom('', 'A', 'B', 'C', 'D'), fc.constantFrom('', '1', '2', '3'), fc.constantFrom('x', 'y', 'z'));
  const list = fc.array(one, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      list.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const [a, b] = [all, shuffled].map((order) => settled(order.map((row) => sighting(...row))));
        for (const row of all) expect(a!.identityOf(sighting(...row))).toEqual(b!.identityOf(sighting(...row)));
      },
    ),
  );
});

test('an assigned pseudonym goes to all of the patient’s files', () => {
  const patients = settled([sighting('A', '1'), sighting('', '1'), sighting('B', '2')], 'PatientID,Pseudonym,DateShiftDays\nA,P1,-7\n');
  expect(patients.identityOf(sighting('', '1')).assigned).toEqual({ patientId: 'P1', shiftDays: -7 });
  expect(patients.unassigned).toBe(1);
});

test('two pseudonyms for what is one patient are refused', () => {
  const all = [sighting('A', '1'), sighting('B', '1')];
  expect(() => settled(all, 'PatientID,Pseudonym\nA,P1\nB,P2\n')).toThrow(expect.objectContaining({ code: 'run/mapping' }));
});

test.each([
  ['no header', 'A,P1\n'],
  ['an unknown column', 'PatientID,Pseudonym,Secret\n'],
  ['an empty pseudonym', 'PatientID,Pseudonym\nA,\n'],
  ['a Patient ID twice', 'PatientID,Pseudonym\nA,P1\nA,P2\n'],
  ['a pseudonym twice', 'PatientID,Pseudonym\nA,P1\nB,P1\n'],
  ['a shift that is no number', 'PatientID,Pseudonym,DateShiftDays\nA,P1,soon\n'],
  ['a shift of a thousand years', 'PatientID,Pseudonym,DateShiftDays\nA,P1,365000\n'],
])('a mapping table with %s is refused without telling a cell', (_, table) => {
  expect(() => parseAssigned(table)).toThrow(
    expect.objectContaining({ code: 'run/mapping', message: expect.not.stringMatching(/\bA\b|P1|soon|Secret/) }),
  );
});

const issued = (patientId: string, issuerOfPatientId: string, study: string): PatientSighting => ({
  ...sighting(patientId, study),
  patientKey: patientKey({ patientId, issuerOfPatientId, studyInstanceUid: study, sopInstanceUid: '1.9' }),
});

test.each([
  ['the row with his issuer', issued('A', 'north', '1'), 'N'],
  ['the row without issuer when no other fits', issued('A', 'WEST', '1'), 'ANY'],
  ['whatever case and spacing', issued(' a', 'NORTH ', '1'), 'N'],
  ['no row of another issuer', issued('B', 'WEST', '1'), undefined],
])('a patient gets %s', (_, one, pseudonym) => {
  const table = 'PatientID,IssuerOfPatientID,Pseudonym\nA,North,N\nA,South,S\nA,,ANY\nB,South,BS\n';
  expect(settled([one], table).identityOf(one).assigned?.patientId).toBe(pseudonym);
});

test('an ID and its issuer stand once in a mapping table', () => {
  const table = 'PatientID,IssuerOfPatientID,Pseudonym\nA,North,N\na,NORTH,S\n';
  expect(() => parseAssigned(table)).toThrow(expect.objectContaining({ code: 'run/mapping', message: expect.stringContaining('line 3') }));
});
