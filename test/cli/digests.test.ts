/** Digests of a run that is large enough for a thread of their own, where this processor is slow at them. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { radonym } from './radonym.js';

/** Bytes: less than what gets a file a worker; six of them are more than what one thread does alone. */
const valueLength = 12e6;

/** The same slice, with more samples and a number of its own. */
function slice(number: number): Buffer {
  const bytes = readFileSync('fixtures/study/CT.1.dcm');
  const valueAt = bytes.lastIndexOf(Uint8Array.of(0xe0, 0x7f, 0x10, 0x00)) + 12;
  const head = Buffer.from(bytes.subarray(0, valueAt));
  head.writeUInt32LE(valueLength, valueAt - 4);
  const value = Buffer.alloc(valueLength, number);
  const uid = head.indexOf(Uint8Array.of(0x08, 0x00, 0x18, 0x00)) + 8;
  head[uid + head.readUInt16LE(uid - 2) - 3] = 0x30 + number;
  return Buffer.concat([head, value]);
}

test.each(['deidentify', 'transcode'])('the journal of %s holds the digest of every input', async (command) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'in'));
  for (let number = 0; number < 6; number++) writeFileSync(join(folder, 'in', `${number}.dcm`), slice(number));
  const more = command === 'transcode' ? ['--to', 'implicit'] : [];
  const ended = await radonym(command, join(folder, 'in'), '-o', join(folder, 'out'), ...more);
  expect(ended.code, ended.stderr).toBe(0);
  const lines = readFileSync(join(folder, 'out.radonym', 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const files = lines.map((line) => JSON.parse(line)).filter(({ sha256 }) => sha256 !== undefined);
  expect(files).toHaveLength(6);
  for (const { input, sha256 } of files) expect(sha256).toBe(createHash('sha256').update(readFileSync(input)).digest('hex'));
});
