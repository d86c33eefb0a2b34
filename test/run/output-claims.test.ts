import { expect, test } from 'vitest';
import { claim, foldsCase, outputClaims, release } from '../../src/run/output-claims.js';
import { temporaryFolder } from '../support/folder.js';

test('a path is the first file’s, which may ask again', () => {
  const claims = outputClaims(3, false);
  expect(claim(claims, 'P2.dcm', 0)).toBe(true);
  expect(claim(claims, 'P2.dcm', 1)).toBe(false);
  expect(claim(claims, 'P2.dcm', 0)).toBe(true);
  expect(claim(claims, 'p2.dcm', 1)).toBe(true);
});

test('a path that is given back is the next file’s; only its owner gives it back', () => {
  const claims = outputClaims(2, false);
  claim(claims, 'P2.dcm', 0);
  release(claims, 'P2.dcm', 1);
  expect(claim(claims, 'P2.dcm', 1)).toBe(false);
  release(claims, 'P2.dcm', 0);
  expect(claim(claims, 'P2.dcm', 1)).toBe(true);
});

test('names that differ in case only are one where the file system says so', () => {
  const claims = outputClaims(2, true);
  expect(claim(claims, 'CT/É.dcm', 0)).toBe(true);
  expect(claim(claims, 'ct/e\u0301.dcm', 1)).toBe(false);
});

test('as many paths as files find a place', () => {
  const claims = outputClaims(500, false);
  for (let index = 0; index < 500; index++) expect(claim(claims, `a/${index}.dcm`, index)).toBe(true);
  for (let index = 0; index < 500; index++) expect(claim(claims, `a/${index}.dcm`, 500)).toBe(false);
});

test('a file that gives its first path back finds a place for another', () => {
  const claims = outputClaims(100, false);
  for (let index = 0; index < 100; index++) {
    expect(claim(claims, `a/${index}.dcm`, index)).toBe(true);
    release(claims, `a/${index}.dcm`, index);
    expect(claim(claims, `b/${index}.dcm`, index)).toBe(true);
  }
});

test.runIf(process.platform === 'linux')('a folder of Linux tells case apart', () => {
  expect(foldsCase(temporaryFolder())).toBe(false);
});
