import { expect, test } from 'vitest';
import { type SummaryData, summaryText } from '../../src/report/summary.js';
import { colours } from '../../src/report/text-table.js';

const data: SummaryData = {
  command: 'deidentify',
  dryRun: false,
  interrupted: false,
  files: 6,
  doneBefore: 1,
  written: 2,
  skipped: 1,
  quarantined: 1,
  failed: 1,
  bytesIn: 3e6,
  bytesOut: 2e6,
  seconds: 2,
  sopClasses: [
    { uid: '1.2.840.10008.5.1.4.1.1.481.5', written: 1, notWritten: 1, bytesOut: 1e6 },
    { uid: 'private', written: 1, notWritten: 0, bytesOut: 1e6 },
    { uid: '', written: 0, notWritten: 2, bytesOut: 0 },
  ],
  reasons: [{ outcome: 'failed', code: 'wire/truncated', count: 1 }],
  findings: [{ code: 'run/duplicate-instance', count: 1 }],
  unreadable: 2,
  stateFolder: '/somewhere/out.radonym',
};

test('a summary tells classes, totals, reasons with hints, the state folder and what to do next', () => {
  expect(summaryText(data).split('\n')).toEqual([
    'RT Plan                 1 files    1.0 MB',
    'private SOP Class       1 files    1.0 MB',
    '',
    '6 files: 2 written, 1 skipped, 1 quarantined, 1 failed, 1 done before. 3.0 MB in 2.0 s, 1.5 MB/s',
    '  failed 1  wire/truncated  The file ends too early; fetch it again from its source.',
    '  2 entries of the inputs could not be examined (permissions, broken links)',
    '  note 1  run/duplicate-instance  The same instance with the same content is among the inputs; one output stands for both.',
    'Private state (originals inside, keep it safe): /somewhere/out.radonym',
    'Next: journal.jsonl there says which files these are.',
    '',
  ]);
});

test('on a terminal no word is cut, and a line that goes on stands further in', () => {
  const shown = summaryText(data, 60).split('\n');
  expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(shown.join(' ').replace(/\s+/g, ' ')).toBe(summaryText(data).replace(/\s+/g, ' '));
  expect(shown.filter((line) => line.startsWith('    '))).toHaveLength(4);
});

test('colours are for a terminal: totals, and what was not written', () => {
  const painted = summaryText(data, 200, colours).split('\n');
  expect(painted.filter((line) => line.includes('\u001b')).map((line) => line.replaceAll('\u001b', '').slice(0, 11))).toEqual([
    '[1m6 files:',
    '[31m  faile',
    '[31m  2 ent',
    '[2m  note 1',
    '[1mNext: jo',
  ]);
});

const fine = { quarantined: 0, failed: 0, reasons: [], unreadable: 0 };

test.each([
  ['what was not verified can be', fine, /\nNext: radonym verify <input> <output>/],
  ['what was verified can be looked at', { ...fine, verified: 2 }, /\nNext: radonym inspect <output>/],
  [
    'what was re-encoded and verified too',
    { ...fine, command: 'transcode', verified: 2 },
    /\nNext: radonym inspect <output> shows what came out\.\n/,
  ],
  ['a transcoded folder can be compared', { ...fine, command: 'transcode' }, /\nNext: radonym verify/],
  ['a dry run can be made true', { ...fine, dryRun: true }, /\nNext: the same command without --dry-run/],
  ['an interrupted run says how to go on', { interrupted: true, written: 1 }, /1 not begun[\s\S]*--resume/],
  ['a dry run says that nothing was written', { dryRun: true }, /2 would be written[\s\S]*nothing was written/],
  ['a survey tells what it cost and what for', { survey: { files: 6, seconds: 0.25 } }, /Read first: the heads of all 6 files \(0\.3 s\)/],
  [
    'texts are counted, and where they stand is told',
    { review: { kept: 3, changed: 2, removed: 1, doubtful: 1 } },
    /Texts: 3 kept, 2 changed, 1 removed; 1 are doubtful\. Look through review\.csv/,
  ],
  [
    'a dry run counts texts and points to no list',
    { dryRun: true, review: { kept: 3, changed: 0, removed: 0, doubtful: 0 } },
    /3 kept.*removed\.\n/,
  ],
  ['no files are no success', { files: 0 }, /hold no files/],
])('%s', (_, change, expected) => {
  expect(summaryText({ ...data, ...change })).toMatch(expected);
});
