/** What did an inspection find, for a person at a terminal? Data in, text out; the shape for machines is elsewhere. */
import { transferSyntax, transferSyntaxOfWord, uncompressedWords } from '../standard/transfer-syntax.js';
import { chainLines } from './inspect-chain.js';
import type { Inspection, PatientRow, SeriesRow, TextRow } from './inspection.js';
import { className } from './node-names.js';
import { megabytes } from './summary.js';
import { cut, listed, type Paint, tableLines } from './text-table.js';
import { troubleLines } from './trouble-text.js';

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
}

/** Lines of a section; JSON has them all. */
const most = { series: 60, patients: 20, troubles: 40, rows: 30 };

export function inspectText(data: Inspection, options: TextOptions): string {
  const { head } = options.paint;
  const sections: (readonly [title: string, lines: readonly string[]])[] = [
    ['Contents', contentLines(data, options)],
    ['Chain', chainSection(data, options)],
    ['Broken', capped(troubleLines(data, true, options), most.troubles, 'troubles')],
    ['Worth knowing', capped(troubleLines(data, false, options), most.troubles, 'notes')],
    ['Frames of Reference', frameLines(data, options)],
    ['Private blocks', privateLines(data, options)],
    ['Pixels and documents', riskLines(data, options)],
    ['Text that may identify', textLines(data, options)],
    ['Not read', failureLines(data, options)],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [head(title), ...lines].join('\n'));
  return `${[summaryLine(data), ...shown, verdict(data, options)].join('\n\n')}\n`;
}

function summaryLine({ files, instances, bytes, notDicom, directories, patients, interrupted, seconds }: Inspection): string {
  const parts = [plural(files, 'file'), plural(instances, 'instance'), megabytes(bytes), plural(patients.length, 'patient')];
  if (notDicom > 0) parts.push(`${notDicom} not DICOM`);
  if (directories > 0) parts.push(`${directories} DICOMDIR`);
  return `${parts.join(', ')}, looked at in ${seconds.toFixed(1)} s${interrupted ? '; interrupted, so this is not all' : ''}`;
}

function verdict({ graph, failures, unreadable }: Inspection, { paint }: TextOptions): string {
  const broken = graph.troubles.filter((trouble) => trouble.broken).length;
  const unread = failures.length + unreadable;
  if (broken === 0 && unread === 0) return 'Every reference that planning needs resolves.';
  const parts = [];
  if (broken > 0) parts.push(`${broken} broken`);
  if (unread > 0) parts.push(`${unread} not read`);
  return paint.bad(`${parts.join(', ')}.`);
}

function contentLines({ patients, series }: Inspection, { width, paint }: TextOptions): string[] {
  const shown = series.slice(0, most.series);
  const several = new Set(patients.filter(({ studies }) => studies > 1).map(({ patient }) => patient));
  const rows = shown.map((row) => [
    several.has(row.patient) ? `study ${row.study}, series ${row.series}` : `series ${row.series}`,
    className(row.sopClassUid),
    String(row.instances),
    megabytes(row.bytes),
    oneOf(row.transferSyntaxUids.map(syntaxName), 'syntaxes'),
    frameName(row),
    oneOf(row.characterSets, 'character sets'),
  ]);
  const lines = tableLines(rows, [2, 3], width, 4);
  const result: string[] = [];
  for (const [at, row] of shown.entries()) {
    if (row.patient !== shown[at - 1]?.patient)
      result.push(paint.head(cut(`  ${patientLine(patients.find(({ patient }) => patient === row.patient)!)}`, width)));
    result.push(lines[at]!);
  }
  if (series.length > shown.length) result.push(`  … and ${series.length - shown.length} more series (--json has them all)`);
  return result;
}

const patientLine = ({ patient, studies, series, instances, bytes, label }: PatientRow): string =>
  `Patient ${patient}${label === undefined ? '' : ` (${label})`}: ${plural(studies, 'study', 'studies')}, ${plural(series, 'series', 'series')}, ${plural(instances, 'instance')}, ${megabytes(bytes)}`;

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The words of `--to` where there is one, else the Standard's name. */
const syntaxName = (uid: string): string =>
  uncompressedWords.find((word) => transferSyntaxOfWord(word)?.uid === uid) ?? transferSyntax(uid)?.name ?? 'unknown';

const oneOf = (texts: readonly string[], what: string): string => (texts.length > 1 ? `${texts.length} ${what}` : (texts[0] ?? ''));

const frameName = ({ frame }: SeriesRow): string => (frame === undefined ? '' : `F${frame}`);

