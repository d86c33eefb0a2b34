/** What is left of a graph when its instances are forgotten: kinds of objects, references between kinds, troubles, each with its number. */
import { compareText } from '../rt/compare-text.js';
import type { Graph } from '../rt/graph.js';
import { nodeName } from './node-names.js';
import type { GraphRow } from './run-report.js';

export function graphRow({ patients, nodes, edges, troubles }: Graph): GraphRow {
  const names = new Map(nodes.map((node) => [node.id, nodeName({ ...node, here: true })]));
  const objects = new Table<{ name: string; here: number; missing: number }>();
  for (const { id, here, count } of nodes) {
    const row = objects.row([names.get(id)!], (name) => ({ name: name!, here: 0, missing: 0 }));
    row[here ? 'here' : 'missing'] += count;
  }
  const references = new Table<{ from: string; attribute: string; to: string; state: string; count: number }>();
  for (const { from, to, attribute, state, count } of edges) {
    const make = ([a, b, c, d]: readonly string[]) => ({ from: a!, attribute: b!, to: c!, state: d!, count: 0 });
    references.row([names.get(from)!, attribute, names.get(to)!, state], (...key) => make(key)).count += count;
  }
  const rows = new Table<{ kind: string; broken: boolean; attribute: string; count: number }>();
  for (const { kind, broken, attribute, count } of troubles)
    rows.row([String(!broken), kind, attribute], () => ({ kind, broken, attribute, count: 0 })).count += count;
  return { patients, objects: objects.sorted(), references: references.sorted(), troubles: rows.sorted() };
}

/** Rows by several texts. */
class Table<Row> {
  readonly #rows = new Map<string, Row>();

  row(key: readonly string[], make: (...key: readonly string[]) => Row): Row {
    const name = key.join('\\');
    const known = this.#rows.get(name) ?? make(...key);
    this.#rows.set(name, known);
    return known;
  }

  sorted(): Row[] {
    return [...this.#rows].sort(([a], [b]) => compareText(a, b)).map(([, row]) => row);
  }
}
