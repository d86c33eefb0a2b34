import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { losslessWords, transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { contentsOf, namesIn, temporaryFolder } from '../support/folder.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const study = join(fixtures, 'study');
const syntaxOf = (path: string): string => readDicomFile(readFileSync(path)).transferSyntaxUid;
const explicit = transferSyntaxOfWord('explicit')!.uid;

test.each(losslessWords)('a study goes through %s and back, whoever works on it, and not a value changes', async (word) => {
  const folder = temporaryFolder();
  const [there, again, back, plain] = ['there', 'again', 'back', 'plain'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  const runs = [
    radonym('transcode', study, '-o', there, '--to', word, '--fallback', 'explicit', '--json'),
    radonym('transcode', study, '-o', again, '--to', word, '--fallback', 'explicit', '-j', '1'),
    radonym('transcode', study, '-o', plain, '--to', 'explicit'),
  ];
  const [ended] = await Promise.all(runs);
  expect(ended!.code, ended!.stderr).toBe(0);
  expect(contentsOf(again)).toEqual(contentsOf(there));
  const uid = transferSyntaxOfWord(word)!.uid;
  // What has no Pixel Data, or pixels that the syntax cannot hold, is never called compressed.
  const told = recordsOf(ended!).filter(({ code }) => code === 'pixel/none' || code === 'flow/fallback');
  const syntaxes = namesIn(there).map((name) => syntaxOf(join(there, name)));
  expect(syntaxes.filter((one) => one === explicit)).toHaveLength(told.length);
  expect(syntaxes.filter((one) => one === uid).length).toBeGreaterThan(3);
  expect(syntaxOf(join(there, 'RS.dcm'))).toBe(explicit);
  if (!['rle', 'deflated-frame', 'encapsulated-uncompressed'].includes(word)) expect(syntaxOf(join(there, 'RD.32.dcm'))).toBe(explicit);
  expect((await radonym('transcode', there, '-o', back, '--to', 'explicit')).code).toBe(0);
  expect(contentsOf(back)).toEqual(contentsOf(plain));
});

test('a lossy syntax is written only where --lossy and a quality are given, and never of a dose', async () => {
  const out = join(temporaryFolder(), 'out');
  const run = (...more: string[]) => radonym('transcode', study, '-o', out, '--to', 'jpeg2000-lossy', '--json', ...more);
  for (const more of [[], ['--lossy'], ['--quality', '80']]) expect((await run(...more)).code).toBe(2);
  expect((await radonym('transcode', study, '-o', out, '--to', 'rle', '--lossy', '--quality', '9')).code).toBe(2);
  const ended = await run('--lossy', '--quality', '80');
  expect(ended.code).toBe(3);
  const failed = recordsOf(ended).filter(({ outcome }) => outcome === 'failed');
  expect(failed.filter(({ code }) => code === 'pixel/never-lossy').length).toBeGreaterThan(1);
  expect(namesIn(out)).not.toContain('RD.32.dcm');
});

test('deidentify compresses behind all that it changes', async () => {
  const folder = temporaryFolder();
  const ended = await radonym('deidentify', study, '-o', join(folder, 'out'), '--to', 'rle', '--no-verify', '--json');
  expect(ended.code, ended.stderr).toBe(0);
  const files = recordsOf(ended).filter(({ type }) => type === 'file');
  expect(files.filter(({ transferSyntaxUid }) => transferSyntaxUid === transferSyntaxOfWord('rle')!.uid).length).toBeGreaterThan(5);
});
