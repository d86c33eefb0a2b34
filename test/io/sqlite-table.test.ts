/** Rows of databases that SQLite 3.40 wrote, in pages of 512 bytes: trees of several floors, rows over many pages. Damaged ones end with an error. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { sqliteTable } from '../../src/io/sqlite-table.js';

const bytesOf = (name: string): Uint8Array => readFileSync(new URL(`sqlite/${name}.db`, import.meta.url));

const accessTo = (bytes: Uint8Array) => ({
  size: bytes.length,
  read(position: number, target: Uint8Array): number {
    const part = bytes.subarray(position, position + target.length);
    target.set(part);
    return part.length;
  },
});

const integers = [0, 1, -1, 127, -128, 32767, -32768, 8388607, 2147483647, -2147483648, 2 ** 47 - 1, -(2 ** 47), 2 ** 62];

test.each(['utf-8', 'utf-16be'])('every row of a table in %s, in order', (name) => {
  const table = sqliteTable(accessTo(bytesOf(name)), 'numbered');
  expect(table.columns).toEqual(['index', 'the text', 'number', 'blob', 'late']);
  const rows = [...table.rows()];
  expect(rows.length).toBe(60);
  for (const [n, row] of rows.entries()) {
    const [, text, number, blob] = row;
    expect(text).toBe(n % 7 === 3 ? null : `ärger ${'x'.repeat((n * n * 7) % (n % 10 === 0 ? 1100 : 90))}`);
    expect(Number(number)).toBe(n % 2 === 1 ? integers[n % 13] : n / 8);
    expect([...(blob as Uint8Array)]).toEqual([n, 0, 255]);
  }
});

test.each([
  ['a table that is not there', 'utf-8', 'answer_data'],
  ['a table without row numbers', 'utf-8', 'other'],
])('%s is refused', (_, name, table) => {
  expect(() => sqliteTable(accessTo(bytesOf(name)), table)).toThrow(RadonymError);
});

test('a damaged database gives rows or an error with a code, and ends', () => {
  const whole = bytesOf('utf-8');
  const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(flips, fc.nat(whole.length), (changes, cut) => {
      const bytes = Uint8Array.from(whole);
      for (const [at, byte] of changes) bytes[at] = byte;
      try {
        for (const row of sqliteTable(accessTo(cut % 3 === 0 ? bytes.subarray(0, cut) : bytes), 'numbered').rows())
          expect(Array.isArray(row)).toBe(true);
      } catch (trouble) {
        expect(trouble).toBeInstanceOf(RadonymError);
      }
    }),
    { numRuns: 400 },
  );
});
