import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { fixtures, radonym, start } from './radonym.js';

test('a state is sealed with a passphrase of the environment, refused while it is, and opened by one of a file', async () => {
  const folder = temporaryFolder();
  const [output, state] = [join(folder, 'out'), join(folder, 'out.radonym')];
  const input = join(fixtures, 'study', 'RP.dcm');
  expect((await radonym('deidentify', input, '-o', output, '-q')).code).toBe(0);
  const sealed = await start(['state', 'seal', state], { RADONYM_PASSPHRASE: 'correct horse battery' }).ended;
  expect(sealed.code, sealed.stderr).toBe(0);
  expect(sealed.stdout + sealed.stderr).not.toContain('horse');
  const names = namesIn(state);
  const again = await radonym('deidentify', input, '-o', output, '--overwrite');
  expect(again.code).toBe(2);
  expect(again.stderr).toMatch(/run\/sealed.*radonym state open/);
  expect((await radonym('verify', input, output)).stderr).toMatch(/run\/sealed/);
  expect(namesIn(state)).toEqual(names);
  plant(folder, { phrase: '' });
  writeFileSync(join(folder, 'phrase'), 'correct horse battery\n');
  expect((await radonym('state', 'open', state, '--passphrase-file', join(folder, 'phrase'))).code).toBe(0);
  expect((await radonym('deidentify', input, '-o', output, '--overwrite', '-q')).code).toBe(0);
});

test('without a terminal, a file or the environment there is no passphrase', async () => {
  const ended = await radonym('state', 'seal', temporaryFolder());
  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/RADONYM_PASSPHRASE/);
});
