import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../src/base/printable.js';
import { partLength, safePart, safeValue } from '../../src/io/path-parts.js';

test.each([
  ['letters and digits stay', 'RT2VHV5V', 'RT2VHV5V'],
  ['an empty value', '', 'none'],
  ['nothing but dots and spaces', ' .. ', 'none'],
  ['a way upwards', '../../etc', '_.._etc'],
  ['separators of both kinds', 'a/b\\c:d', 'a_b_c_d'],
  ['what Windows forbids', '*?"<>|', '______'],
  ['control characters', 'a\u0000b\u001bc', 'a_b_c'],
  ['dots and spaces at the ends', ' .name. ', 'name'],
  ['accents fold to ASCII', 'Zoëlle', 'Zoelle'],
  ['letters that have no ASCII', '山田', '__'],
  ['a name that Windows reserves', 'NUL', '_NUL'],
  ['a reserved name with an extension', 'com1.dcm', '_com1.dcm'],
  ['a name that only begins like one', 'console', 'console'],
])('%s', (_, value, part) => {
  expect(safePart(value)).toBe(part);
});

test('a long value keeps its end and stays different from others', () => {
  const [a, b] = [`${'x'.repeat(300)}.dcm`, `${'x'.repeat(301)}.dcm`];
  expect(safePart(a).length).toBeLessThanOrEqual(partLength);
  expect(safePart(a)).toMatch(/\.dcm$/);
  expect(safePart(a)).not.toBe(safePart(b));
});

test('whatever the value, the part is one safe name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
      const part = safePart(value);
      expect(part).toMatch(/^[\x20-\x7e]+$/);
      expect(part).not.toMatch(/[\\/:*?"<>|]|^[. ]|[. ]$/);
      expect(part.length).toBeLessThanOrEqual(partLength + 1);
      expect(safeValue(safeValue(value))).toBe(safeValue(value));
    }),
  );
});

test('a terminal sees no control character and no bidirectional mark', () => {
  expect(printable('a\u001b[2Jb\u202ec')).toBe('a?[2Jb?c');
});
