/** What an output says about itself, and where it says it. */
import { describe, expect, test } from 'vitest';
import { admit } from '../../src/deid/admit.js';
import { compileRules } from '../../src/deid/compile.js';
import { explainRule } from '../../src/deid/explain.js';
import { tag } from '../../src/standard/tag.js';
import { explicitBig, implicitLittle } from '../../src/wire/token.js';
import { element, type Node, sequence } from '../support/bytes.js';
import { everywhere, plainProfile, runStage } from './stage.js';

const trimmed = (text: string | undefined): string | undefined => text?.replace(/[ \0]+$/, '');
const code = (value: string): readonly Node[] => [
  element(0x00080100, 'SH', value),
  element(0x00080102, 'SH', 'DCM'),
  element(0x00080104, 'LO', 'of another tool'),
];

describe('provenance', () => {
  test.each([
    ['nothing else', []],
    ['elements before and behind it', [element(0x00080060, 'CS', 'CT'), element(0x00280010, 'US', 4), element(0x300a00c0, 'IS', '1')]],
    ['elements before it', [element(0x00080060, 'CS', 'CT')]],
    [
      'a statement of another tool',
      [element(0x00120062, 'CS', 'NO'), element(0x00120063, 'LO', 'DOE site tool'), element(0x00280303, 'CS', 'UNMODIFIED')],
    ],
  ] as const)('stands in the root, in order, with %s', (_, nodes) => {
    for (const encoding of [implicitLittle, explicitBig]) {
      const { text, paths } = runStage(nodes, { encoding });
      expect(trimmed(text('(0012,0062)'))).toBe('YES');
      expect(trimmed(text('(0012,0063)'))).toBe('radonym 9.9.9\\profile test\\PS3.15 2026d Table E.1-1');
      expect(trimmed(text('(0028,0303)'))).toBe('REMOVED');
      expect(paths.filter((path) => path.endsWith('(0008,0100)'))).toEqual(['(0012,0064)[1].(0008,0100)']);
      expect(trimmed(text('(0012,0064)[1].(0008,0100)'))).toBe('113100');
    }
  });
  test('codes of earlier tools stay in front of ours', () => {
    const { text } = runStage([sequence(0x00120064, [code('113100'), code('113105')])], {
      profile: { options: ['retainUids', 'cleanDescriptors'] },
    });
    const codes = [1, 2, 3, 4, 5].map((at) => trimmed(text(`(0012,0064)[${at}].(0008,0100)`)));
    expect(codes).toEqual(['113100', '113105', '113100', '113105', '113110']);
    expect(text('(0012,0064)[6]')).toBeUndefined();
  });
  test('an empty code sequence is filled', () => {
    const { text } = runStage([sequence(0x00120064, [])]);
    expect(trimmed(text('(0012,0064)[1].(0008,0100)'))).toBe('113100');
  });
  test.each([
    [[], 'REMOVED'],
    [['retainLongitudinalTemporalModifiedDates'], 'MODIFIED'],
    [['retainLongitudinalTemporalFullDates'], 'UNMODIFIED'],
  ] as const)('options %s: temporal information %s', (options, stated) => {
    expect(trimmed(runStage([], { profile: { options } }).text('(0028,0303)'))).toBe(stated);
  });
  test('with basis none nothing is changed and nothing stated', () => {
    const nodes = [element(0x00090010, 'LO', 'WHO'), element(0x00091001, 'LO', 'x'), element(0x00100010, 'PN', 'DOE^JANE')];
    expect(runStage(nodes, { profile: { basis: 'none' } }).paths).toEqual(['(0009,0010)', '(0009,1001)', '(0010,0010)']);
  });
});

describe('admission', () => {
  const rules = compileRules({ ...plainProfile, quarantine: ['document', 'private'] });
  const ct = '1.2.840.10008.5.1.4.1.1.2';
  test.each([
    ['a CT image', ct, '', undefined],
    ['an output of ours', ct, 'other tool\\radonym 0.1.0\\profile x', 'deid/already-deidentified'],
    ['an output of another tool', ct, 'a tool like radonym', undefined],
    ['an encapsulated PDF', '1.2.840.10008.5.1.4.1.1.104.1', '', 'deid/sop-class-quarantined'],
    ['a private SOP Class', '1.2.246.352.70.1.70', '', 'deid/sop-class-quarantined'],
    ['a SOP Class newer than the registry', '1.2.840.10008.5.1.4.1.1.999.9', '', 'deid/sop-class-unknown'],
    ['no SOP Class', '', '', 'deid/sop-class-unknown'],
  ])('%s', (_, sopClassUid, deidentificationMethod, refused) => {
    expect(admit({ sopClassUid, deidentificationMethod }, rules)?.code).toBe(refused);
    expect(admit({ sopClassUid, deidentificationMethod }, compileRules({ ...plainProfile, basis: 'none' }))).toBeUndefined();
  });
  test('a private SOP Class is let in only where the profile says so', () => {
    expect(admit({ sopClassUid: '1.2.246.352.70.1.70', deidentificationMethod: '' }, compileRules(plainProfile))).toBeUndefined();
  });
});

describe('explain', () => {
  test('says what the stage does: the same rule, with its source', () => {
    const rules = compileRules({ ...plainProfile, options: ['cleanDescriptors'] });
    expect(explainRule(rules, tag(0x00081030))).toMatchObject({
      tag: '(0008,1030)',
      keyword: 'StudyDescription',
      action: 'clean',
      otherwise: 'remove',
      source: { table: 'E.1-1', code: 'C', option: 'cleanDescriptors' },
    });
    expect(explainRule(rules, tag(0x300a00c2))).toMatchObject({ source: { table: 'radonym', reason: expect.any(String) } });
    expect(explainRule(rules, tag(0x000afff0))).toMatchObject({ action: 'remove', source: { table: 'unknown' } });
    expect(explainRule(rules, tag(0x0072007f))).toMatchObject({ source: { table: expect.any(String) }, action: 'mapUid' });
  });
});

test('a dummy item holds what the IOD requires, nested ones too', () => {
  const types = everywhere('1', [
    [tag(0x00080104), '1'],
    [tag(0x0040a043), '2'],
  ]);
  // Operator Identification Sequence is X/D.
  const { paths, text } = runStage([sequence(0x00081072, [[element(0x00080080, 'LO', 'DOE')]])], { types });
  expect(trimmed(text('(0008,1072)[1].(0008,0104)'))).toBe('Unknown');
  expect(trimmed(text('(0008,1072)[1].(0008,0102)'))).toBe('SCT');
  // Type 2: there, and empty.
  expect(text('(0008,1072)[1].(0040,A043)')).toBe('');
  expect(paths).not.toContain('(0008,1072)[1].(0040,A043)[1]');
});
