/** Files too large to be read whole: Pixel Data stay in them, and are compared and searched piece by piece. */
import { closeSync, ftruncateSync, mkdtempSync, openSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import { opened } from '../../src/run/verify-task.js';
import { createLeakSearch } from '../../src/verify/leaks.js';
import { checkLongValues, searchCut } from '../../src/verify/long-values.js';
import { readSource } from '../../src/verify/read-source.js';
import { element, part10, sequence } from '../support/bytes.js';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'radonym-long-')));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const pixels = limits.verifyWhole + (40 << 20);
/** Across the end of a piece. */
const acrossPieces = limits.chunk * 4 * 8 + 1024 - 5;

/** Zeros that take no room on most disks, and what is put among them. */
function large(name: string, patch?: { readonly at: number; readonly bytes: Uint8Array }): string {
  const head = part10({}, [element(0x00080018, 'UI', '2.999.1'), element(0x7fe00010, 'OW', new Uint8Array(0))]);
  Buffer.from(head.buffer, head.byteOffset, head.length).writeUInt32LE(pixels, head.length - 4);
  const path = join(scratch, name);
  const file = openSync(path, 'w');
  writeSync(file, head);
  ftruncateSync(file, head.length + pixels);
  if (patch) writeSync(file, patch.bytes, 0, patch.bytes.length, head.length + patch.at);
  closeSync(file);
  return path;
}

const search = createLeakSearch([{ text: 'Quellmann^Dorothea' }]);

const judged = (name: string, patch?: Parameters<typeof large>[1]): readonly unknown[] =>
  opened(join(scratch, 'original'), (original) =>
    opened(large(name, patch), (output) => {
      expect(output.file.cut).toMatchObject({ length: pixels });
      return [...checkLongValues({ original, output }).map(({ code }) => code), ...searchCut(output.source, output.file.cut!, search)];
    }),
  );

test('what is the same passes; changed bytes are found, and the name that they spell across two pieces', () => {
  large('original');
  expect(judged('same')).toEqual([]);
  expect(judged('named', { at: acrossPieces, bytes: Buffer.from('Quellmann^Dorothea') })).toEqual(['verify/value-changed', 0]);
}, 60_000);

test('a sequence that goes on behind the bytes that are read at once is not verified, and no broken file', () => {
  const contours = sequence(0x30060039, [[element(0x30060050, 'DS', '1.5'.padEnd(4000))]], { length: 'defined' });
  const bytes = part10({}, [element(0x00080018, 'UI', '2.999.1'), contours]);
  const source = {
    size: bytes.length,
    read(position: number, target: Uint8Array): number {
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
  };
  expect(() => readSource(source, { whole: 1000 })).toThrow(expect.objectContaining({ code: 'verify/not-verified' }));
});
