/** Digests of a run that is large enough for a thread of their own, where this processor is slow at them. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { largeSlice } from '../support/large-slice.js';
import { radonym } from './radonym.js';

/** Bytes: less than what gets a file a worker; six of them are more than what one thread does alone. */
const valueLength = 12e6;

/** With a number of its own. */
function slice(number: number): Buffer {
  const bytes = largeSlice(Buffer.alloc(valueLength, number));
  const uid = bytes.indexOf(Uint8Array.of(0x08, 0x00, 0x18, 0x00)) + 8;
  bytes[uid + bytes.readUInt16LE(uid - 2) - 3] = 0x30 + number;
  return bytes;
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
