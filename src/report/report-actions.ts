/** What was done to which attribute, how often and why, as a chart by IOD and a table by attribute. */
import { type OptionName, options } from '../standard/confidentiality.js';
import { type Bar, barRows, legend, number, type Part } from './charts.js';
import { type Column, table } from './report-table.js';
import type { AttributeRow, DeedCounts, Deidentification } from './run-report.js';

const shown: readonly (Omit<Part, 'value'> & { readonly key: keyof DeedCounts })[] = [
  { key: 'changed', name: 'changed', colour: 'calm' },
  { key: 'removed', name: 'removed', colour: 'dark' },
  { key: 'emptied', name: 'emptied', colour: 'warn' },
  { key: 'dummied', name: 'replaced by a dummy', colour: 'note' },
  { key: 'kept', name: 'looked at and kept', colour: 'pale' },
];

export function attributesByClass({ actions }: Deidentification): string {
  const bars = actions.bySopClass.map(
    (row): Bar => ({
      name: row.name,
      parts: shown.map(({ key, name, colour }) => ({ name, colour, value: row[key] })),
      text: `${number(touched(row))} done, ${number(row.kept)} kept`,
    }),
  );
  if (bars.length === 0) return '';
  bars.sort((a, b) => sum(b) - sum(a));
  return `<h3>By kind of object</h3>${legend(shown)}${barRows('Actions by kind of object', bars)}`;
}

/** Texts without a rule that stayed are one line together. */
export function attributeTable({ actions }: Deidentification): string {
  const isQuiet = (row: AttributeRow): boolean => row.table === 'value-representation' && touched(row) === 0;
  const quiet = actions.attributes.filter(isQuiet);
  const columns: Column<AttributeRow>[] = [
    { head: 'attribute', cell: ({ attribute }) => attribute },
    { head: 'tag', cell: ({ tag }) => tag, as: 'code' },
    ...shown.map(({ key }): Column<AttributeRow> => ({ head: key === 'dummied' ? 'dummy' : key, cell: (row) => row[key] })),
    { head: 'why', cell: why },
  ];
  const listed = table(
    '',
    columns,
    actions.attributes.filter((row) => !isQuiet(row)),
  );
  const rest = quiet.reduce((all, { kept }) => all + kept, 0);
  const more =
    quiet.length === 0
      ? ''
      : `<p>${number(quiet.length)} more attributes have no rule of their own: ${number(rest)} values were searched for identifiers and stayed. report.json lists them.</p>`;
  return `<h3>By attribute</h3>${listed}${more}`;
}

const touched = ({ changed, removed, emptied, dummied }: DeedCounts): number => changed + removed + emptied + dummied;

const sum = ({ parts }: Bar): number => parts.reduce((all, { value }) => all + value, 0);

function why({ table: from, action, code, option, reason }: AttributeRow): string {
  if (from === 'unknown') return reason ?? 'unknown';
  const words: { readonly [table: string]: string } = {
    'value-representation': 'by its VR',
    radonym: 'radonym',
    profile: 'the profile',
  };
  const head = `${words[from] ?? `Table ${from}`}${code === undefined ? '' : ` ${code}`}`;
  return [
    head,
    ...(option === undefined ? [] : [`option ${options[option as OptionName]?.code ?? option}`]),
    action,
    ...(reason === undefined ? [] : [reason]),
  ].join(' · ');
}
