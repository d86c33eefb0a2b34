/** Outputs are found for the rows of an answer key, by the mapping and by the row's scope, from a database that SQLite wrote. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AnswerRecord } from '../../src/report/answer-score.js';
import { answerRows } from '../../src/run/answer-key.js';
import { answerScore } from '../../src/run/answer-score.js';
import { element, part10 } from '../support/bytes.js';

const answerKey = fileURLToPath(new URL('../io/sqlite/answers.db', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'radonym-test-'));
  mkdirSync(join(folder, 'out'));
  mkdirSync(join(folder, 'out.radonym'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, instance: string, person: string, series = '2.25.2'): void =>
  writeFileSync(
    join(folder, 'out', name),
    part10({ sopInstance: instance }, [
      element(0x00080018, 'UI', instance),
      element(0x00080060, 'CS', 'CT'),
      element(0x00100010, 'PN', person),
      element(0x00100020, 'LO', 'RT1'),
      element(0x0020000d, 'UI', '2.25.1'),
      element(0x0020000e, 'UI', series),
    ]),
  );

async function score(rows: string) {
  writeFileSync(join(folder, 'out.radonym', 'mapping.csv'), `kind,original,replacement\n${rows}`);
  const records: AnswerRecord[] = [];
  const host = {
    signal: new AbortController().signal,
    now: () => 0,
    record: (one: AnswerRecord) => void records.push(one),
    progress: () => {},
  };
  const summary = await answerScore({ answerKey, outputs: join(folder, 'out') }, host);
  const failed = records.flatMap((one) => (one.type === 'case' ? [`row ${one.row} ${one.output} ${one.action} ${one.category}`] : []));
  return { summary, failed };
}

const mapping = 'study,1.2.1,2.25.1\nseries,1.2.1.1,2.25.2\ninstance,1.2.1.1.1,2.25.3\ninstance,1.2.1.1.9,2.25.9\n';

test('the key as SQLite wrote it', () => {
  expect([...answerRows(answerKey)].map(({ scope, sopInstanceUid }) => `${scope} ${sopInstanceUid}`)).toEqual([
    'Instance 1.2.1.1.1',
    'Series 1.2.1.1.1',
    'Study 1.2.1.1.1',
    'Instance 1.2.1.1.9',
  ]);
});

test('a row asks the outputs of its instance, series or study', async () => {
  put('a.dcm', '2.25.3', 'RT1^RT');
  put('b.dcm', '2.25.4', 'RT1^RT');
  put('c.dcm', '2.25.5', 'RT1^RT', '2.25.6');
  const { summary, failed } = await score(mapping);
  expect(failed).toEqual(['row 4 undefined tag_retained unknown']);
  expect(summary).toMatchObject({ rows: 4, outputs: 3, missing: 1, unasked: 0, passed: 1 + 2 + 3, failed: 1, unchecked: 0 });
});

test('a leak fails its row, and what no row speaks of is counted', async () => {
  put('a.dcm', '2.25.3', 'Quillfeather^Wren');
  put('b.dcm', '2.25.9', '');
  writeFileSync(join(folder, 'out', 'note.txt'), 'no DICOM');
  const { summary, failed } = await score(mapping);
  expect(failed).toEqual(['row 1 a.dcm text_removed hipaa HIPAA-A']);
  expect(summary).toMatchObject({ outputs: 3, unreadable: 1, missing: 0, unasked: 0, failed: 1 });
});

test('where UIDs were kept there is no mapping, and none is needed', async () => {
  put('a.dcm', '1.2.1.1.1', '', '1.2.1.1');
  const { summary } = await score('');
  expect(summary).toMatchObject({ missing: 2, unasked: 0 });
});

test.each([
  ['no table of MIDI-B', 'a,b\n1,2\n', 'io/table'],
  ['records that are no checks', 'SOPClassUID,StudyInstanceUID,SeriesInstanceUID,SOPInstanceUID,AnswerData\n1,1,1,1,x\n', 'io/table'],
  ['a database cut off', 'SQLite format 3\0', 'io/table'],
])('%s ends with a code', async (_, text, code) => {
  const key = join(folder, 'key');
  writeFileSync(key, text);
  const host = { signal: new AbortController().signal, now: () => 0, record: () => {}, progress: () => {} };
  await expect(answerScore({ answerKey: key, outputs: join(folder, 'out') }, host)).rejects.toMatchObject({ code });
});
