import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateSpans } from '../../src/deid/pattern-dates.js';
import { asciiTwin, runRows } from '../../src/deid/pattern-rows.js';
import { contactSpans } from '../../src/deid/patterns.js';
import type { Span } from '../../src/deid/term-search.js';
import { titleSpans } from '../../src/deid/titles.js';
import { vocabulary } from '../support/words.js';

const spansOf = (spans: (text: string, found: (span: Span) => void, words: typeof vocabulary) => void, text: string): Span[] => {
  const all: Span[] = [];
  spans(text, (span) => all.push(span), vocabulary);
  return all;
};

describe('an ASCII text', () => {
  const parts = fc.constantFrom(
    'Dr Smith ', 'by Jones', 'PET 3/12', '25 Feb 2019 ', 'mar 3', '14:30', '3pm', 'tel. 044 123 45 67', 'jo@x.example ', 'www.a.ch', '#1234', 'T1 ',
    '10.1.2.3', 'MRN 00123', 'C:\\data', '/srv/jo/x', 'PTV_4500', ' ', '_', '-', 'am', '1', '9', '2019', 'ARRSHD64A01H501', '+41 44 1', "o'clock",
  ); // biome-ignore format: a list is easier to read dense
  test('is read the same as with a letter behind it that needs the full expressions', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (words) => {
        const text = words.join('');
        // Cut off by a new line, which no pattern takes: what stands before it is judged alone.
        const wide = `${text}\n\u2014\u00e9`;
        for (const spans of [contactSpans, dateSpans, titleSpans]) expect(spansOf(spans, text)).toEqual(spansOf(spans, wide));
      }),
    );
  });
});

test.each([
  [/(?<![\p{L}\d])\p{Lu}[\p{L}\p{M}]*/gu, '(?<![A-Za-z\\d])[A-Z][A-Za-z]*'],
  [/j[äa]n|fév/gu, 'j[a]n|f[]v'],
  [/[\\\p{L}]\\/gu, '[\\\\A-Za-z]\\\\'],
] as const)('the ASCII twin of %s has no Unicode property', (pattern, source) => {
  expect(asciiTwin(pattern).source).toBe(source);
  expect(asciiTwin(pattern).flags).toBe('g');
});

test('a row whose needs or digits the text lacks is not run', () => {
  const rows = [
    { pattern: /x/g, needs: ['y'] },
    { pattern: /x/g, digits: 2 },
  ];
  expect(spansOf((text, found) => runRows(rows, text, found), 'x1')).toEqual([]);
  expect(spansOf((text, found) => runRows(rows, text, found), 'xY12')).toHaveLength(2);
});
