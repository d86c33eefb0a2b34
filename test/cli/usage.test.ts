import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { version } from '../../src/base/version.js';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { bin, fixtures, radonym, start } from './radonym.js';

const study = join(fixtures, 'study');

test('the version is the package’s', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(version).toBe(manifest.version);
});

test.each(['--version', '-V'])('%s loads next to nothing', (option) => {
  // Bytes of what is loaded are counted, not milliseconds: machines differ.
  const counting = `process.argv = [process.execPath, ...process.argv.slice(1)]; require(process.argv[1]);
    console.log(JSON.stringify([...Object.keys(require.cache), ...require('./dist/run/load.cjs').loaded.keys()]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', counting, bin, option], { encoding: 'utf8' });
  const [told, files] = stdout.split('\n');
  expect(told, stderr).toBe(version);
  const loaded = [...new Set(JSON.parse(files!) as string[])];
  expect(loaded.length).toBeGreaterThanOrEqual(4);
  expect(loaded.reduce((bytes, path) => bytes + statSync(path).size, 0)).toBeLessThan(16_000);
});

test.each([
  ['help', ['--help'], 0, /Commands:/, /^$/],
  ['help of a command', ['deidentify', '--help'], 0, /--mapping/, /^$/],
  ['no command', [], 2, /^$/, /Usage/],
  ['an unknown command', ['deidentfy', 'x'], 2, /^$/, /Did you mean deidentify/],
  ['an unknown option', ['deidentify', study, '-o', 'x', '--profil', 'basic'], 2, /^$/, /Did you mean --profile/],
  ['no output', ['transcode', study, '--to', 'implicit'], 2, /^$/, /--output/],
  ['no input', ['transcode', '-o', 'x', '--to', 'implicit'], 2, /^$/, /input/],
  ['no transfer syntax', ['transcode', study, '-o', 'x'], 2, /^$/, /--to/],
  ['an unknown transfer syntax', ['transcode', study, '-o', 'x', '--to', 'implict'], 2, /^$/, /run\/usage.*implicit/],
  ['a transfer syntax that is not written', ['transcode', study, '-o', 'x', '--to', '1.2.840.10008.1.2.4.102'], 2, /^$/, /not written/],
  ['jobs that are no number', ['transcode', study, '-o', 'x', '--to', 'implicit', '-j', '0'], 2, /^$/, /whole number/],
  [
    'an option that deidentify alone has',
    ['transcode', study, '-o', 'x', '--to', 'implicit', '--profile', 'basic'],
    2,
    /^$/,
    /unknown option/,
  ],
  ['an unknown profile', ['deidentify', study, '-o', 'x', '-p', 'rt-reserch'], 2, /^$/, /deid\/profile/],
  ['values without a dry run', ['deidentify', study, '-o', 'x', '--show-values'], 2, /^$/, /run\/usage.*--dry-run/],
  ['values that no terminal shows', ['deidentify', study, '-o', 'x', '--dry-run', '--show-values'], 2, /^$/, /run\/usage.*terminal/],
  ['an unknown keyword in the path', ['deidentify', study, '-o', 'x', '--path', '{PatientNo}'], 2, /^$/, /run\/usage/],
  ['a key file that is not there', ['deidentify', study, '-o', 'x', '--key-file', 'absent'], 2, /^$/, /run\/key/],
  ['an input that is not there', ['deidentify', 'absent', '-o', 'x'], 2, /^$/, /run\/input/],
] as const)('%s', async (_, args, code, stdout, stderr) => {
  const folder = temporaryFolder();
  const where = [...args].map((word) => (word === 'x' ? join(folder, 'out') : word === 'absent' ? join(folder, 'absent') : word));
  const ended = await radonym(...where);
  expect(ended.code, ended.stderr).toBe(code);
  expect(ended.stdout).toMatch(stdout);
  expect(ended.stderr).toMatch(stderr);
  expect(ended.stderr).not.toContain('absent');
  expect(namesIn(folder)).toEqual([]);
});

const transcode = ['transcode', study, '-o', 'x', '--to', 'implicit'];

test.each([
  ['deidentify', '--output', ['deidentify', study, '-o', '']],
  ['deidentify', '--state', ['deidentify', study, '-o', 'x', '--state', '']],
  ['deidentify', '--profile', ['deidentify', study, '-o', 'x', '-p', '']],
  ['deidentify', '--key-file', ['deidentify', study, '-o', 'x', '--key-file', '']],
  ['deidentify', '--mapping', ['deidentify', study, '-o', 'x', '--mapping=']],
  ['deidentify', '--structure-names', ['deidentify', study, '-o', 'x', '--structure-names', '']],
  ['deidentify', '--quarantine', ['deidentify', study, '-o', 'x', '--quarantine', '']],
  ['deidentify', '--path', ['deidentify', study, '-o', 'x', '--path', '']],
  ['deidentify', '--shard', ['deidentify', study, '-o', 'x', '--shard', '']],
  ['deidentify', 'argument 1', ['deidentify', '', '-o', 'x']],
  ['deidentify', 'argument 2', ['deidentify', study, '', '-o', 'x']],
  ['transcode', '--output', ['transcode', study, '-o', '', '--to', 'implicit']],
  ['transcode', '--transfer-syntax', ['transcode', study, '-o', 'x', '--to', '']],
  ['transcode', '--state', [...transcode, '--state', '']],
  ['transcode', '--path', [...transcode, '--path', '']],
  ['inspect', '--graph', ['inspect', study, '--graph', '']],
  ['inspect', 'argument 1', ['inspect', '']],
  ['verify', '--state', ['verify', study, study, '--state', '']],
  ['verify', 'argument 2', ['verify', study, '']],
  ['share', '--output', ['share', study, '-o', '']],
  ['share', '--quarantine', ['share', study, '-o', 'x.zip', '--quarantine', '']],
  ['reidentify', '--state', ['reidentify', study, '-o', 'x', '--state', '']],
  ['lookup', '--kind', ['lookup', 'A', '--state', study, '--kind', '']],
  ['lookup', 'argument 1', ['lookup', '', '--state', study]],
  ['dicomdir', '--output', ['dicomdir', study, '-o', '']],
  ['conformance', '--profile', ['conformance', '-p', '']],
  ['selftest', '--keep', ['selftest', '--keep', '']],
  ['merge-state', '--state', ['merge-state', study, '-o', '']],
  ['profile show', 'argument 1', ['profile', 'show', '']],
  ['key create', 'argument 1', ['key', 'create', '']],
  ['state seal', '--passphrase-file', ['state', 'seal', study, '--passphrase-file', '']],
] as const)('%s: %s that is empty is refused', async (_, what, args) => {
  const folder = temporaryFolder();
  const ended = await radonym(...args.map((word) => (word.startsWith('x') ? join(folder, word) : word)));
  expect(ended.code, ended.stderr).toBe(2);
  expect(ended.stderr).toContain(what);
  expect(namesIn(folder)).toEqual([]);
});

test.each([
  ['deidentify', '--state'],
  ['deidentify', '--quarantine'],
  ['transcode', '--state'],
])('%s: %s that is the input is refused, and nothing is put there', async (command, option) => {
  const folder = plant(temporaryFolder(), { 'in/a.dcm': readFileSync(join(study, 'CT.1.dcm')) });
  const input = join(folder, 'in');
  const to = command === 'transcode' ? ['--to', 'implicit'] : [];
  const ended = await radonym(command, input, '-o', join(folder, 'out'), option, input, ...to);
  expect(ended.code, ended.stderr).toBe(2);
  expect(ended.stderr).toMatch(/run\/usage: the (state|quarantine) folder is an input/);
  expect(namesIn(folder)).toEqual(['in/a.dcm']);
});

test('a path where a command is wanted is not repeated', async () => {
  const ended = await radonym('/data/Quillfeather/CT.dcm', '-o', 'x');
  expect(ended.code).toBe(2);
  expect(ended.stderr).not.toContain('Quillfeather');
});

test('an input that is the output is refused, and untouched', async () => {
  const folder = plant(temporaryFolder(), { 'a.dcm': readFileSync(join(study, 'CT.1.dcm')) });
  const ended = await radonym('transcode', folder, '-o', folder, '--to', 'implicit', '--overwrite', '--state', `${folder}.state`);
  expect([ended.code, namesIn(folder)]).toEqual([2, ['a.dcm']]);
  expect(ended.stderr).toContain('io/output-is-input');
  expect(readFileSync(join(folder, 'a.dcm')).equals(readFileSync(join(study, 'CT.1.dcm')))).toBe(true);
});

test('who stops reading is told nothing, and the command ends as it would', async () => {
  const { child, ended } = start(['profile', 'explain', 'rt-research']);
  child.stdout!.destroy();
  const { code, stderr } = await ended;
  expect([code, stderr]).toEqual([0, '']);
});

test.each([
  ['a file that holds no key', ['--key-file', 'key']],
  ['a shard without a key', ['--shard', '1/2']],
])('%s: no state folder is left, and one that was there stays', async (_, more) => {
  const folder = plant(temporaryFolder(), { key: 'no key' });
  const args = ['deidentify', study, '-o', join(folder, 'out'), ...more.map((word) => (word === 'key' ? join(folder, word) : word))];
  const ended = await radonym(...args);
  expect([ended.code, readdirSync(folder)]).toEqual([2, ['key']]);
  expect(ended.stderr).toContain('run/key');
  mkdirSync(join(folder, 'out.radonym'));
  expect((await radonym(...args)).code).toBe(2);
  expect(readdirSync(folder)).toEqual(['key', 'out.radonym']);
});
