/** By which rules was it de-identified? Profile, options with their codes, dates, texts. */
import { number } from './charts.js';
import { escaped } from './graph-svg.js';
import { table } from './report-table.js';
import type { Deidentification } from './run-report.js';

export function methodSection({ profile, codes, dates, texts, pixels }: Deidentification): string {
  const facts: [string, string][] = [
    [
      'Profile',
      `${escaped(profile.name)} <span class="faint">(${profile.basis === 'basic' ? 'on the Basic Application Confidentiality Profile, PS3.15 Annex E' : 'changes nothing'})</span>`,
    ],
    ['Profile hash (SHA-256)', `<code>${profile.hash}</code>`],
    ['Dates', dateWords(dates)],
    [
      'UIDs',
      codes.some(({ code }) => code === '113110')
        ? 'kept'
        : 'each replaced by one computed with a secret key: the same original, the same value, wherever it stands',
    ],
    [
      'Text level',
      profile.textLevel === 'strict'
        ? 'strict: only known words stay in a cleaned text'
        : 'standard: what identifies is cut out, the rest stays',
    ],
    [
      'Texts on the review list',
      `${number(texts.kept)} kept, ${number(texts.changed)} changed, ${number(texts.removed)} removed; ${number(texts.doubtful)} doubtful`,
    ],
    ['Pixels', pixels.length === 0 ? 'none were changed' : pixels.map(pixelWords).join('; ')],
    ['Set aside', profile.quarantines.length === 0 ? 'no kind of object' : escaped(profile.quarantines.join(', '))],
  ];
  const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('');
  const stated = table(
    'Stated in every output, De-identification Method Code Sequence (0012,0064), coding scheme DCM',
    [
      { head: 'code', cell: ({ code }) => code, as: 'code' },
      { head: 'meaning', cell: ({ meaning }) => meaning },
    ],
    codes,
  );
  return `<dl class="facts">${list}</dl>${stated}`;
}

const cleanedBy = {
  rule: 'rectangles of the profile blanked',
  'ocr-blank': 'text found by OCR blanked',
  'ocr-match': 'identifiers found by OCR blanked',
} as const;

const pixelWords = ({ how, files, frames, rectangles }: Deidentification['pixels'][number]): string =>
  `${cleanedBy[how]}: ${number(rectangles)} rectangles, ${number(frames)} frames changed in ${number(files)} files`;

function dateWords({ policy, wholeWeeks, oneOffsetPerPatient }: Deidentification['dates']): string {
  if (policy === 'removed') return 'removed, emptied or replaced by a date that says nothing';
  if (policy === 'kept') return 'kept as they were';
  const how = [
    wholeWeeks ? 'by whole weeks (weekdays stay)' : 'not by whole weeks',
    ...(oneOffsetPerPatient ? ['one secret offset per patient (intervals stay)'] : []),
  ];
  return `shifted ${how.join(', ')}`;
}
