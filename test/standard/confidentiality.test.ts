import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  basicProfileCode,
  type ConfidentialityRow,
  confidentialityRows,
  forgottenRows,
  options,
} from '../../src/standard/confidentiality.js';
import { dictionaryEntry, keywordOf, tagOfKeyword } from '../../src/standard/dictionary.js';
import { type Tag, tag, tagText } from '../../src/standard/tag.js';
import { uidRole } from '../../src/standard/uid.js';

const applies = (row: ConfidentialityRow, at: number): boolean => (at & row.mask) >>> 0 === row.tag;
const tableRow = (at: number): ConfidentialityRow | undefined => confidentialityRows().find((row) => applies(row, at));
const forgottenRow = (at: number): ConfidentialityRow | undefined => forgottenRows().find((row) => applies(row, at));
const standardTags = (
  JSON.parse(readFileSync('scripts/inputs/dictionary.json', 'utf8')) as { readonly elements: readonly (readonly [string, string])[] }
).elements.map(([text]) => Number.parseInt(text.replaceAll('x', '0'), 16) as Tag);

describe('Table E.1-1', () => {
  test('has 657 rows and the histogram of edition 2026d', () => {
    expect(histogram(confidentialityRows().map(({ basic }) => basic))).toEqual({
      X: 417,
      D: 93,
      U: 55,
      Z: 42,
      'X/D': 23,
      'X/Z': 11,
      'X/Z/D': 8,
      'Z/D': 6,
      'X/Z/U*': 2,
    });
  });

  test('has the option columns of edition 2026d', () => {
    const cells = confidentialityRows().flatMap((row) => Object.entries(row.options).map(([option, action]) => `${option} ${action}`));
    expect(histogram(cells)).toEqual({
      'retainSafePrivate C': 1,
      'retainUids K': 60,
      'retainDeviceIdentity K': 48,
      'retainDeviceIdentity C': 11,
      'retainInstitutionIdentity K': 10,
      'retainPatientCharacteristics K': 14,
      'retainPatientCharacteristics C': 5,
      'retainLongitudinalTemporalFullDates K': 169,
      'retainLongitudinalTemporalModifiedDates C': 169,
      'cleanDescriptors C': 141,
      'cleanStructuredContent C': 4,
      'cleanGraphics C': 4,
    });
  });

  test.each([
    ['PatientID', 'Z/D', {}],
    ['PatientName', 'Z', {}],
    ['ROIName', 'Z', { cleanDescriptors: 'C' }],
    ['RTPlanLabel', 'D', { cleanDescriptors: 'C' }],
    ['TreatmentMachineName', 'X/Z', { retainDeviceIdentity: 'K' }],
    ['StationName', 'X/Z/D', { retainDeviceIdentity: 'K' }],
    ['DoseReferenceUID', 'U', { retainUids: 'K' }],
    ['ReferencedImageSequence', 'X/Z/U*', { retainUids: 'K' }],
    ['DoseCalculationModelName', 'X', { cleanDescriptors: 'C' }],
    ['RTPlanDate', 'X/D', { retainLongitudinalTemporalFullDates: 'K', retainLongitudinalTemporalModifiedDates: 'C' }],
  ] as const)('%s is %s with its options', (keyword, basic, row) => {
    const found = confidentialityRows().filter(({ tag: at }) => at === tagOfKeyword(keyword));
    expect(found.map((one) => [one.basic, one.options, one.source])).toEqual([[basic, row, 'E.1-1']]);
  });

  test.each([
    ['curve: X', 0x50003000, 'X'],
    ['curve label, last group: X', 0x50fe2500, 'X'],
    ['overlay data: X', 0x60003000, 'X'],
    ['overlay comments, last group: X', 0x601e4000, 'X'],
    ['private attribute: X', 0x30091010, 'X'],
    ['private attribute beside the overlays: X', 0x60013000, 'X'],
    ['overlay rows: none', 0x60000010, undefined],
    ['Beam Name: none', 0x300a00c2, undefined],
  ] as const)('%s', (_rule, at, basic) => {
    expect(tableRow(at)?.basic).toBe(basic);
  });

  test('at most one row applies to a standard attribute', () => {
    for (const at of standardTags) expect(confidentialityRows().filter((row) => applies(row, at)).length).toBeLessThanOrEqual(1);
  });
});

