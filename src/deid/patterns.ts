/**
 * What in a text reaches or numbers a person, whoever it is? Phones, mail, hosts, paths, national and record numbers. It knows no patient.
 * All expressions are linear: bounded quantifiers, starts that a look-behind fixes.
 */
import { digitCount, type PatternRow, runRows } from './pattern-rows.js';
import type { Span } from './term-search.js';
import { isUnitAt } from './units.js';

const rows: readonly PatternRow[] = [
  {
    pattern: /(?<![\w.+-])[\p{L}\d][\w.+-]{0,63}@[\p{L}\d][\w.-]{0,253}[\p{L}\d]/gu,
    needs: ['@'],
    accept: ([address]) => isAddress(address),
  },
  { pattern: /(?<![\p{L}\d])(?:https?|ftps?|file|dicom(?:web)?|smb|ldap|mailto):[^\s"'<>]{1,2000}/giu, needs: [':'] },
  { pattern: /(?<![\p{L}\d.-])www\.[^\s"'<>]{1,2000}/giu, needs: ['www.'] },
  // Host names: a general ending, or a country's behind two labels. The label before is anchored, so that a long run is read once.
  {
    pattern:
      /(?<![\w.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.(?:com|org|net|edu|gov|mil|int|local|lan|intern|internal|corp|nhs|hosp)(?![\w-])/gi,
    needs: ['.'],
  },
  {
    pattern:
      /(?<![\w.-])[a-z0-9-]{2,63}\.[a-z0-9-]{2,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:de|at|ch|fr|uk|nl|be|it|es|pt|se|no|dk|fi|pl|cz|hu|ro|gr|tr|ie|eu|us|ca|au|nz|jp|kr|cn|tw|in|br|mx|ar|za|il|ru)(?![\w-])/gi,
    needs: ['.'],
  },
  // UNC paths, drive paths, paths from the root
  { pattern: /\\\\[\w.$-]{1,255}(?:\\[^\s\\"<>|]{0,255}){0,30}/g, needs: ['\\\\'] },
  { pattern: /(?<![\p{L}])[A-Za-z]:[\\/][^\s"<>|*?]{0,1000}/gu, needs: [':\\', ':/'] },
  { pattern: /(?<![\w/.~])~?(?:\/[\w.~@-]{1,255}){2,30}\/?/g, needs: ['/'] },
  // Words that announce a number of a person
  {
    pattern:
      /(?<![\p{L}\d])(?:tel|phone|telephone|telefon|fax|mobile|mobil|cell|pager|handy|tél|ext|dect)\b\.?[ :#]{0,3}\(?[+\d][\d ()./+-]{2,24}/giu,
    digits: 3,
    needs: ['tel', 'tél', 'phone', 'fax', 'mobil', 'cell', 'pager', 'handy', 'ext', 'dect'],
  },
  {
    pattern:
      /(?<![\p{L}\d])(?:mrn|m\.r\.n\.?|pid|pat(?:ient)?[ ._-]?(?:id|nr|no)|pt|upi|ur(?:n| ?no)|nhs|chi|ssn|ahv|case|fall(?:nr)?|acc(?:ession)?|visit|encounter|subject|subj|participant)\b[ ._-]{0,2}(?:no|nr|num|number|id)?[ .:#_=-]{0,3}(?=[A-Za-z]{0,4}[-_]?\d{2})[A-Za-z]{0,4}[-_]?\d[\w-]{1,31}/giu,
    digits: 2,
    needs: [
      'mrn',
      'm.r.n',
      'pid',
      'pat',
      'pt',
      'upi',
      'ur',
      'nhs',
      'chi',
      'ssn',
      'ahv',
      'case',
      'fall',
      'acc',
      'visit',
      'encounter',
      'subj',
      'participant',
    ],
  },
  // Codice fiscale, NIR (and its letters for Corsica), UK National Insurance
  { pattern: /(?<![\p{L}\d])[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z](?![\p{L}\d])/giu, digits: 7 },
  { pattern: /(?<![\p{L}\d])[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\d])/gu, digits: 6 },
  {
    pattern: /(?<!\d)(?<!\d\.)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d{1,5})?(?!\.?\d)/g,
    needs: ['.'],
    digits: 4,
    accept: ([address]) => isIpAddress(address),
  },
  {
    pattern: /(?<![\da-f:-])(?:[\da-f]{2}:){5}[\da-f]{2}(?![\da-f:])|(?<![\da-f-])(?:[\da-f]{2}-){5}[\da-f]{2}(?![\da-f-])/gi,
    needs: [':', '-'],
    digits: 1,
  },
  { pattern: /(?<![\d+])\+\d[\d ()./-]{5,20}\d/g, needs: ['+'], digits: 2 },
  { pattern: /(?<!\d)(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)/g, digits: 10 },
  { pattern: /(?<![\d.-])\d{3}-\d{4}(?!\d)/g, needs: ['-'], digits: 7 },
  {
    pattern: /(?<![\d.,])\(?0\d{1,4}\)?[ /-]\d{2,8}(?:[ /-]\d{2,5}){0,4}(?!\d)/g,
    needs: ['0'],
    digits: 7,
    accept: ([number]) => digitCount(number) >= 7,
  },
  // US SSN; Nordic personal numbers; NIR
  { pattern: /(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)/g, needs: ['-'], digits: 9 },
  { pattern: /(?<!\d)\d{6}(?:\d{2})?[-+ ]\d{4}(?!\d)/g, digits: 10 },
  { pattern: /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d{2})?(?!\d)/g, digits: 12 },
  { pattern: /#\d{3,}/g, needs: ['#'], digits: 3 },
  // Long numbers: records, accessions, licences. Not a decimal's fraction, not what has a unit.
  {
    pattern: /(?<!\d)\d{6,}/g,
    digits: 6,
    accept: (match, text) => !isFraction(text, match.index) && !(match[0].length < 8 && isUnitAt(text, match.index + match[0].length)),
  },
];

/** Calls `found` for each. */
export function contactSpans(text: string, found: (span: Span) => void): void {
  if (!/[\d@.:\\/]/.test(text)) return;
  runRows(rows, text, found);
}

/** `60Gy@95` is a dose; an address has a dot behind the @, or letters alone on both sides. */
function isAddress(text: string): boolean {
  const [user = '', host = ''] = text.split('@');
  return /\.\p{L}{2,}$/u.test(host) || (/^\p{L}{2}/u.test(user) && /^\p{L}{2}/u.test(host));
}

function isIpAddress(text: string): boolean {
  return text
    .split(':')[0]!
    .split('.')
    .every((part) => Number(part) <= 255);
}

function isFraction(text: string, at: number): boolean {
  return /\d[.,]$/.test(text.slice(Math.max(0, at - 2), at));
}
