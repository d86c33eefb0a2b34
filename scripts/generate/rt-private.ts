/** Our reviewed table of radiotherapy vendors' private elements, held against the vendors' dictionary: each of its elements has a row. */
import { line, moduleText, readJson, readTsv } from './input.js';

export const rtPrivateColumns = ['group', 'creator', 'element', 'name', 'vr', 'action', 'level', 'reason', 'source'] as const;
export type RtPrivateRow = { readonly [column in (typeof rtPrivateColumns)[number]]: string };

const actions =
  /^(keep|mapUid|clean|machine|deviceDate|schema|schemaLength|schemaFormat|drop|integrity|label:(structure|beam|plan|structure-set|dose|setup|prescription))$/;

/** @throws Error naming the row that is no row, stands twice or is missing */
export function rtPrivateRows(): readonly RtPrivateRow[] {
  const rows = readTsv('rt-private.tsv', rtPrivateColumns);
  const seen = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row.group, row.creator, row.element);
    const leaves = row.action === 'drop' || row.action === 'integrity';
    const isLevel = leaves ? row.level === '-' : /^rt-vendors(-support)?$/.test(row.level);
    const isElement = /^[0-9A-F]{3}[13579BDF]$/.test(row.group) && /^[0-9A-F]{2}$/.test(row.element);
    if (!isElement || !actions.test(row.action) || !isLevel || row.reason === '' || row.source === '')
      throw new Error(`rt-private.tsv: ${key} is no row`);
    if (seen.has(key)) throw new Error(`rt-private.tsv: ${key} stands twice`);
    seen.add(key);
  }
  const { rows: known } = readJson<{ readonly rows: readonly (readonly [string, string, string])[] }>('rt-private-dictionary.json');
  for (const [group, creator, element] of known) {
    const key = keyOf(group.toUpperCase(), creator, element.slice(2).toUpperCase());
    if (!seen.has(key)) throw new Error(`rt-private.tsv: ${key} of the dictionary has no row`);
  }
  return rows;
}

export function rtPrivateModule(): string {
  return moduleText('rt-private.tsv', [
    [
      'rtPrivateRows',
      'group|creator|element within the block|vr|action|level|reason a line; an empty vr where nobody says.',
      rtPrivateRows()
        .map((row) => line([row.group, row.creator, row.element, row.vr, row.action, row.level, row.reason]))
        .join('\n'),
    ],
  ]);
}

const keyOf = (group: string, creator: string, element: string): string => `(${group},"${creator}",${element})`;
