/** What was made to do harm: it is refused with a code, soon, and says nothing to the terminal but words. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import { DeflateStream } from '../../src/wire/deflate.js';
import { element, encode, explicit, part10, raw, transferSyntaxUid } from '../support/bytes.js';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';
import { patientFiles } from '../support/patients.js';
import { fixtures, radonym } from './radonym.js';

const isPosix = process.platform !== 'win32';
const key = 'e5'.repeat(32);

test.runIf(isPosix).each([
  ['--key-file', 'run/key: the key file is larger than'],
  ['--mapping', 'run/mapping: the mapping table is larger than'],
  ['--structure-names', 'run/structure-names: the table of structure names is larger than'],
  ['--profile', 'longer than'],
])('%s without an end is given up', async (option, message) => {
  const folder = temporaryFolder();
  const { code, stderr } = await radonym('deidentify', join(fixtures, 'study'), '-o', join(folder, 'out'), option, '/dev/zero');
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

/** Sequences within sequences, without end marks. */
const nested = (levels: number) => Buffer.alloc(16 * levels, Buffer.from('08004011fffffffffeff00e0ffffffff', 'hex'));

test.each([
  [
    'a length of 4 GB',
    () =>
      part10({ transferSyntax: transferSyntaxUid.implicit }, [
        element(0x00080018, 'UI', '2.999.1'),
        raw(Buffer.from('1000100000ffffff', 'hex')),
      ]),
    /wire\/(truncated|bad-length)/,
  ],
  [
    'sequences ten thousand deep',
    () => Buffer.concat([part10({ transferSyntax: transferSyntaxUid.implicit }, [element(0x00080018, 'UI', '2.999.1')]), nested(10_000)]),
    /wire\/too-deep/,
  ],
  ['a deflate bomb', bomb, /written|wire\//],
] as const)('%s takes neither memory nor time', async (_, make, code) => {
  const folder = plant(temporaryFolder(), { 'in/a.dcm': make(), key });
  const began = performance.now();
  const args = ['deidentify', join(folder, 'in'), '-o', join(folder, 'out'), '--key-file', join(folder, 'key'), '--json'];
  const { stdout, stderr } = await radonym(...args);
  expect(`${stdout}${stderr}`).toMatch(code);
  expect(performance.now() - began).toBeLessThan(30_000);
});

/** 64 MB of zeros in a private element, in 64 kB. */
function bomb(): Uint8Array {
  const zeros = new Uint8Array(1 << 20);
  const dataSet = encode(
    [element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.481.3'), element(0x00080018, 'UI', '2.999.1'), element(0x00100020, 'LO', 'A')],
    explicit,
  );
  const header = Buffer.from('11001010554e000000000004', 'hex');
  const stream = new DeflateStream();
  const pieces = [...stream.push([dataSet, header])];
  for (let piece = 0; piece < 64; piece++) pieces.push(...stream.push([zeros]));
  pieces.push(...stream.end());
  return Buffer.concat([part10({ transferSyntax: transferSyntaxUid.deflated }, []).slice(0, -2), ...pieces]);
}

test('values and names steer no terminal', async () => {
  const evil = '\u001b]0;x\u0007\u001b[2J';
  const text = Buffer.from(patientFiles(1)['RP.dcm']!).toString('latin1');
  const files = {
    [`in/${isPosix ? evil : 'x'}.dcm`]: Buffer.from(text.replaceAll('Quillfeather', evil.padEnd(12, 'x').slice(0, 12)), 'latin1'),
    'in/broken.dcm': readFileSync(join(fixtures, 'broken', 'bad-vr.dcm')),
  };
  const folder = plant(temporaryFolder(), { ...files, key });
  for (const words of [
    ['deidentify', '-v', '--key-file', join(folder, 'key'), '-o', join(folder, 'out')],
    ['deidentify', '--dry-run', '-v', '--key-file', join(folder, 'key'), '-o', join(folder, 'dry')],
    ['transcode', '-v', '--to', 'implicit', '-o', join(folder, 'plain')],
    ['inspect'],
  ]) {
    const { stdout, stderr } = await radonym(words[0]!, join(folder, 'in'), ...words.slice(1));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  }
});

test('the key is in no output, journal, report or message, in any spelling', async () => {
  const folder = plant(temporaryFolder(), { 'in/RP.dcm': patientFiles(1)['RP.dcm']!, key });
  const args = ['deidentify', join(folder, 'in'), '-o', join(folder, 'out'), '--key-file', join(folder, 'key'), '-v'];
  const { code, stdout, stderr } = await radonym(...args);
  expect(code, stderr).toBe(0);
  const bytes = Buffer.from(key, 'hex');
  const spellings = [
    key,
    key.toUpperCase(),
    bytes.toString('latin1'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.join(','),
  ];
  const everything = { stdout, stderr, ...contentsOf(join(folder, 'out')), ...contentsOf(join(folder, 'out.radonym')) };
  for (const [name, content] of Object.entries(everything))
    for (const spelling of spellings) expect(content.includes(spelling), name).toBe(false);
  expect(namesIn(join(folder, 'out.radonym'))).not.toContain('project.key');
});

test.runIf(isPosix)('what others may read or enter is told', async () => {
  const folder = plant(temporaryFolder(), { 'in/RP.dcm': patientFiles(1)['RP.dcm']!, 'state/x': '' });
  writeFileSync(join(folder, 'key'), key, { mode: 0o644 });
  const { stderr } = await radonym(
    'deidentify',
    join(folder, 'in'),
    '-o',
    join(folder, 'out'),
    '--key-file',
    join(folder, 'key'),
    '--state',
    join(folder, 'state'),
  );
  expect(stderr).toContain('The key file can be read by others');
  expect(stderr).toContain('The state folder can be entered by others');
});

test('limits are whole numbers, and none is without end', () => {
  for (const [name, limit] of Object.entries(limits)) expect(Number.isSafeInteger(limit) && limit > 0, name).toBe(true);
});
