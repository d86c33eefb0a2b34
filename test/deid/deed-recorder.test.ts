/** A dry run tells what became of each attribute, and no value unless it is asked for. */
import { expect, test } from 'vitest';
import { deedsText } from '../../src/cli/deeds-text.js';
import { DeedRecorder, DeedTally } from '../../src/deid/deed-recorder.js';
import { element, type Node, sequence } from '../support/bytes.js';
import { runStage, type StageOptions } from './stage.js';

const dataSet: readonly Node[] = [
  element(0x00080020, 'DA', '20200115'),
  element(0x00081030, 'LO', 'Left DOE'),
  element(0x00100020, 'LO', 'MRN4711'),
  element(0x00110010, 'LO', 'ACME'),
  element(0x00111005, 'LO', 'DOE'),
  sequence(0x300a00b0, [[element(0x300a00c2, 'LO', 'AP')], [element(0x300a00c2, 'LO', 'DOE 2')], [element(0x300a00c4, 'CS', 'STATIC')]]),
];
const profile: StageOptions['profile'] = { options: ['cleanDescriptors', 'retainLongitudinalTemporalModifiedDates'] };

function record(withValues: boolean) {
  const recorder = new DeedRecorder(withValues);
  runStage(dataSet, { profile: profile!, recorder });
  return recorder.rows();
}

test('by path without item numbers, with count, deed, source and lengths', () => {
  expect(record(false).filter(({ path }) => path.includes('BeamName'))).toEqual([
    {
      path: 'BeamSequence > BeamName', vr: 'LO', action: 'clean', deed: 'keep', count: 1, length: [2, 2],
      source: { table: 'radonym', code: 'C', option: 'cleanDescriptors', reason: 'label typed at the planning system' },
    },
    expect.objectContaining({ path: 'BeamSequence > BeamName', deed: 'change', count: 1, length: [6, 6] }),
  ]); // biome-ignore format: a row
});

test.each([
  ['StudyDate', 'shiftDate', 'change'],
  ['StudyDescription', 'clean', 'change'],
  ['PatientID', 'patientId', 'change'],
  ['(0011,xx05)', 'drop', 'remove'],
  ['BeamSequence > BeamType', 'search', 'keep'],
] as const)('%s: %s, %s', (path, action, deed) => {
  expect(record(false).find((row) => row.path === path)).toMatchObject({ action, deed, count: 1 });
});

test('four bytes that may be no tag at all are not told', () => {
  const nodes = [element(0x41414141, 'LO', 'x'), element(0x75506c68, 'LO', 'x')];
  const recorder = new DeedRecorder(false);
  runStage(nodes, { profile: profile!, recorder });
  const paths = recorder.rows().map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['private element', 'unknown tag']));
  expect(paths.join(' ')).not.toMatch(/4141|6C68/);
});

test('private elements of vendors with their creator, whether they stay or go, and in their sequences; of others without', () => {
  const vision = 'Varian Medical Systems VISION';
  const nodes = [
    element(0x00110010, 'LO', 'Ward of Dr Doe'),
    element(0x00111005, 'LO', 'x'),
    element(0x32430010, 'LO', `${vision} 3243`),
    element(0x32431009, 'LO', 'AP'),
    element(0x32630020, 'LO', `${vision} 3263`),
    sequence(0x32632001, [[element(0x00081030, 'LO', 'Left')]]),
  ];
  const paths = (more: object): readonly string[] => {
    const recorder = new DeedRecorder(false);
    runStage(nodes, { profile: { ...profile, ...more }, recorder });
    return recorder.rows().map(({ path, deed }) => `${path} ${deed}`);
  };
  const kept = paths({ options: ['cleanDescriptors', 'retainSafePrivate'], privateKeep: ['rt-vendors'] });
  expect(kept).toContain(`(3243,"${vision} 3243",09) keep`);
  expect(kept).toContain(`(3263,"${vision} 3263",01) > StudyDescription keep`);
  expect(paths({})).toContain(`(3243,"${vision} 3243",09) remove`);
  for (const all of [kept, paths({}), paths({ options: ['retainSafePrivate'], privateKeep: ['declared'] })]) {
    expect(all).toContain('(0011,xx05) remove');
    expect(all.join()).not.toContain('Doe');
  }
});

test('no value without being asked', () => {
  const told = JSON.stringify(record(false));
  for (const value of ['DOE', 'MRN', '2020', 'AP"', 'STATIC', 'ACME']) expect(told).not.toContain(value);
  expect(deedsText(record(false), true)).not.toMatch(/DOE|MRN|2020|STATIC/);
});

test('with values, one example of each', () => {
  const examples = Object.fromEntries(record(true).map(({ path, deed, example }) => [`${path} ${deed}`, example]));
  expect(examples).toMatchObject({
    'StudyDate change': ['20200115', '20200101'],
    'StudyDescription change': ['Left DOE', 'Left CLEAN'],
    'BeamSequence > BeamName keep': ['AP', ''],
  });
  expect(deedsText(record(true), false)).toContain('e.g. Left DOE → Left CLEAN');
});

test('files add up, whatever their order', () => {
  const [first, second] = [record(false), [...record(false)].reverse()];
  const tally = (...all: (typeof first)[]) => {
    const sum = new DeedTally();
    for (const one of all) sum.add(one);
    return sum.rows();
  };
  expect(tally(first, second)).toEqual(tally(second, first));
  expect(tally(first, second).find(({ path }) => path === 'StudyDate')).toMatchObject({ count: 2 });
});

test('texts without a rule that stay are counted, and listed when all is asked for', () => {
  expect(deedsText(record(false), false)).toMatch(/Texts without a rule that stay as they are: 1 /);
  expect(deedsText(record(false), false)).not.toContain('BeamType');
  expect(deedsText(record(false), true)).toContain('BeamSequence > BeamType');
});
