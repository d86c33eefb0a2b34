import { expect, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import { Harvester, type IdentityTerms, mergeTerms, noTerms, patientKey } from '../../src/deid/identity.js';
import { tagOfKeyword } from '../../src/standard/dictionary.js';
import { type Tag, tag } from '../../src/standard/tag.js';
import { type VrName, vr } from '../../src/standard/vr.js';
import { explicitLittle, type Token, type TokenKind } from '../../src/wire/token.js';

const token = (kind: TokenKind, tag: Tag, vrName: VrName, value: Uint8Array, depth: number): Token => ({
  kind,
  tag,
  vr: vr[vrName],
  bytes: value,
  start: 0,
  end: value.length,
  rawStart: -1,
  length: value.length,
  encoding: explicitLittle,
  offset: 0,
  depth,
});

type Row = readonly [keyword: string, vr: VrName, value: string | Uint8Array] | 'item' | 'end';

/** Elements by keyword; 'item' goes one level down and 'end' comes back. */
function harvest(rows: readonly Row[]): IdentityTerms {
  const harvester = new Harvester();
  const sequence = tag(0x00081110);
  let depth = 0;
  for (const row of rows) {
    if (row === 'item') harvester.push(token('itemStart', sequence, 'SQ', new Uint8Array(), ++depth));
    else if (row === 'end') harvester.push(token('itemEnd', sequence, 'SQ', new Uint8Array(), depth--));
    else {
      const bytes = typeof row[2] === 'string' ? Uint8Array.from(Buffer.from(row[2], 'latin1')) : row[2];
      harvester.push(token('element', tagOfKeyword(row[0])!, row[1], bytes, depth));
    }
  }
  return harvester.result();
}

test.each([
  ['PatientName', 'PN', 'Huber^Anna ', { names: ['Huber^Anna'], own: ['Huber^Anna'] }],
  ['OtherPatientNames', 'PN', 'A^B\\C^D', { names: ['A^B', 'C^D'], own: ['A^B', 'C^D'] }],
  ['ROIInterpreter', 'PN', 'Roe^J', { names: ['Roe^J'] }],
  ['ReviewerName', 'PN', 'jroe', { names: ['jroe'] }],
  ['PatientID', 'LO', ' 12 ', { ids: ['12'] }],
  ['OtherPatientIDs', 'LO', 'A1\\B2', { ids: ['A1', 'B2'] }],
  ['AccessionNumber', 'SH', 'ACC-77', { ids: ['ACC-77'] }],
  ['StudyID', 'SH', '1', {}],
  ['StudyID', 'SH', 'S0815', { ids: ['S0815'] }],
  ['PatientTelephoneNumbers', 'SH', '0711 1234', { ids: ['0711 1234'] }],
  ['PatientBirthDate', 'DA', '19600303', { dates: ['19600303'] }],
  ['StudyDate', 'DA', '2019.02.25', { dates: ['20190225'] }],
  ['SourceStrengthReferenceDate', 'DA', 'unknown', {}],
  ['AcquisitionDateTime', 'DT', '20190225101112', { dates: ['20190225'] }],
  ['InstitutionName', 'LO', 'St. Elsewhere', { places: ['St. Elsewhere'] }],
  ['PatientAddress', 'LO', '1 Hill Rd', { places: ['1 Hill Rd'] }],
  ['StationName', 'SH', 'CT01', { devices: ['CT01'] }],
  ['TreatmentMachineName', 'SH', 'TB1', { devices: ['TB1'] }],
  ['RetrieveAETitle', 'AE', 'PACS1', { devices: ['PACS1'] }],
  ['ROIName', 'LO', 'Heart', { labels: ['structure Heart'] }],
  ['ManufacturerModelName', 'LO', 'Model', {}],
  ['PatientName', 'PN', '', {}],
] as const)('%s %s %j gives %j', (keyword, vrName, value, expected) => {
  expect(harvest([[keyword, vrName, value]])).toEqual({ ...noTerms, ...expected });
});

test('terms are found at any depth', () => {
  expect(harvest(['item', 'item', ['OperatorsName', 'PN', 'Roe^Jan'], 'item', ['PatientID', 'LO', 'DEEP1'], 'end', 'end', 'end'])).toEqual({
    ...noTerms,
    names: ['Roe^Jan'],
    ids: ['DEEP1'],
  });
});

test('an item has the character set around it until it has its own, and the next item starts anew', () => {
  const mueller = Uint8Array.from(Buffer.from('Müller', 'latin1'));
  const greek = Uint8Array.of(0xc4, 0xe9);
  expect(
    harvest([
      ['SpecificCharacterSet', 'CS', 'ISO_IR 100'],
      'item',
      ['OperatorsName', 'PN', mueller],
      ['SpecificCharacterSet', 'CS', 'ISO_IR 126'],
      ['PhysiciansOfRecord', 'PN', greek],
      'item',
      ['NameOfPhysiciansReadingStudy', 'PN', Uint8Array.of(0xc5)],
      'end',
      'end',
      'item',
      ['OperatorsName', 'PN', greek],
      'end',
    ]).names,
  ).toEqual(['Müller', 'Äé', 'Δι', 'Ε'].sort());
});

test('component groups in other scripts are decoded with their escape sequences', () => {
  const name = Buffer.from('Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B', 'latin1');
  expect(
    harvest([
      ['SpecificCharacterSet', 'CS', '\\ISO 2022 IR 87'],
      ['PatientName', 'PN', Uint8Array.from(name)],
    ]).names,
  ).toEqual(['Yamada^Tarou=山田^太郎']);
});

test('the terms are plain data, each value once and in one order', () => {
  const terms = harvest([
    ['OperatorsName', 'PN', 'b'],
    ['ReviewerName', 'PN', 'a'],
    ['PatientName', 'PN', 'b'],
  ]);
  expect(terms.names).toEqual(['a', 'b']);
  expect(JSON.parse(JSON.stringify(terms))).toEqual(terms);
});

test('merging is the union, in whatever order', () => {
  const a: IdentityTerms = { ...noTerms, names: ['a', 'c'], ids: ['1'] };
  const b: IdentityTerms = { ...noTerms, names: ['b', 'c'], places: ['p'] };
  expect(mergeTerms(a, b)).toEqual({ ...noTerms, names: ['a', 'b', 'c'], ids: ['1'], places: ['p'] });
  expect(mergeTerms(b, a)).toEqual(mergeTerms(a, b));
  expect(mergeTerms(a, a)).toEqual(a);
});

test('no more terms are kept than the limit allows', () => {
  const many = Array.from({ length: limits.identityTerms + 10 }, (_, at) => ['OperatorsName', 'PN', `n${at}`] as const);
  const terms = harvest(many);
  expect(terms.names).toHaveLength(limits.identityTerms);
  expect(mergeTerms(terms, { ...noTerms, names: ['x', 'y'] }).names).toHaveLength(limits.identityTerms);
});

const head = { patientId: 'A 1', issuerOfPatientId: 'X', studyInstanceUid: '1.2', sopInstanceUid: '1.2.3' };

test('a patient is the same whatever the case and spacing of the Patient ID', () => {
  for (const patientId of ['a 1', ' A  1 ', 'A 1\0']) expect(patientKey({ ...head, patientId })).toBe(patientKey(head));
  expect(patientKey({ ...head, studyInstanceUid: '1.9' })).toBe(patientKey(head));
});

test('another ID, another issuer, or without an ID another study is another patient', () => {
  const keys = [
    head,
    { ...head, patientId: 'A1' },
    { ...head, issuerOfPatientId: 'Y' },
    { ...head, patientId: '' },
    { ...head, patientId: ' ', studyInstanceUid: '1.9' },
    { ...head, patientId: '', studyInstanceUid: '' },
  ].map(patientKey);
  expect(new Set(keys).size).toBe(keys.length);
});
