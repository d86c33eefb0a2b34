/** Rules with the action pseudonym: one thing, one name, whatever attribute and spelling. */
import { describe, expect, test } from 'vitest';
import { folded } from '../../src/deid/pseudonyms.js';
import { tagOfKeyword } from '../../src/standard/dictionary.js';
import { tagText } from '../../src/standard/tag.js';
import { element } from '../support/bytes.js';
import { runStage } from './stage.js';

const of = (keyword: string) => tagOfKeyword(keyword)!;

function named(namespace: string, prefix: string, ...values: readonly (readonly [string, 'PN' | 'LO' | 'SH' | 'AE', string])[]) {
  const rules = values.map(
    ([keyword]) => ({ tag: of(keyword), action: 'pseudonym', namespace, template: `${prefix}-{hash:8}`, profile: 'test' }) as never,
  );
  const nodes = values.map(([keyword, vr, value]) => element(of(keyword), vr, value)).sort((a, b) => a.tag - b.tag);
  const { text } = runStage(nodes, { profile: { rules } });
  return values.map(([keyword]) => text(tagText(of(keyword)))!.trimEnd());
}

test.each([
  ['Doe^Jane', 'DOE JANE'],
  [' doe^jane ^^', 'DOE JANE'],
  ['Doe, Jane', 'DOE JANE'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'YAMADA TAROU'],
  ['=山田^太郎', '山田 太郎'],
  ['TB1\0', 'TB1'],
  ['^^', ''],
])('%j is known as %j', (name, known) => {
  expect(folded(name)).toBe(known);
});

test('people agree over attributes and VRs, each value of several for itself, and others differ', () => {
  const [operators, reviewer, interpreter] = named(
    'person',
    'PERSON',
    ['OperatorsName', 'PN', 'Doe^Jane\\Roe^Richard\\'],
    ['ReviewerName', 'PN', 'DOE^JANE^^'],
    ['ROIInterpreter', 'PN', 'Roe^Richard=X'],
  );
  const [first, second, none] = operators!.split('\\');
  expect(first).toMatch(/^PERSON-[2-9A-Z]{8}$/);
  expect(reviewer).toBe(first);
  expect(interpreter).toBe(second);
  expect(second).not.toBe(first);
  expect(none).toBe('');
});

test('a person in a text attribute is the person of the name attribute', () => {
  const [name, text] = named('person', 'PERSON', ['OperatorsName', 'PN', 'Doe^Jane'], ['InstitutionalDepartmentName', 'LO', 'Doe, Jane']);
  expect(text).toBe(name);
});

test.each([
  [
    'machine',
    [
      ['StationName', 'SH', 'tb1 '],
      ['TreatmentMachineName', 'SH', ' TB1'],
      ['RadiationMachineName', 'SH', 'TB1'],
    ],
  ],
  [
    'institution',
    [
      ['InstitutionName', 'LO', 'St. Elsewhere'],
      ['InstitutionalDepartmentName', 'LO', 'ST.  ELSEWHERE'],
    ],
  ],
  [
    'accession',
    [
      ['AccessionNumber', 'SH', 'ac-12 '],
      ['StudyID', 'SH', 'AC-12'],
    ],
  ],
] as const)('one %s has one name however it is cased and spaced', (namespace, values) => {
  expect(new Set(named(namespace, 'X', ...values)).size).toBe(1);
});

describe('a template', () => {
  const rule = (keyword: string, template: string) =>
    ({ tag: of(keyword), action: 'pseudonym', namespace: 'machine', template, profile: 'test' }) as never;
  const machine = (vr: 'SH' | 'AE', template: string): string | undefined =>
    runStage([element(of('StationName'), vr, 'TB1')], { profile: { rules: [rule('StationName', template)] } }).text(
      tagText(of('StationName')),
    );

  test('says where the letters stand and how many they are', () => {
    expect(machine('SH', 'LINAC {hash:6} A')).toMatch(/^LINAC [2-9B-Z]{6} A$/);
    expect(machine('SH', '{hash:4}')).toMatch(/^[2-9B-Z]{4}$/);
  });
  test('of fewer letters begins as one of more', () => {
    expect(machine('SH', 'M{hash:10}')).toContain(machine('SH', 'M{hash:5}')!.trim());
  });
  test('is what a prefix is short for', () => {
    expect(machine('SH', 'LINAC-{hash:8}')).toBe(named('machine', 'LINAC', ['StationName', 'SH', 'TB1'])[0]);
  });
  test('too long for the VR that the file has leaves no name', () => {
    expect(machine('SH', 'Far too long {hash:8}') ?? '').not.toMatch(/Far|TB1/);
  });
});