describe('our rows for what the table forgets', () => {
  test('none repeats the table, each names an attribute once and has a reason', () => {
    const tags = forgottenRows().map((row) => row.tag);
    expect(new Set(tags).size).toBe(tags.length);
    for (const row of forgottenRows()) {
      expect(tableRow(row.tag)).toBeUndefined();
      expect(row.source).toBe('radonym');
      expect(row.reason).toMatch(/\S/);
      expect(dictionaryEntry(row.tag)).toBeDefined();
    }
  });

  test('every text attribute of the radiotherapy groups has a row', () => {
    const text = ['SH', 'LO', 'ST', 'LT', 'UT', 'UC', 'UR', 'PN', 'AE'];
    const forgotten = standardTags.filter(
      (at) => at >= 0x30020000 && at < 0x30110000 && text.includes(dictionaryEntry(at)?.vrs[0] ?? '') && !tableRow(at) && !forgottenRow(at),
    );
    expect(forgotten.map((at) => tagText(at))).toEqual([]);
  });

  test('every date, time, person, URL and instance UID outside commands and file meta has a row', () => {
    const always = ['DA', 'DT', 'TM', 'PN', 'UR'];
    const forgotten = standardTags.filter((at) => {
      if (at < 0x00030000 || tableRow(at) || forgottenRow(at)) return false;
      const vr = dictionaryEntry(at)?.vrs[0] ?? '';
      return always.includes(vr) || (vr === 'UI' && uidRole(at) === 'instance');
    });
    expect(forgotten.map((at) => keywordOf(at))).toEqual(['RelativeURIReferenceWithinEncapsulatedDocument']);
  });

  test('no definition UID has a row', () => {
    expect(
      forgottenRows().filter((row) => dictionaryEntry(row.tag)?.vrs[0] === 'UI' && uidRole(row.tag) === 'definition' && row.basic === 'U'),
    ).toEqual([]);
  });

  test.each([
    ['BeamName', 'X/Z/D', { cleanDescriptors: 'C' }],
    ['RTImageLabel', 'X/Z/D', { cleanDescriptors: 'C' }],
    ['BolusID', 'X/Z/D', { cleanDescriptors: 'C' }],
    ['BlockTrayID', 'X/Z/D', { cleanDescriptors: 'C' }],
    ['CompensatorID', 'X/Z/D', { cleanDescriptors: 'C' }],
    ['FixationDeviceLabel', 'X/Z/D', { cleanDescriptors: 'C' }],
    ['SnoutID', 'X/Z/D', { retainDeviceIdentity: 'K' }],
    ['DeviceID', 'X/Z/D', { retainDeviceIdentity: 'K' }],
    ['RadiationMachineName', 'X/Z', { retainDeviceIdentity: 'K' }],
    ['PositionReferenceIndicator', 'X/Z', { cleanDescriptors: 'C' }],
    ['AlgorithmParameters', 'X', { cleanDescriptors: 'C' }],
    ['RetrieveURI', 'X', {}],
    ['RetrieveURL', 'X', {}],
    ['PixelDataProviderURL', 'X', {}],
    ['ReferencedFiducialUID', 'U', { retainUids: 'K' }],
    ['MultiFrameSourceSOPInstanceUID', 'U', { retainUids: 'K' }],
    ['Manufacturer', 'K', {}],
    ['SoftwareVersions', 'K', {}],
    ['CodeMeaning', 'K', {}],
    ['FluenceModeID', 'K', {}],
    ['FractionPattern', 'K', {}],
    ['SourceIsotopeName', 'K', {}],
    ['RescaleType', 'K', {}],
  ] as const)('%s is %s with its options', (keyword, basic, row) => {
    const found = forgottenRow(tagOfKeyword(keyword)!);
    expect([found?.basic, found?.options]).toEqual([basic, row]);
  });

  test('an overlay description is covered in every overlay group', () => {
    expect(forgottenRow(tag(0x60020022))?.basic).toBe('X');
    expect(forgottenRow(tag(0x60030022))).toBeUndefined();
  });
});

test('the options have the codes of CID 7050', () => {
  const codes = Object.values(options).map(({ code }) => code);
  expect([basicProfileCode.code, ...codes.sort()]).toEqual(Array.from({ length: 13 }, (_, index) => String(113100 + index)));
  expect(options.cleanDescriptors).toEqual({ code: '113105', meaning: 'Clean Descriptors Option' });
});

function histogram(words: readonly string[]): { readonly [word: string]: number } {
  const counts: { [word: string]: number } = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
