/**
 * The Type of an attribute at its path in an IOD (PS3.3): a trie over the module tables, expanded only where someone looks. It refuses
 * to know conditions: whether a 1C attribute is required in a file is not decided here.
 */
import { iods, tables } from './generated/iod-types.js';
import { lazy } from './lazy.js';
import type { Tag } from './tag.js';

/** Type of a Data Element (PS3.5 7.4), strictest first. */
export type Requirement = '1' | '1C' | '2' | '2C' | '3';

/** What one level of a data set may hold: the root, or the items of a sequence. */
export interface IodNode {
  /**
   * The strictest Type that a table gives the attribute here; undefined where no table lists it. Modules of usage U and C count as M
   * does: an attribute that stands in the file means that its module is there.
   */
  requirement(tag: Tag): Requirement | undefined;
  /** The level inside a sequence; undefined where no table lists items of it. */
  child(sequenceTag: Tag): IodNode | undefined;
  /** The attributes of Type 1 and 2 that this level must have, in tag order; at the root those of mandatory modules. */
  required(): readonly (readonly [Tag, Requirement])[];
  /** All attributes that a table lists here with their strictest Type, in tag order; (60xx,eeee) as (6000,eeee). */
  attributes(): readonly (readonly [Tag, Requirement])[];
}

/** The root level of a SOP Class; undefined where we have no tables. The same object each time. */
export function iodTypes(sopClassUid: string): IodNode | undefined {
  return roots().get(sopClassUid)?.();
}

/** SOP Class UIDs that `iodTypes` knows. */
export const iodTypeSopClasses = (): readonly string[] => [...roots().keys()];

const strictness: readonly Requirement[] = ['1', '1C', '2', '2C', '3'];

/** Row of a table: an attribute, or the place of an included table. */
type Row = readonly [tag: number, type: Requirement, children?: readonly Row[]] | number;

/** Rows that make up a level, and whether the level has to satisfy them. */
interface Source {
  readonly rows: readonly Row[];
  readonly mandatory: boolean;
}

interface Attribute {
  requirement: Requirement;
  /** Strictest among mandatory sources. */
  mandatory: Requirement | undefined;
  readonly children: Source[];
  node: IodNode | undefined;
}

const tableTexts = lazy(() => tables.split('\n'));
const parsedTables: (readonly Row[] | undefined)[] = [];

function tableAt(place: number): readonly Row[] {
  parsedTables[place] ??= JSON.parse(tableTexts()[place]!) as readonly Row[];
  return parsedTables[place];
}

const roots = lazy(() => {
  const all = new Map<string, () => IodNode>();
  for (const text of iods.split('\n')) {
    const [, uids, modules] = text.split('|');
    const root = lazy(() => node(modules!.split(' ').flatMap(sourcesOfModule)));
    for (const uid of uids!.split(' ')) all.set(uid, root);
  }
  return all;
});

/** `M,105,106`: a usage and places of tables. */
function sourcesOfModule(text: string): readonly Source[] {
  const [usage, ...places] = text.split(',');
  return places.map((place) => ({ rows: tableAt(Number(place)), mandatory: usage === 'M' }));
}

function node(sources: readonly Source[]): IodNode {
  const attributes = lazy(() => merge(sources));
  return {
    requirement: (tag) => attributes().get(repeatingBase(tag))?.requirement,
    child(sequenceTag) {
      const attribute = attributes().get(sequenceTag);
      if (!attribute || attribute.children.length === 0) return undefined;
      attribute.node ??= node(attribute.children);
      return attribute.node;
    },
    required: () =>
      [...attributes()]
        .flatMap(([tag, { mandatory }]) => (mandatory === '1' || mandatory === '2' ? [[tag as Tag, mandatory] as const] : []))
        .sort(([a], [b]) => a - b),
    attributes: () => [...attributes()].map(([tag, { requirement }]) => [tag as Tag, requirement] as const).sort(([a], [b]) => a - b),
  };
}

function merge(sources: readonly Source[]): ReadonlyMap<number, Attribute> {
  const attributes = new Map<number, Attribute>();
  for (const { rows, mandatory } of sources) collect(rows, mandatory, attributes, new Set());
  return attributes;
}

/** Walks rows and what they include. `open` holds the tables being walked: a table that includes itself adds nothing on this level. */
function collect(rows: readonly Row[], mandatory: boolean, into: Map<number, Attribute>, open: Set<number>): void {
  for (const row of rows) {
    if (typeof row !== 'number') add(row, mandatory, into);
    else if (!open.has(row)) {
      open.add(row);
      collect(tableAt(row), mandatory, into, open);
      open.delete(row);
    }
  }
}

function add([tag, type, children]: Exclude<Row, number>, mandatory: boolean, into: Map<number, Attribute>): void {
  const known = into.get(tag) ?? { requirement: type, mandatory: undefined, children: [], node: undefined };
  known.requirement = strictest(known.requirement, type);
  if (mandatory) known.mandatory = strictest(known.mandatory ?? type, type);
  // In items all rows bind alike: an item is there or not.
  if (children) known.children.push({ rows: children, mandatory: true });
  into.set(tag, known);
}

const strictest = (a: Requirement, b: Requirement): Requirement => (strictness.indexOf(a) <= strictness.indexOf(b) ? a : b);

/** (60xx,eeee) of any overlay group as the tables have it, (6000,eeee). */
const repeatingBase = (tag: number): number => ((tag & 0xff010000) === 0x60000000 ? (tag & 0xff00ffff) >>> 0 : tag);
