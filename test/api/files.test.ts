import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { deidentify, inspect, type OneFile, RadonymError, transcode } from '../../src/index.js';
import { fixtures } from '../cli/radonym.js';
import { temporaryFolder } from '../support/folder.js';

const key = new Uint8Array(32).fill(7);
const file = (name: string): Uint8Array => new Uint8Array(readFileSync(join(fixtures, 'study', name)));

async function bytesOf({ bytes }: OneFile): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

const ownFolders = () => readdirSync(tmpdir()).filter((name) => /^radonym-\w{6}$/.test(name));

describe('one file from a program', () => {
  test('is de-identified the same in whatever pieces it comes, and nothing stays behind', async () => {
    const before = ownFolders();
    const whole = await bytesOf(await deidentify(file('RP.dcm'), { key }));
    const cut = await bytesOf(await deidentify(pieces(file('RP.dcm'), 777), { key }));
    expect(whole.length).toBeGreaterThan(1000);
    expect(cut.equals(whole)).toBe(true);
    expect(whole.includes('Quillfeather')).toBe(false);
    expect((await inspect(whole)).instance.modality).toBe('RTPLAN');
    expect(ownFolders().filter((name) => !before.includes(name))).toEqual([]);
  });

  test('goes around the circle of transfer syntaxes and is what it was', async () => {
    const there = await bytesOf(await transcode(file('RS.dcm'), { to: 'implicit' }));
    const back = await bytesOf(await transcode(there, { to: 'explicit' }));
    const again = await bytesOf(await transcode(back, { to: 'implicit' }));
    expect(again.equals(there)).toBe(true);
    expect(back.equals(there)).toBe(false);
  });

  test('that is none has a fate, no exception', async () => {
    const { record, bytes } = await transcode(new Uint8Array(1000), { to: 'implicit' });
    expect(record).toMatchObject({ outcome: 'skipped', code: 'wire/not-dicom' });
    expect(bytes).toBeUndefined();
  });

  test.each([
    ['a key that is too short', () => deidentify(file('RP.dcm'), { key: new Uint8Array(5) }), 'run/key'],
    ['a profile that is not there', () => deidentify(file('RP.dcm'), { key, profile: 'no-such-one' }), 'deid/profile'],
    ['a syntax that is not there', () => transcode(file('RP.dcm'), { to: 'morse' }), 'run/usage'],
  ])('%s is an error with a code', async (_, call, code) => {
    await expect(call()).rejects.toSatisfy((error) => error instanceof RadonymError && error.code === code);
  });

  test('stops when its signal says so', async () => {
    const stop = new AbortController();
    async function* slow() {
      yield file('RP.dcm').subarray(0, 100);
      stop.abort();
      yield file('RP.dcm').subarray(100);
    }
    await expect(transcode(slow(), { to: 'implicit', signal: stop.signal })).rejects.toMatchObject({ code: 'io/interrupted' });
  });
});

test('the example of docs/library.md runs as it stands', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/library.md', import.meta.url)), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(page)![1]!;
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(fileURLToPath(new URL('../../', import.meta.url)), join(folder, 'node_modules', 'radonym'), 'junction');
  copyFileSync(join(fixtures, 'study', 'RP.dcm'), join(folder, 'plan.dcm'));
  writeFileSync(join(folder, 'project.key'), `${Buffer.from(key).toString('hex')}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'example.mjs'), example);
  const ended = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(ended.stderr).toBe('');
  expect(ended.stdout).toMatch(/^written \nRTPLAN 1\.2\.840\.10008\.1\.2 \d+\n$/);
});
