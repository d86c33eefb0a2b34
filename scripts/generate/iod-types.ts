/** Modules of each IOD and the Type of each attribute in their tables (PS3.3), one JSON text a table, to be parsed when needed. */
import { line, moduleText, readJson } from './input.js';

type Row = readonly [tag: string, type: string, children?: readonly Entry[]];
type Entry = Row | string;

interface IodTypes {
  readonly source: string;
  readonly iods: {
    readonly [name: string]: {
      readonly sop: readonly (readonly [uid: string, name: string])[];
      readonly modules: readonly (readonly [key: string, usage: string, entity: string, tables: readonly string[]])[];
    };
  };
  readonly tables: { readonly [name: string]: readonly Entry[] };
}

export function iodTypesModule(): string {
  const { source, iods, tables } = readJson<IodTypes>('iod-types.json');
  const places = new Map(Object.keys(tables).map((name, index) => [name, index]));
  return moduleText(source, [
    [
      'iods',
      'name|SOP Class UIDs|usage and places in `tables` of each module a line.',
      Object.entries(iods)
        .map(([name, { sop, modules }]) =>
          line([
            name,
            sop.map(([uid]) => uid).join(' '),
            modules.map(([, usage, , names]) => [usage, ...names.map((table) => place(table, places))].join(',')).join(' '),
          ]),
        )
        .join('\n'),
    ],
    [
      'tables',
      'A JSON array a line, of [tag, type], [tag, type, children] and places of included tables. In tags, x is 0.',
      Object.values(tables)
        .map((rows) => JSON.stringify(rows.map((entry) => packed(entry, places))))
        .join('\n'),
    ],
  ]);
}

function packed(entry: Entry, places: ReadonlyMap<string, number>): unknown {
  if (typeof entry === 'string') return place(entry.slice(1), places);
  const [tag, type, children] = entry;
  const number = Number.parseInt(tag.replaceAll('x', '0'), 16);
  return children ? [number, type, children.map((child) => packed(child, places))] : [number, type];
}

function place(table: string, places: ReadonlyMap<string, number>): number {
  const found = places.get(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  return found;
}
