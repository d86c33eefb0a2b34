/** What the options of PS3.15 Annex E keep, and what they do not, is read alike by the stage and by the checker, each by itself. */
import { describe, expect, test } from 'vitest';
import type { ResolvedProfile } from '../../src/deid/profile.js';
import { confidentialityRows, forgottenRows, type OptionName } from '../../src/standard/confidentiality.js';
import { dictionaryEntry } from '../../src/standard/dictionary.js';
import { groupOf, tag } from '../../src/standard/tag.js';
import type { VrName } from '../../src/standard/vr.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { Harvest } from '../../src/verify/harvest.js';
import { policyOf } from '../../src/verify/policy.js';
import { VerdictMaker } from '../../src/verify/verdict.js';
import { patientSearch, verifyPair } from '../../src/verify/verify.js';
import { runStage, shiftDays } from '../deid/stage.js';
import { element, type Node, part10, sequence } from '../support/bytes.js';

const judged = /^verify\/(leak|uid-|date-|time-|definition-|reference-)/;

/** Findings about UIDs and dates of an output, given or made by the stage. */
function findings(nodes: readonly Node[], profile: Partial<ResolvedProfile>, output?: readonly Node[]): string[] {
  const { options = [], rules = [] } = profile;
  const tagsOf = (doesKeep: boolean) =>
    rules.flatMap(({ action, tag: of }) => (of !== undefined && (action === 'keep') === doesKeep ? [of] : []));
  const policy = policyOf({ options, kept: tagsOf(true), changed: tagsOf(false) });
  const original = readDicomFile(part10({}, nodes));
  const made = readDicomFile(part10({}, output ?? runStage(nodes, { profile }).bytes));
  const harvest = new Harvest();
  harvest.add(original);
  const open = (file: typeof original) => ({ file, source: { size: file.bytes.length, read: () => file.bytes } });
  const pair = { original: open(original), output: open(made), name: 'a.dcm' } as unknown as Parameters<typeof verifyPair>[0];
  const maker = new VerdictMaker(policy);
  maker.add(verifyPair(pair, patientSearch(harvest.all(), policy), policy), { patient: 'a', shiftDays });
  return maker
    .verdict()
    .findings.flat()
    .filter(({ code, severity }) => severity === 'error' && judged.test(code))
    .map(({ code, path }) => `${code} ${path}`);
}

const values: { readonly [name in VrName]?: string } = { UI: '1.2.246.352.70.3', DA: '20150101', DT: '20150101101112', TM: '101112' };

/** All rows with a UID or a date, each UID another; groups that are in no data set left out. */
const rows = [...confidentialityRows(), ...forgottenRows()]
  .sort((a, b) => a.tag - b.tag)
  .flatMap(({ tag: of }, at) => {
    const name = dictionaryEntry(of)?.vrs[0];
    const value = name && values[name];
    if (name === undefined || value === undefined || groupOf(of) <= 0x0004) return [];
    return [element(of, name, name === 'UI' ? `${value}.${at}` : value)];
  });

const sets: readonly (readonly OptionName[])[] = [
  [],
  ['retainUids'],
  ['retainDeviceIdentity'],
  ['retainLongitudinalTemporalFullDates'],
  ['retainLongitudinalTemporalModifiedDates'],
  ['retainDeviceIdentity', 'retainUids'],
  ['retainDeviceIdentity', 'retainLongitudinalTemporalFullDates'],
  ['retainDeviceIdentity', 'retainLongitudinalTemporalModifiedDates'],
  ['retainUids', 'retainLongitudinalTemporalModifiedDates'],
  ['cleanDescriptors', 'cleanStructuredContent', 'retainSafePrivate', 'retainDeviceIdentity', 'retainLongitudinalTemporalModifiedDates'],
];

describe('each UID and date that a table lists', () => {
  test.each(sets.map((options) => [options.join(', ') || 'no option', options] as const))('%s: no error', (_, options) => {
    expect(rows.length).toBeGreaterThan(150);
    expect(findings(rows, { options })).toEqual([]);
  });
});

const device = element(0x00181002, 'UI', '1.2.246.352.70.3.9');
const deviceClass = element(0x0018100b, 'UI', '1.2.246.352.70.2.1.7');
const contextUid = (uid: string): Node => sequence(0x00400440, [[element(0x0040a124, 'UI', uid)]]);

