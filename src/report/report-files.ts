/** How are files, bytes, reasons and findings of a run shown? A bar, a table that adds up, and codes with their hints. */
import { compareText } from '../rt/compare-text.js';
import { type Bar, barRows, type Part, wholeBar } from './charts.js';
import { bytes, type Column, table } from './report-table.js';
import type { FileCounts, RunReport, SopClassRow } from './run-report.js';

export function outcomes({ files }: RunReport): string {
  const parts: Part[] = [
    { name: 'written', value: files.written, colour: 'good' },
    { name: 'skipped', value: files.skipped, colour: 'pale' },
    { name: 'set aside (quarantined)', value: files.quarantined, colour: 'warn' },
    { name: 'failed', value: files.failed, colour: 'bad' },
    { name: 'done by an earlier run', value: files.doneBefore, colour: 'calm' },
    { name: 'not begun', value: files.notBegun, colour: 'note' },
  ];
  return wholeBar(
    `What became of ${files.in} files`,
    parts.filter(({ value }, at) => at < 4 || value > 0),
  );
}

export function fileTable({ sopClasses, files, bytes: size }: RunReport): string {
  const count = (head: string, key: keyof Omit<FileCounts, 'notBegun'>): Column<SopClassRow> => ({ head, cell: (row) => row[key] });
  const columns: Column<SopClassRow>[] = [
    { head: 'SOP Class', cell: ({ name }) => name },
    count('in', 'in'),
    count('written', 'written'),
    count('skipped', 'skipped'),
    count('set aside', 'quarantined'),
    count('failed', 'failed'),
    ...(files.doneBefore > 0 ? [count('done before', 'doneBefore')] : []),
    { head: 'bytes in', cell: ({ bytesIn }) => bytesIn, as: 'bytes' },
    { head: 'bytes out', cell: ({ bytesOut }) => bytesOut, as: 'bytes' },
  ];
  const { notBegun, ...rest } = files;
  const sums = { ...rest, in: files.in - notBegun, sopClass: '', name: 'All', modality: '', bytesIn: size.in, bytesOut: size.out };
  const rows = [...sopClasses].sort((a, b) => b.in - a.in || compareText(a.name, b.name));
  return table('', columns, rows, sums);
}

/** What the outputs weigh, by Modality: nothing for a single one. */
export function byModality({ sopClasses }: RunReport): string {
  const sums = new Map<string, { files: number; bytes: number }>();
  for (const { modality: own, written, bytesOut } of sopClasses) {
    // RTRAD, RTINTENT and their like: one bar for all.
    const modality = own.startsWith('RT') ? 'RT' : own;
    const known = sums.get(modality) ?? { files: 0, bytes: 0 };
    if (written > 0) sums.set(modality, { files: known.files + written, bytes: known.bytes + bytesOut });
  }
  const bars = [...sums]
    .sort(([a, one], [b, other]) => other.bytes - one.bytes || (a < b ? -1 : 1))
    .map(
      ([modality, sum]): Bar => ({
        name: modalityWords[modality] ?? modality,
        parts: [{ name: modality, value: sum.bytes, colour: 'calm' }],
        text: `${bytes(sum.bytes)}, ${sum.files} ${sum.files === 1 ? 'file' : 'files'}`,
      }),
    );
  return bars.length < 2 ? '' : `<h3>Bytes written, by modality</h3>${barRows('Bytes written, by modality', bars)}`;
}

const modalityWords: { readonly [modality: string]: string } = {
  CT: 'CT',
  MR: 'MR',
  PT: 'PET',
  RS: 'RT structure sets',
  RP: 'RT plans',
  RN: 'RT ion plans',
  RD: 'RT dose',
  RI: 'RT images',
  RT: 'other RT objects',
  RE: 'registrations',
  OT: 'other',
};

export function notWrittenTable({ notWritten }: RunReport): string {
  const words = { skipped: 'skipped', quarantined: 'set aside', failed: 'failed' } as const;
  return table(
    'Files that were not written',
    [
      { head: 'files', cell: ({ count }) => count },
      { head: 'outcome', cell: ({ outcome }) => words[outcome] },
      { head: 'code', cell: ({ code }) => code, as: 'code' },
      { head: 'what it means', cell: ({ hint }) => hint },
      { head: 'numbers', cell: ({ files, count }) => `${files.join(', ')}${count > files.length ? ' …' : ''}` },
    ],
    notWritten,
  );
}

export function findingTable({ findings }: RunReport): string {
  return table(
    'Noted on the way',
    [
      { head: 'times', cell: ({ count }) => count },
      { head: 'code', cell: ({ code }) => code, as: 'code' },
      { head: 'what to do', cell: ({ hint }) => hint },
    ],
    findings,
  );
}
