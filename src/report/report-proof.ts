/** Do references still lead where they led, and what did the verification say? */
import { number } from './charts.js';
import { escaped } from './graph-svg.js';
import { table } from './report-table.js';
import type { GraphRow, RunReport } from './run-report.js';

export function verificationSection({ verification, command }: RunReport): string {
  if (!verification.looked) return `<p>No: ${escaped(verification.why)}</p>`;
  const { verified, verifiedBefore, setAside, notJudged, resolvedBefore, resolvedAfter, codes } = verification;
  const facts: [string, string][] = [
    ['Found right', `${number(verified)} outputs`],
    ...(verifiedBefore > 0
      ? ([['Found right by an earlier run', `${number(verifiedBefore)} outputs, not looked at again`]] as [string, string][])
      : []),
    ['Set aside', setAside === 0 ? 'none' : `<span class="bad">${number(setAside)} outputs failed and are not in the output folder</span>`],
    [
      'Not judged',
      notJudged === 0 ? 'none' : `<span class="warned">${number(notJudged)} outputs, too large or unreadable for the second parser</span>`,
    ],
    ['References between files', `${number(resolvedBefore)} lead to another file before, ${number(resolvedAfter)} after`],
  ];
  const list = table(
    '',
    [
      { head: 'files', cell: ({ files }) => files },
      { head: '', cell: ({ severity }) => severity },
      { head: 'code', cell: ({ code }) => code, as: 'code' },
      { head: 'what it means', cell: ({ hint }) => hint },
    ],
    codes,
  );
  const what =
    command === 'transcode'
      ? 'every value byte for byte, Pixel Data that were coded anew by their decoded samples, references, validity'
      : 'identifiers in any disguise, references, clinical values byte for byte, dates, validity, provenance, what planning systems refuse';
  return `<p>Yes. A second parser read each output again and compared it with its original: ${what}.</p>
<dl class="facts">${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>${list}`;
}

export function referenceTables({ references }: RunReport): string {
  if (!references.looked) return `<p>Not looked at: ${escaped(references.why)}</p>`;
  const { before, after, same, files } = references;
  const head = same
    ? `<p>Of ${number(files)} files that were written: objects, references and troubles are the same before and after.</p>`
    : `<p class="warned">Of ${number(files)} files that were written: the references differ before and after. Verification holds what a rule of the profile removes to be right, and sets aside what differs otherwise.</p>`;
  const rows = compared(before, after);
  return `${head}${table(
    '',
    [
      { head: 'object', cell: (row) => row.from },
      { head: 'refers by', cell: ({ attribute }) => attribute },
      { head: 'to', cell: ({ to }) => to },
      { head: 'state', cell: ({ state }) => state },
      { head: 'before', cell: (row) => row.before },
      { head: 'after', cell: (row) => row.after },
    ],
    rows,
  )}`;
}

function compared(before: GraphRow, after: GraphRow) {
  const rows = new Map<string, Omit<GraphRow['references'][number], 'count'> & { before: number; after: number }>();
  for (const [side, graph] of [
    ['before', before],
    ['after', after],
  ] as const) {
    for (const { count, ...reference } of graph.references) {
      const key = Object.values(reference).join('\\');
      const row = rows.get(key) ?? { ...reference, before: 0, after: 0 };
      row[side] += count;
      rows.set(key, row);
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
