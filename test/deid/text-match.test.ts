/** Lines read off an image, with the mistakes that reading makes. */
import { describe, expect, test } from 'vitest';
import { noTerms } from '../../src/deid/identity.js';
import { isNearIn, textMatch } from '../../src/deid/text-match.js';

const names = textMatch(
  { ...noTerms, names: ['MÜLLERBERG^Zoë', 'Wu^Li'], ids: ['4711-0815'], dates: ['19491231'], places: ['Klinikum Rosengarten'] },
  (text) => text.includes('FOUND'),
);

describe('a line that names the patient', () => {
  test.each([
    ['as it stands', 'MÜLLERBERG, Zoë'],
    ['without its umlaut, in lower case', 'mullerberg'],
    ['with letters taken for others', 'NULLER8ERG'],
    ['with one letter left out', 'MULLRBERG'],
    ['apart', 'MULLER BERG'],
    ['a number with digits taken for letters', 'ID 47II-O8IS'],
    ['a date in another order', 'DOB 31.12.1949'],
    ['a date of two digits of the year', '12/31/49'],
    ['the name of a place', 'ROSENGARTEN'],
    ['what the cleaner finds', 'FOUND'],
  ])('%s', (_, line) => {
    expect(names(line)).toBe(true);
  });
});
describe('a line that names nobody', () => {
  test.each([['120 kV 6 MV'], ['GANTRY 180.0'], ['LEFT ANTERIOR'], ['CLINIC'], ['Klinik'], ['20240101'], ['']])('%s', (line) => {
    expect(names(line)).toBe(false);
  });
  test('a name of two letters is no reason', () => {
    expect(names('WU')).toBe(false);
  });
});

test.each([
  ['abcdef', 'xxabcdefxx', 0, true],
  ['abcdef', 'xxabXdefxx', 1, true],
  ['abcdef', 'xxabdefxx', 1, true],
  ['abcdef', 'xxabXcdefxx', 1, true],
  ['abcdef', 'xxaXcXefxx', 1, false],
  ['abcdef', 'abXXef', 2, true],
  ['abcdef', '', 2, false],
])('%s near in %s with %i mistakes: %s', (part, text, mistakes, near) => {
  expect(isNearIn(part, text, mistakes)).toBe(near);
});
