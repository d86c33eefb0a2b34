import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { bin, fixtures } from './radonym.js';

const plan = readFileSync(join(fixtures, 'study', 'RP.dcm'));

function pipe(args: readonly string[], input: Uint8Array = plan, cwd = temporaryFolder()) {
  return { cwd, ...spawnSync(process.execPath, [bin, ...args], { input, cwd, env: { ...process.env, RADONYM_KEY_FILE: '' } }) };
}

function keyFile(): string {
  const path = join(temporaryFolder(), 'project.key');
  writeFileSync(path, `${'5c'.repeat(32)}\n`, { mode: 0o600 });
  return path;
}

describe('- is standard input and output, for one file', () => {
  test('transcode: bytes in, the same bytes as a file gives out, nothing else on standard output', () => {
    const piped = pipe(['transcode', '-', '-o', '-', '--to', 'implicit']);
    expect(piped.status, piped.stderr.toString()).toBe(0);
    const { cwd, status } = pipe(['transcode', '-', '-o', 'x.dcm', '--to', 'implicit']);
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, 'x.dcm')).equals(piped.stdout)).toBe(true);
  });

  test('a file goes to a pipe too', () => {
    const piped = pipe(['transcode', join(fixtures, 'study', 'RP.dcm'), '-o', '-', '--to', 'implicit']);
    expect(piped.stdout.equals(pipe(['transcode', '-', '-o', '-', '--to', 'implicit']).stdout)).toBe(true);
  });

  test('deidentify: with a key file, verified, and the same as into a folder', () => {
    const key = keyFile();
    const piped = pipe(['deidentify', '-', '-o', '-', '--key-file', key]);
    expect(piped.status, piped.stderr.toString()).toBe(0);
    const { cwd } = pipe(['deidentify', '-', '-o', 'x.dcm', '--key-file', key]);
    expect(readFileSync(join(cwd, 'x.dcm')).equals(piped.stdout)).toBe(true);
    expect(piped.stdout.includes('Quillfeather')).toBe(false);
    expect(existsSync(join(cwd, 'x.dcm.radonym', 'journal.jsonl'))).toBe(true);
  });

  test('what is no DICOM file gives no byte, a code, and exit code 3', () => {
    const piped = pipe(['transcode', '-', '-o', '-', '--to', 'implicit'], Buffer.alloc(5000, 'Jane Q'));
    expect(piped.status).toBe(3);
    expect(piped.stdout).toHaveLength(0);
    expect(piped.stderr.toString()).toContain('wire/not-dicom');
  });

  test.each([
    ['deidentify without a key that stays', ['deidentify', '-', '-o', '-']],
    ['two inputs', ['transcode', '-', 'other.dcm', '-o', '-', '--to', 'implicit']],
    ['a folder to write to', ['transcode', '-', '-o', 'folder', '--to', 'implicit']],
    ['records where the bytes go', ['transcode', '-', '-o', '-', '--to', 'implicit', '--json']],
    ['an input that is not there', ['transcode', 'none.dcm', '-o', '-', '--to', 'implicit']],
  ])('%s is a usage error', (_, args) => {
    const { status, stdout, stderr } = pipe(args);
    expect(status, stderr.toString()).toBe(2);
    expect(stdout).toHaveLength(0);
    expect(stderr.toString()).not.toContain('none.dcm');
  });
});
