import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, readCsv } from '../../src/io/csv.js';

const cells = (text: string) => readCsv(text).map((row) => row.cells);

test.each([
  [
    'lines end in LF or CRLF, the last one may not end',
    'a,b\r\nc,d\ne,f',
    [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ],
  ],
  ['quotes hold separators, line ends and doubled quotes', '"a,b","c\nd","e""f"\n', [['a,b', 'c\nd', 'e"f']]],
  [
    'empty lines are left out, empty cells are not',
    'a,\n\n,b\n',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['a byte order mark is no part of the first cell', '\ufeffa,b', [['a', 'b']]],
  [
    'semicolons separate where the first line has no comma',
    'a;b\n1,5;2\n',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
  ],
  ['a tab is part of a cell', 'a\tb', [['a\tb']]],
])('%s', (_, text, expected) => {
  expect(cells(text)).toEqual(expected);
});

test('rows know the line they begin on', () => {
  expect(readCsv('a\n"b\nc"\n\nd').map((row) => row.line)).toEqual([1, 2, 5]);
});

test.each([
  ['a quote that does not close', 'a\n"b'],
  ['text behind a closing quote', 'a\n"b"c'],
])('%s is an error that names the line and no text', (_, text) => {
  expect(() => readCsv(text)).toThrow(expect.objectContaining({ code: 'io/csv', message: expect.stringMatching(/line 2(?!.*b)/) }));
});

test('what is written is read back', () => {
  const row = fc.array(fc.string(), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const text = csvLine(['x', 'y']) + rows.map(csvLine).join('');
      expect(cells(text)).toEqual([['x', 'y'], ...rows]);
    }),
  );
});
