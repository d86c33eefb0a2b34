/** A coded string that named the patient had to be cleaned; where no true code can stand in for it, the file says so. */
import { describe, expect, test } from 'vitest';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import type { Harvested } from '../../src/verify/harvest.js';
import { policyOf } from '../../src/verify/policy.js';
import { patientSearch, verifyPair } from '../../src/verify/verify.js';
import { element, type Node, part10 } from '../support/bytes.js';

const policy = policyOf({ options: [], changed: [] });
const source = { size: 0, read: () => 0 };
const patient: readonly Harvested[] = [
  { kind: 'name', text: 'Ottokar' },
  { kind: 'name', text: 'Müßiggang' },
  { kind: 'name', text: 'Plan' },
  { kind: 'id', text: 'HX-7731902' },
  { kind: 'id', text: 'PHYSICAL' },
];
const opened = (nodes: readonly Node[]) => ({ file: readDicomFile(part10({}, nodes)), source });
const findings = (original: readonly Node[], output: readonly Node[], known = patient): string[] =>
  verifyPair({ original: opened(original), output: opened(output), name: 'x' }, patientSearch(known, policy), policy)
    .findings.filter(({ code }) => /value|code-/.test(code))
    .map(({ code, path }) => `${code} ${path}`);

const contentLabel = (text: string): Node => element(0x00700080, 'CS', text);

describe('may be cleaned', () => {
  test.each([
    ['a name', 'OTTOKAR_REG'],
    ['a part of a longer word', 'OTTOKARREG'],
    ['a number without its hyphen', 'REG HX7731902'],
    ['a name without its marks', 'MUSSIGGANG'],
    ['a name with its marks written out', 'MUESSIGGANG'],
  ])('a Content Label with %s', (_, text) => {
    expect(findings([contentLabel(text)], [contentLabel('NONE')])).toEqual([]);
    expect(findings([contentLabel(text)], [])).toEqual([]);
  });
  test.each<[string, Node, readonly Node[]]>([
    ['Image Type', element(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\OTTOKAR'), [element(0x00080008, 'CS', 'ORIGINAL\\PRIMARY\\NONE')]],
    ['Body Part Examined that goes', element(0x00180015, 'CS', 'OTTOKAR'), []],
    ['any code that goes', element(0x00180022, 'CS', 'OTTOKAR'), []],
    ['any code that is emptied', element(0x00180022, 'CS', 'OTTOKAR'), [element(0x00180022, 'CS', '')]],
  ])('%s', (_, original, output) => {
    expect(findings([original], output)).toEqual([]);
  });
});

describe('cannot be cleaned', () => {
  test.each<[string, number, string, string]>([
    ['a kind of dose', 0x30040004, 'PHYSICAL', '(3004,0004)'],
    ['a modality', 0x00080060, 'RTPLAN', '(0008,0060)'],
    ['any other code, with a stand-in', 0x00180022, 'OTTOKAR', '(0018,0022)'],
  ])('%s', (_, tag, text, path) => {
    expect(findings([element(tag, 'CS', text)], [element(tag, 'CS', 'NONE')])).toEqual([`verify/code-identifies ${path}`]);
  });
  test('a kind of dose that is gone', () => {
    expect(findings([element(0x30040004, 'CS', 'PHYSICAL')], [])).toEqual(['verify/code-identifies (3004,0004)']);
  });
});

test.each([
  ['a label of nobody', contentLabel('AP_REG'), contentLabel('NONE'), 'verify/value-changed (0070,0080)'],
  ['a number', element(0x00200011, 'IS', '7731902'), element(0x00200011, 'IS', '0'), 'verify/value-changed (0020,0011)'],
])('%s that changed is still told', (_, original, output, finding) => {
  expect(findings([original], [output])).toEqual([finding]);
});
test('of nobody known, nothing had to be cleaned', () => {
  expect(findings([contentLabel('OTTOKAR_REG')], [contentLabel('NONE')], [])).toEqual(['verify/value-changed (0070,0080)']);
});
