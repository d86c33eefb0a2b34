/** What became of which attribute is counted by rule, for files that were written, and nothing of what no rule knows is told. */
import { expect, test } from 'vitest';
import { DeedCounter } from '../../src/deid/deed-counter.js';
import { DeedRecorder } from '../../src/deid/deed-recorder.js';
import { element, type Node, sequence } from '../support/bytes.js';
import { runStage, type StageOptions } from './stage.js';

const dataSet: readonly Node[] = [
  element(0x00080020, 'DA', '20200115'),
  element(0x00081030, 'LO', 'Left DOE'),
  element(0x00100020, 'LO', 'MRN4711'),
  element(0x00110010, 'LO', 'ACME'),
  element(0x00111005, 'LO', 'DOE'),
  sequence(0x300a00b0, [[element(0x300a00c2, 'LO', 'AP')], [element(0x300a00c2, 'LO', 'DOE 2')]]),
  element(0x300b0010, 'LO', 'KAPUTT'),
  element(0x300b1001, 'LO', 'DOE'),
];
const profile: StageOptions['profile'] = { options: ['cleanDescriptors', 'retainLongitudinalTemporalModifiedDates'] };
const run = (recorder: DeedCounter | DeedRecorder) => runStage(dataSet, { profile: profile!, recorder });

function counted(files: number): Record<string, readonly number[]> {
  const counter = new DeedCounter();
  for (let file = 0; file < files; file++) {
    counter.begin();
    run(counter);
    counter.written();
  }
  return Object.fromEntries(counter.take().map(({ tag, counts }) => [(tag >>> 0).toString(16), counts]));
}

test.each([
  ['a date that was shifted', '80020', [0, 1, 0, 0, 0]],
  ['a text that was cleaned', '81030', [0, 1, 0, 0, 0]],
  ['an attribute in items: kept once, changed once', '300a00c2', [1, 1, 0, 0, 0]],
  ['private elements of whatever creator, without their tags', '0', [0, 0, 2, 0, 0]],
])('%s', (_, tag, counts) => {
  expect(counted(1)[tag]).toEqual(counts);
  expect(counted(3)[tag]).toEqual(counts.map((count) => count * 3));
});

test('a file that came to nothing does not count, and what was taken does not count again', () => {
  const counter = new DeedCounter();
  counter.begin();
  run(counter);
  counter.begin();
  run(counter);
  counter.written();
  const once = counter.take();
  expect(once.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count)).toBe(
    Object.values(counted(1))
      .flat()
      .reduce((sum, count) => sum + count),
  );
  expect(counter.take()).toEqual([]);
});

test('it counts what a dry run tells', () => {
  const recorder = new DeedRecorder(false);
  run(recorder);
  const told = recorder.rows().reduce((sum, { count }) => sum + count, 0);
  expect(
    Object.values(counted(1))
      .flat()
      .reduce((sum, count) => sum + count, 0),
  ).toBe(told);
});
