/** What a rule of the profile may change, and what is held to the original whatever it says. */
import { describe, expect, test } from 'vitest';
import { tagOfKeyword } from '../../src/standard/dictionary.js';
import type { Tag } from '../../src/standard/tag.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { mayChange, type ProfileFacts, policyOf } from '../../src/verify/policy.js';
import { compareValues } from '../../src/verify/values.js';
import { element, item, type Node, part10, sequence } from '../support/bytes.js';

const tagsOf = (...keywords: readonly string[]): Tag[] => keywords.map((keyword) => tagOfKeyword(keyword)!);
const file = (...nodes: readonly Node[]) => readDicomFile(part10({}, nodes));
const findings = (original: readonly Node[], output: readonly Node[], facts: Omit<ProfileFacts, 'options'> & Partial<ProfileFacts>) =>
  compareValues({ original: file(...original), output: file(...output) }, mayChange(policyOf({ options: [], changed: [], ...facts }))).map(
    ({ code, path }) => `${code} ${path}`,
  );

describe('whatever a rule says', () => {
  const beam = (meterset: string): Node => sequence(0x300a00b0, [item([element(0x300a0086, 'DS', meterset)])]);
  test.each<[string, readonly Node[], readonly Node[], readonly string[], string]>([
    [
      'dose scaling',
      [element(0x3004000e, 'DS', '1E-3')],
      [element(0x3004000e, 'DS', '0')],
      ['DoseGridScaling'],
      'value-changed (3004,000E)',
    ],
    [
      'contours',
      [element(0x30060050, 'DS', '1\\2\\3')],
      [element(0x30060050, 'DS', '0\\0\\0')],
      ['ContourData'],
      'value-changed (3006,0050)',
    ],
    ['meterset', [beam('2')], [sequence(0x300a00b0, [item([])])], ['BeamMeterset'], 'value-lost (300A,00B0)[1].(300A,0086)'],
    ['beams', [beam('2')], [], ['BeamSequence'], 'items-lost (300A,00B0)'],
    ['pixels', [element(0x7fe00010, 'OW', [1, 2])], [element(0x7fe00010, 'OW', [0])], ['PixelData'], 'value-changed (7FE0,0010)'],
    ['a link', [element(0x300c0006, 'IS', '1')], [], ['ReferencedBeamNumber'], 'value-lost (300C,0006)'],
  ])('%s', (_, original, output, changed, finding) => {
    expect(findings(original, output, { changed: tagsOf(...changed) })).toContain(finding);
    expect(findings(original, output, { changedVrs: ['DS', 'IS', 'OW', 'SQ'] })).toContain(finding);
  });
});

test('nor may a UID go that links', () => {
  const may = mayChange(policyOf({ options: [], changed: tagsOf('FrameOfReferenceUID', 'DeviceUID'), changedVrs: ['UI'] }));
  expect(may(tagsOf('FrameOfReferenceUID'))).toBe(false);
  expect(may(tagsOf('ReferencedRTPlanSequence', 'ReferencedSOPInstanceUID'))).toBe(false);
  expect(may(tagsOf('DeviceUID'))).toBe(true);
});

describe('a rule may change', () => {
  const number = [element(0x00200011, 'IS', '7')];
  test.each<[string, Omit<ProfileFacts, 'options'>]>([
    ['what it names', { changed: tagsOf('SeriesNumber') }],
    ['what has its VR', { changedVrs: ['IS', 'LO'] }],
  ])('%s', (_, facts) => {
    expect(findings(number, [], facts)).toEqual([]);
    expect(findings(number, [element(0x00200011, 'IS', '0')], facts)).toEqual([]);
  });
  test('and nothing else', () => {
    expect(findings(number, [], { changed: tagsOf('InstanceNumber'), changedVrs: ['DS'] })).toEqual(['value-lost (0020,0011)']);
  });
  test('numbers in a sequence that it removes', () => {
    const original = [sequence(0x0008114a, [item([element(0x00081160, 'IS', '1')])])];
    expect(findings(original, [], { changed: tagsOf('ReferencedInstanceSequence') })).toEqual([]);
  });
});

describe('what an option keeps is held', () => {
  const characteristics = { options: ['retainPatientCharacteristics'] } as const;
  const patient = [element(0x00100040, 'CS', 'M'), element(0x00101010, 'AS', '061Y'), element(0x00101030, 'DS', '71.5')];
  const other = [element(0x00100040, 'CS', 'O'), element(0x00101010, 'AS', '001Y'), element(0x00101030, 'DS', '12.5')];
  test('sex, age, weight', () => {
    expect(findings(patient, other, characteristics)).toEqual([
      'value-changed (0010,0040)',
      'value-changed (0010,1010)',
      'value-changed (0010,1030)',
    ]);
    expect(findings(patient, [], characteristics)).toHaveLength(3);
  });
  test('but for what a rule changes', () => {
    const changed = tagsOf('PatientSex', 'PatientAge', 'PatientWeight');
    expect(findings(patient, other, { ...characteristics, changed })).toEqual([]);
    expect(findings(patient, other, { ...characteristics, changedVrs: ['CS', 'AS', 'DS'] })).toEqual([]);
  });
  test('and without the option', () => {
    expect(findings(patient, other, {})).toEqual([]);
  });
  test.each([
    ['090Y', '090Y', []],
    ['097Y', '090Y', []],
    ['34000D', '090Y', []],
    ['089Y', '090Y', ['value-changed (0010,1010)']],
    ['097Y', '091Y', ['value-changed (0010,1010)']],
    ['old', '000Y', []],
  ])('an age of %s as %s', (before, after, expected) => {
    expect(findings([element(0x00101010, 'AS', before)], [element(0x00101010, 'AS', after)], characteristics)).toEqual(expected);
  });
});

describe('an approval', () => {
  const approved = [element(0x300e0002, 'CS', 'APPROVED')];
  const taken = [element(0x300e0002, 'CS', 'UNAPPROVED')];
  test('stays where no rule takes it back', () => {
    expect(findings(approved, taken, {})).toEqual(['value-changed (300E,0002)']);
  });
  test('may be taken back by a rule', () => {
    expect(findings(approved, taken, { kept: tagsOf('ApprovalStatus') })).toEqual([]);
    expect(findings(approved, taken, { changed: tagsOf('ApprovalStatus') })).toEqual([]);
  });
  test('may be anything where nobody said what the rules are', () => {
    const may = mayChange(policyOf({ options: [] }));
    expect(compareValues({ original: file(...approved), output: file(...taken) }, may)).toEqual([]);
  });
});