function chainSection(data: Inspection, options: TextOptions): string[] {
  const shown = data.patients.slice(0, most.patients);
  const lines = shown.flatMap(({ patient }) => [options.paint.head(`  Patient ${patient}`), ...chainLines(data.graph, patient, options)]);
  if (data.patients.length > shown.length) lines.push(`  … and ${data.patients.length - shown.length} more patients (--graph shows them)`);
  return lines;
}

/** Only where there is something to tell: one Frame of Reference a patient is what one expects. */
function frameLines({ graph }: Inspection, { width }: TextOptions): string[] {
  const several = new Set(graph.islands.filter(({ number, frames }) => number > 1 || frames.length > 1).map(({ patient }) => patient));
  const rows = graph.islands
    .filter(({ patient }) => several.has(patient))
    .map(({ patient, number, frames, instances }) => [
      `patient ${patient}, island ${number}:`,
      frames.map((frame) => `F${frame}`).join(' = '),
      plural(instances, 'instance'),
      frames.length > 1 ? 'joined by a registration' : '',
    ]);
  return capped(tableLines(rows, [], width), most.rows, 'islands');
}

function privateLines({ privateBlocks }: Inspection, { width }: TextOptions): string[] {
  const rows = privateBlocks.map(({ group, creator, files, elements, withRule }) => [
    `(${group},xx)`,
    creator === undefined ? 'unknown creator (see --show-values)' : creator === '' ? 'without a creator' : creator,
    plural(files, 'file'),
    plural(elements, 'element'),
    withRule === 0 ? 'no rule' : withRule === elements ? 'all with a rule' : `${withRule} with a rule`,
  ]);
  return capped(tableLines(rows, [2, 3], width), most.rows, 'blocks');
}

const riskNames: { readonly [risk: string]: string } = {
  'burned-in-annotation': 'say that annotation is burned into the pixels',
  'burned-in-unknown': 'of a kind that often shows text (captures, screens, films, ultrasound), and do not say that none is burned in',
  'recognizable-visual-features': 'say that a face or another recognizable feature is visible',
  overlay: 'have an overlay (60xx)',
  icon: 'have an icon image',
  'secondary-capture': 'secondary captures (screenshots, scans)',
  'encapsulated-document': 'encapsulated documents (PDF and others)',
  'structured-report': 'structured reports',
  presentation: 'presentation states (graphics, annotations)',
  'private-sop-class': 'of a private or unknown SOP Class',
  'encrypted-attributes': 'carry encrypted attributes',
  'original-attributes': 'carry attributes as they were before a change',
};

function riskLines({ risks }: Inspection, { width }: TextOptions): string[] {
  const rows = risks.map(({ risk, files, first }) => [
    plural(files, 'file'),
    riskNames[risk] ?? risk,
    `(file ${first.slice(0, 5).join(', ')}${files > 5 ? ' …' : ''})`,
  ]);
  return tableLines(rows, [0], width);
}

const textKinds: readonly (readonly [kind: TextRow['kind'], name: string])[] = [
  ['person', 'people'],
  ['identifier', 'identifiers'],
  ['place', 'places'],
  ['device', 'devices'],
  ['text', 'descriptions, labels, comments'],
];

/** Keywords with the number of files, wrapped; with examples one a line. */
function textLines({ texts }: Inspection, { width, paint }: TextOptions): string[] {
  return textKinds.flatMap(([kind, name]) => {
    const rows = texts.filter((row) => row.kind === kind);
    if (rows.length === 0) return [];
    const examples = rows.some((row) => row.examples !== undefined);
    const title = paint.faint(`  ${name}`);
    if (examples)
      return [
        title,
        ...tableLines(
          rows.map((row) => [row.keyword, String(row.files), (row.examples ?? []).join(' | ')]),
          [1],
          width,
          4,
        ),
      ];
    return [
      title,
      ...listed(
        rows.map(({ keyword, files }) => `${keyword} ${files}`),
        width,
        4,
      ),
    ];
  });
}

function failureLines({ failures, unreadable }: Inspection, { width }: TextOptions): string[] {
  const lines = tableLines(
    failures.map(({ file, code, detail }) => [`file ${file}`, code, detail]),
    [],
    width,
  );
  if (unreadable > 0) lines.push(`  ${plural(unreadable, 'entry', 'entries')} could not be examined (permissions, broken links)`);
  return capped(lines, most.rows, 'files');
}

function capped(lines: readonly string[], limit: number, what: string): string[] {
  if (lines.length <= limit) return [...lines];
  return [...lines.slice(0, limit), `  … and ${lines.length - limit} more ${what} (--json has them all)`];
}
