import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vr } from '../../src/standard/vr.js';
import { asciiText, equalsAscii, fitted, isBlank, latin1Text, padded, paddedAscii, splitValues } from '../../src/wire/value.js';

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const whole = (text: string): [Uint8Array, number, number] => [bytesOf(text), 0, text.length];

test.each([
  ['1.2.3\0', '1.2.3'],
  ['RTPLAN ', 'RTPLAN'],
  ['  a ', '  a'],
  ['a \0 \0', 'a'],
  ['', ''],
  ['   ', ''],
])('%j without padding is %j', (value, text) => {
  expect(asciiText(...whole(value))).toBe(text);
});

test('only bytes from start to end are read', () => {
  expect(asciiText(bytesOf('xxabc yy'), 2, 6)).toBe('abc');
});

test('every byte is the character of its number, whatever the length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(8), (bytes, start) => {
      const from = Math.min(start, bytes.length);
      expect(bytesOf(latin1Text(bytes, from, bytes.length))).toEqual(bytes.slice(from));
    }),
  );
});

test.each([
  ['1.2\\1.3\0', ['1.2', '1.3']],
  ['a \\ b', ['a', ' b']],
  ['\\', ['', '']],
  ['', ['']],
])('%j splits into %j', (value, values) => {
  expect(splitValues(...whole(value))).toEqual(values);
});

test('padding makes a value even: NUL for UI, space for the rest', () => {
  expect(paddedAscii('1.2', vr.UI)).toEqual(bytesOf('1.2\0'));
  expect(paddedAscii('abc', vr.SH)).toEqual(bytesOf('abc '));
  expect(paddedAscii('ab', vr.SH)).toEqual(bytesOf('ab'));
  expect(padded(bytesOf('abc'), vr.LO)).toEqual(bytesOf('abc '));
});

test('text that is not ASCII is refused without repeating it', () => {
  expect(() => paddedAscii('Müller', vr.LO)).toThrow(/^of 6 characters not all are ASCII$/);
});

test('blank and equal look through padding', () => {
  expect(isBlank(...whole(' \0 '))).toBe(true);
  expect(isBlank(...whole(' x'))).toBe(false);
  expect(equalsAscii(...whole('YES '), 'YES')).toBe(true);
  expect(equalsAscii(...whole('YESS'), 'YES')).toBe(false);
});

test.each([
  ['12345678901234567', vr.SH, '1234567890123456'],
  [`${'x'.repeat(15)}😀y`, vr.SH, `${'x'.repeat(15)}😀`],
  [`${'x'.repeat(15)}e\u0301`, vr.SH, 'x'.repeat(15)],
  ['y'.repeat(20000), vr.UT, 'y'.repeat(20000)],
])('a value is cut to what its VR may hold, between whole characters (row %#)', (text, which, cut) => {
  expect(fitted(text, which)).toBe(cut);
});