describe('UIDs', () => {
  test.each([
    ['of a device, without the option that keeps it', [], device, device, 'verify/uid-kept (0018,1002)'],
    ['of a kind of device, without the option', [], deviceClass, deviceClass, 'verify/leak (0018,100B)'],
    [
      'of a device, mapped though the option keeps it',
      ['retainDeviceIdentity'],
      device,
      element(0x00181002, 'UI', '2.25.5'),
      'verify/uid-kept (0018,1002)',
    ],
    [
      'that no column keeps, kept with the other UIDs',
      ['retainUids'],
      contextUid('1.2.246.352.70.3.10'),
      contextUid('1.2.246.352.70.3.10'),
      'verify/uid-kept (0040,0440)[1].(0040,A124)',
    ],
    [
      'that a column keeps, mapped',
      ['retainUids'],
      element(0x00181002, 'UI', '1.2.246.352.70.3.9'),
      element(0x00181002, 'UI', '2.25.5'),
      'verify/uid-kept (0018,1002)',
    ],
  ] as const)('%s: an error', (_, options, before, after, finding) => {
    expect(findings([before], { options }, [after])).toContain(finding);
  });
  test('of a device may stand in its Attribute only', () => {
    const comment = element(0x30040006, 'LO', 'of 1.2.246.352.70.3.9');
    const kept = findings([device, comment], { options: ['retainDeviceIdentity'] }, [device, comment]);
    expect(kept).toEqual(['verify/leak (3004,0006)']);
  });
  test('a rule of the profile comes before the table', () => {
    const rule = (of: number, action: 'keep' | 'mapUid') => [{ tag: tag(of), action, profile: 'test' }] as const;
    expect(findings([device], { options: ['retainDeviceIdentity'], rules: rule(0x00181002, 'mapUid') })).toEqual([]);
    expect(findings([device], { options: ['retainUids'], rules: rule(0x00181002, 'mapUid') })).toEqual([]);
    expect(findings([element(0x0020000e, 'UI', '1.2.3.4.5.6.7')], { rules: rule(0x0020000e, 'keep') })).toEqual([]);
    const elsewhere = [element(0x0020000e, 'UI', '1.2.3.4.5.6.7'), sequence(0x30060016, [[element(0x00081155, 'UI', '1.2.3.4.5.6.7')]])];
    expect(findings(elsewhere, { rules: rule(0x0020000e, 'keep') })).toContain('verify/uid-two-values (3006,0016)[1].(0008,1155)');
  });
});

describe('dates', () => {
  const calibration = (date: string): Node => element(0x00181200, 'DA', date);
  const commission = (date: string): Node[] => [
    element(0x40010010, 'LO', 'RAYSEARCHLABS 2.0'),
    element(0x40011001, 'DT', date),
    element(0x40011003, 'DT', date),
  ];
  const support: Partial<ResolvedProfile> = {
    options: ['retainDeviceIdentity', 'retainSafePrivate', 'retainLongitudinalTemporalModifiedDates'],
    privateKeep: ['safe', 'rt-vendors', 'rt-vendors-support'],
  };
  const studyDate = element(0x00080020, 'DA', '20240603');
  test('a commission time of a machine is kept, unshifted', () => {
    const nodes = [studyDate, ...commission('20150101101112')];
    expect(runStage(nodes, { profile: support }).text('(4001,1001)')).toBe('20150101101112');
    expect(findings(nodes, support)).toEqual([]);
  });
  test.each([
    [
      'a commission time',
      ['retainLongitudinalTemporalModifiedDates', 'retainSafePrivate'],
      commission('20150101101112'),
      'verify/date-kept (4001,1001)',
    ],
    ['a calibration', [], [calibration('20150101')], 'verify/date-kept (0018,1200)'],
    ['a calibration, with shifted dates', support.options, [calibration('20150101')], 'verify/date-kept (0018,1200)'],
    ['a beam hold', ['retainDeviceIdentity'], [element(0x300c0127, 'DT', '20240603101112')], 'verify/date-kept (300C,0127)'],
  ] as const)('%s that stays without the option for it: an error', (_, options, nodes, finding) => {
    expect(findings(nodes, { options: options! }, nodes)).toContain(finding);
  });
  test('one of a device that an option keeps may not be another', () => {
    expect(findings([calibration('20150101')], { options: ['retainDeviceIdentity'] }, [calibration('20150108')])).toEqual([
      'verify/date-changed (0018,1200)',
    ]);
  });
  test('a rule of the profile comes before the table', () => {
    const rule = (of: number, action: 'keep' | 'remove') => [{ tag: tag(of), action, profile: 'test' }] as const;
    expect(findings([calibration('20150101')], { options: ['retainDeviceIdentity'], rules: rule(0x00181200, 'remove') })).toEqual([]);
    expect(findings([studyDate], { rules: rule(0x00080020, 'keep') })).toEqual([]);
    expect(findings([studyDate], {}, [studyDate])).toEqual(['verify/date-kept (0008,0020)']);
  });
});
