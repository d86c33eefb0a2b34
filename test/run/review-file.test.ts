import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PatientReview } from '../../src/flow/outcome.js';
import { readCsv } from '../../src/io/csv.js';
import { ReviewFile } from '../../src/run/review-file.js';
import { tag } from '../../src/standard/tag.js';
import { namesIn, temporaryFolder } from '../support/folder.js';

const row = (original: string, more: Partial<PatientReview> = {}): PatientReview => ({
  patient: 'RT1',
  tag: tag(0x30060026),
  action: 'kept',
  original,
  result: original,
  doubtful: [],
  ...more,
});
const head = 'patient,attribute,tag,action,original,result,note\n';

function written(...runs: readonly (readonly PatientReview[])[]): string {
  const path = join(temporaryFolder(), 'review.csv');
  for (const rows of runs) {
    const file = new ReviewFile(path, true);
    for (const one of rows) file.add([one]);
    file.close();
  }
  return readFileSync(path, 'utf8');
}

test('a row tells patient, attribute, action, both texts and what is doubtful', () => {
  expect(written([row('Heart', { doubtful: ['heart', 'lens'] })])).toBe(
    `${head}RT1,ROIName,"(3006,0026)",kept,Heart,Heart,"doubtful: heart, lens"\n`,
  );
});

test('a private element is told with its creator, in whatever block', () => {
  const [first, second] = [0x32431009, 0x32432009].map((at) => row('AP', { tag: tag(at), creator: 'VENDOR 1' }));
  expect(written([first!, second!])).toBe(`${head}RT1,,"(3243,""VENDOR 1"",09)",kept,AP,AP,\n`);
});

test('rows stand once and sorted, whatever their order and number of runs', () => {
  const rows = ['c', 'a', 'b', 'a'].map((text) => row(text));
  const whole = written(rows);
  expect(whole.match(/kept,\w/g)).toEqual(['kept,a', 'kept,b', 'kept,c']);
  expect(written([...rows].reverse())).toBe(whole);
  expect(written(rows.slice(0, 2), rows.slice(2), rows)).toBe(whole);
});

test.each(['=1+1', '+1', '-1', '@x', '\t=1', '＝1'])('%j opens no formula', (text) => {
  expect(readCsv(written([row(text)]))[1]!.cells[4]).toMatch(/^'|^\ufffd/);
});

test('line breaks and control characters do not break a line', () => {
  const text = written([row('one\r\ntwo\u001b[31m\u0000')]);
  expect(text.split('\n')).toHaveLength(3);
  expect(readCsv(text)[1]!.cells[4]).toBe('one\\ntwo\ufffd[31m\ufffd');
});

test('a row that a crash cut off is left out', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'review.csv');
  const first = new ReviewFile(path, true);
  first.add([row('a')]);
  first.close();
  appendFileSync(path, 'RT1,ROIName,"(3006');
  const second = new ReviewFile(path, true);
  second.add([row('b')]);
  second.close();
  expect(readFileSync(path, 'utf8')).toBe(written([row('a'), row('b')]));
  expect(namesIn(folder)).toEqual(['review.csv']);
});

test('a dry run counts and writes nothing', () => {
  const folder = temporaryFolder();
  const file = new ReviewFile(join(folder, 'review.csv'), false);
  file.add([row('a'), row('a'), row('b', { action: 'removed', result: '', doubtful: ['b'] })]);
  file.close();
  expect(file.counts()).toEqual({ kept: 1, changed: 0, removed: 1, doubtful: 1 });
  expect(namesIn(folder)).toEqual([]);
});
