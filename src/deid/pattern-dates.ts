/**
 * What in a text is a date or a time of day, whoever it concerns? Every usual spelling; a month or a year alone stays (a year tells
 * no more than the profile's shifted dates, and "May" is a word). All expressions are linear: no quantifier within a quantifier over the same characters.
 */
import { asciiTwin, isAscii, type PatternRow, runRows } from './pattern-rows.js';
import type { Span } from './term-search.js';
import { isUnitAt } from './units.js';

const monthNames = [
  'jan(?:uary|uar|vier|v|\\.)?|ene(?:ro)?|genn?(?:aio)?|j[äa]nner',
  'feb(?:ruary|ruar|r|braio|rero)?|f[ée]v(?:rier|r)?',
  'mar(?:ch|s|zo|t)?|m[äa]e?rz|mrz|maart|mrt',
  'apr(?:il|ile)?|avr(?:il)?|abr(?:il)?',
  'may|mai|mayo|maggio|mei',
  'june?|juni|juin|junio|giugno|giu',
  'jul[yi]?|juillet|juil|julio|luglio|lug',
  'aug(?:ust|ustus)?|ao[ûu]t|ago(?:sto)?',
  'sept?(?:ember|embre|iembre)?|settembre|set',
  'oct(?:ober|obre|ubre)?|okt(?:ober)?|ott(?:obre)?',
  'nov(?:ember|embre|iembre)?',
  'dec(?:ember|embre)?|dez(?:ember)?|d[ée]c(?:embre)?|dic(?:iembre|embre)?',
];
const months = monthNames.join('|');

const gap = '[ ._,/-]{0,2}';
const day = '(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|\\.)?';
const year = "(?:(?:19|20)\\d\\d|'?\\d\\d)";
const edge = '(?<![\\p{L}])';

