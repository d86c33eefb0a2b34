import { expect, test } from 'vitest';
import { noTerms } from '../../src/deid/identity.js';
import type { ListedFile } from '../../src/run/file-list.js';
import { Survey } from '../../src/run/survey.js';

const filesAt = (...paths: string[]): ListedFile[] => paths.map((path, index) => ({ index, path, relative: path, size: 1, mtime: 1 }));

function surveyOf(files: ListedFile[], uids: readonly string[]): Survey {
  const survey = new Survey(files);
  for (const [index, sopInstanceUid] of uids.entries()) {
    const sighting = { patientKey: 'A', patientId: 'A', studyInstanceUid: '1', terms: noTerms };
    survey.add({ kind: 'surveyed', index, size: 1, mtime: 1, sopClassUid: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUid, sighting });
  }
  return survey;
}

const fates = (survey: Survey) => [...survey.fates].map(([index, { outcome }]) => [index, outcome.outcome, outcome.code]).sort();

test('instances that are there once are left alone', () => {
  const survey = surveyOf(filesAt('a', 'b'), ['1.1', '1.2']);
  expect(survey.doubtful()).toEqual([]);
  survey.judge(new Map());
  expect(fates(survey)).toEqual([]);
});

test('of equal files the first by path is written, whatever their order', () => {
  const survey = surveyOf(filesAt('c', 'a', 'b'), ['1.1', '1.1', '1.1']);
  expect(survey.doubtful().map((file) => file.path)).toEqual(['c', 'a', 'b']);
  survey.judge(
    new Map([
      [0, 'x'],
      [1, 'x'],
      [2, 'x'],
    ]),
  );
  expect(fates(survey)).toEqual([
    [0, 'skipped', 'run/duplicate-instance'],
    [2, 'skipped', 'run/duplicate-instance'],
  ]);
  expect(survey.fates.get(0)!.outcome.detail).toContain('file 2');
});

test('contents of an instance that differ all stay, numbered by path; equal ones among them count once', () => {
  const survey = surveyOf(filesAt('c', 'a', 'b'), ['1.1', '1.1', '1.1']);
  survey.judge(
    new Map([
      [0, 'x'],
      [1, 'y'],
      [2, 'y'],
    ]),
  );
  expect(fates(survey)).toEqual([[2, 'skipped', 'run/duplicate-instance']]);
  expect([...survey.twins].map(([index, { number, detail }]) => [index, number, detail])).toEqual([
    [1, 1, 'files 1, 2 share a SOP Instance UID but differ'],
    [0, 2, 'files 1, 2 share a SOP Instance UID but differ'],
  ]);
});

test('a file whose digest is not known is taken for different', () => {
  const survey = surveyOf(filesAt('c', 'a'), ['1.1', '1.1']);
  survey.judge(new Map([[0, 'x']]));
  expect(fates(survey)).toEqual([]);
  expect(survey.twins.size).toBe(2);
});

test('a file without SOP Instance UID is set aside; it is no duplicate of another', () => {
  const survey = surveyOf(filesAt('a', 'b'), ['', '']);
  expect(survey.doubtful()).toEqual([]);
  expect(fates(survey)).toEqual([0, 1].map((index) => [index, 'quarantined', 'run/no-instance-uid']));
});
