import { expect, test } from 'vitest';
import { tellsDate } from '../../src/deid/known-dates.js';
import { readings } from '../../src/deid/readable-bytes.js';

const dates = new Set(['19600312', '20210703']);

test.each([
  ['12 Mar 1960', true],
  ['seen on March 12, 1960', true],
  ['12-MAR-60', true],
  ['3. Juli 2021', true],
  ['PTV_12mars1960', true],
  ['13 Mar 1960', false],
  ['March 1960', false],
  ['12 1960', false],
])('%s tells a date of the patient: %s', (text, told) => {
  expect(tellsDate(text, dates)).toBe(told);
});

test.each([
  ['ASCII', Buffer.from('<id>Doe</id>'), ['<id>Doe</id>']],
  ['UTF-8', Buffer.from('Bär und Bär'), ['Bär und Bär']],
  ['Latin 1', Buffer.from('Bär und Bär', 'latin1'), ['Bär und Bär']],
  ['UTF-16 little endian', Buffer.from('Doe, Jane', 'utf16le'), ['Doe, Jane']],
  ['UTF-16 big endian', Buffer.from('Doe, Jane', 'utf16le').swap16(), ['Doe, Jane']],
  ['numbers', Buffer.from([1, 2, 3, 4, 5, 6, 0, 0]), []],
])('bytes that read as text: %s', (_, bytes, texts) => {
  expect(readings(bytes, 0, bytes.length)).toEqual(texts);
});