const rows: readonly PatternRow[] = [
  // 2019-02-25, 2019.2.25, 2019/02/25, with a time behind a T
  {
    pattern:
      /(?<!\d)(?:19|20)\d\d([-./_ ])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:T\d{2}(?::?\d{2}){0,2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?/g,
    digits: 6,
  },
  // 25.02.2019, 2/25/19, 3-12-19
  {
    pattern: /(?<!\d)(?<!\d[.,])(\d{1,2})([-./_])(\d{1,2})\2((?:19|20)?\d\d)(?!\d|[.,]\d)/g,
    digits: 4,
    needs: ['-', '.', '/', '_'],
    accept: (match, text) => isDayAndMonth(match[1]!, match[3]!) && !isUnitAt(text, match.index + match[0].length),
  },
  // 25 02 2019
  {
    pattern: /(?<!\d)(\d{1,2}) (\d{1,2}) (?:19|20)\d\d(?!\d)/g,
    digits: 6,
    needs: [' '],
    accept: (match) => isDayAndMonth(match[1]!, match[2]!),
  },
  // 02/2019, 2019-02
  { pattern: /(?<![\d./-])(?:0?[1-9]|1[0-2])[/-](?:19|20)\d\d(?![\d/-])/g, digits: 5, needs: ['-', '/'] },
  { pattern: /(?<![\d./-])(?:19|20)\d\d[/-](?:0[1-9]|1[0-2])(?![\d/-])/g, digits: 6, needs: ['-', '/'] },
  // "PET 3/12", "on 12.3.": day and month behind a word that dates something
  {
    pattern:
      /(?<=(?<!\p{L})(?:ct|mr|mri|pet|cbct|scan|on|from|dated|date|vom|am|du|del|le|w)[ _:/-]{1,2})(\d{1,2})[./](\d{1,2})\.?(?![\d./]|x)/giu,
    digits: 2,
    needs: ['.', '/'],
    accept: (match, text) => isDayAndMonth(match[1]!, match[2]!) && !isUnitAt(text, match.index + match[0].length),
  },
  // 3/12 alone, but neither a fraction nor a count ("Fx 3/12", "arc 1/2")
  {
    pattern:
      /(?<![\p{L}\d./\\-])(?<!(?:fx|fr|frac|fraction|fractions|fraktion|arc|arcs|field|beam|phase|session|part|slice|plan|grade|stage) ?)(\d{1,2})\/(\d{1,2})(?![\d./\p{L}-])/giu,
    digits: 2,
    needs: ['/'],
    accept: (match, text) =>
      isDayAndMonth(match[1]!, match[2]!) &&
      !/^(?:1\/[234]|[23]\/[34])$/.test(match[0]) &&
      !countedBehind.test(text.slice(match.index, match.index + 24)),
  },
  // 14:30, 2:30:15.5 pm, 3pm, 14h30, 14.30 Uhr
  { pattern: /(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,6})?)?(?!\d)(?: ?[ap]\.?m\b\.?)?/gi, digits: 3, needs: [':'] },
  { pattern: /(?<![\d.,])(?:0?[1-9]|1[0-2])(?:[.:]?[0-5]\d)? ?[ap]\.?m(?!\p{L})\.?/giu, digits: 1, needs: ['am', 'pm', 'a.m', 'p.m'] },
  {
    pattern: /(?<![\d.,])(?:[01]?\d|2[0-4])(?:h[0-5]\d(?!\d)|(?:[.:][0-5]\d)? ?(?:uhr|o'clock)(?!\p{L}))/giu,
    digits: 1,
    needs: ['h', "o'clock"],
  },
];

/** 3 March 1960, 12-Mar-19, 25.Feb; Feb 25th, 2019; sep30; March 2019 */
const monthRows: readonly PatternRow[] = [
  // "Phase 1 Nov 16, 2024": the number before belongs to other words when a day and its year come behind.
  {
    pattern: new RegExp(
      `(?<!\\d)${day}${gap}(?:of )?(?:${months})\\.?(?!\\p{L})(?!${gap}${day}${gap}(?:19|20)\\d\\d)(?:${gap}${year}(?!\\d))?`,
      'giu',
    ),
  },
  { pattern: new RegExp(`${edge}(?:${months})\\.?${gap}${day}(?!\\d)(?:${gap}${year}(?!\\d))?`, 'giu') },
  { pattern: new RegExp(`${edge}(?:${months})\\.?${gap}(?:(?:19|20)\\d\\d|'\\d\\d)(?!\\d)`, 'giu') },
  { pattern: new RegExp(`(?<!\\d)(?:19|20)\\d\\d${gap}(?:${months})(?!\\p{L})(?:${gap}${day}(?!\\d))?`, 'giu') },
];

/** Beginnings of all month names above: a text without one near a digit is spared the long expressions. */
const anyMonth =
  /(?:(?<!\p{L})|(?<=\d(?:st|nd|rd|th)))(?:jan|j[äa]n|ene|gen|feb|f[eé]v|mar|m[äa]r|mae|mrz|maa|mrt|apr|avr|abr|may|mai|mag|mei|jun|jui|giu|jul|lug|aug|ao[uû]|ago|sep|set|o[ckt]t|nov|dec|dez|d[eé]c|dic)/giu;

const countedBehind = /^\d{1,2}\/\d{1,2} ?(?:fx|fr|frac|fraction|fractions|fraktion|fraktionen|beam|arcs?|fields?|sessions?|c?Gy)/i;

/** Calls `found` for each date with the month as a word. */
export function monthSpans(text: string, found: (span: Span) => void): void {
  if (hasDatedMonth(text)) runRows(monthRows, text, found);
}

/** 1 to 12; undefined where the text names no month. */
export function monthOf(text: string): number | undefined {
  wholeMonths ??= monthNames.map((names) => new RegExp(`(?<!\\p{L})(?:${names})(?!\\p{L})`, 'iu'));
  const place = wholeMonths.findIndex((month) => month.test(text));
  return place < 0 ? undefined : place + 1;
}

let wholeMonths: readonly RegExp[] | undefined;

/** Calls `found` for each date or time. */
export function dateSpans(text: string, found: (span: Span) => void): void {
  if (!/\d/.test(text)) return;
  runRows(rows, text, found);
  monthSpans(text, found);
}

/** How far a digit of a date can be from the beginning of its month's name: a day, its ending, a gap and "of "; the name, a dot and a gap. */
const digitBefore = 8;
const digitBehind = 16;

function hasDatedMonth(text: string): boolean {
  for (const { index } of text.matchAll(isAscii(text) ? asciiTwin(anyMonth) : anyMonth)) {
    if (/\d/.test(text.slice(Math.max(0, index - digitBefore), index + digitBehind))) return true;
  }
  return false;
}

/** Either may be the day: both orders are in use. */
function isDayAndMonth(first: string, second: string): boolean {
  const a = Number(first);
  const b = Number(second);
  return a >= 1 && b >= 1 && a <= 31 && b <= 31 && (a <= 12 || b <= 12);
}
