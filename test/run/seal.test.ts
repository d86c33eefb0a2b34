import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../../src/run/journal.js';
import { projectKey } from '../../src/run/key.js';
import { lookup } from '../../src/run/lookup.js';
import { openState, sealState } from '../../src/run/seal.js';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';

const wait = { signal: new AbortController().signal, message: () => {} };
const phrase = 'correct horse battery';
const code = (word: string) => expect.objectContaining({ code: word });
const files = {
  'project.key': '5a'.repeat(32),
  'mapping.csv': 'kind,original,replacement\npatient,BRM-1,CASE1\n',
  'journal.jsonl': `${JSON.stringify({ input: '/somewhere/Quillfeather.dcm' })}\n`.repeat(40_000),
  'report.json': '{}',
};
const state = () => plant(temporaryFolder(), files);

test('a state that is sealed holds nothing that can be read, and opens to what it was', async () => {
  const folder = state();
  const before = contentsOf(folder);
  expect(await sealState(folder, phrase, wait)).toEqual(['project.key', 'mapping.csv', 'journal.jsonl']);
  expect(namesIn(folder)).toEqual(['journal.jsonl.sealed', 'mapping.csv.sealed', 'project.key.sealed', 'report.json']);
  for (const content of Object.values(contentsOf(folder))) expect(content).not.toMatch(/BRM-1|Quillfeather|5a5a/);
  await openState(folder, phrase, wait);
  expect(contentsOf(folder)).toEqual(before);
});

test('another passphrase, a changed byte, or a file in another’s place opens nothing', async () => {
  const folder = state();
  await sealState(folder, phrase, wait);
  const sealed = contentsOf(folder);
  await expect(openState(folder, `${phrase}!`, wait)).rejects.toEqual(code('run/passphrase'));
  expect(contentsOf(folder)).toEqual(sealed);
  const path = join(folder, 'project.key.sealed');
  const bytes = readFileSync(path);
  bytes[bytes.length - 20]! ^= 1;
  writeFileSync(path, bytes);
  await expect(openState(folder, phrase, wait)).rejects.toEqual(code('run/passphrase'));
  writeFileSync(path, readFileSync(join(folder, 'mapping.csv.sealed')));
  await expect(openState(folder, phrase, wait)).rejects.toEqual(code('run/passphrase'));
  writeFileSync(path, 'no sealed file');
  await expect(openState(folder, phrase, wait)).rejects.toEqual(code('run/state'));
  expect(namesIn(folder).filter((name) => name === 'project.key' || name.endsWith('.part'))).toEqual([]);
});

test('whoever needs a sealed state is told, and no new key is made in it', async () => {
  const folder = state();
  await sealState(folder, phrase, wait);
  expect(() => projectKey(folder, undefined, false, undefined)).toThrow(code('run/sealed'));
  expect(() => lookup(folder, ['x'])).toThrow(code('run/sealed'));
  await expect(readJournal(join(folder, 'journal.jsonl'))).rejects.toEqual(code('run/sealed'));
});

test('the same state sealed twice is other bytes; short passphrases and empty folders are refused', async () => {
  const [one, two] = [state(), state()];
  await sealState(one, phrase, wait);
  await sealState(two, phrase, wait);
  expect(contentsOf(one)['project.key.sealed']).not.toBe(contentsOf(two)['project.key.sealed']);
  await expect(sealState(state(), 'short', wait)).rejects.toEqual(code('run/usage'));
  await expect(sealState(temporaryFolder(), phrase, wait)).rejects.toEqual(code('run/input'));
  await expect(openState(state(), phrase, wait)).rejects.toEqual(code('run/input'));
});

test('a crash that left both leaves the open one', async () => {
  const folder = state();
  await sealState(folder, phrase, wait);
  writeFileSync(join(folder, 'mapping.csv'), files['mapping.csv']);
  await openState(folder, phrase, wait);
  expect(contentsOf(folder)).toEqual(contentsOf(state()));
});
