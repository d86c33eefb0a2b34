/** Which patients' references have the same shape, so that one lane can stand for all of them? Counts may differ, kinds and lines may not. */
import type { Graph, GraphEdge, GraphNode } from '../rt/graph.js';
import { nodeName } from './node-names.js';

export interface PatientGroup {
  /** In order; the first one is shown. */
  readonly patients: readonly number[];
}

/** Patients with something broken come first; of the others the larger groups. */
export function alikePatients({ nodes, edges, troubles, patients }: Graph): PatientGroup[] {
  const nodesOf = grouped(nodes, ({ patient }) => patient);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edgesOf = grouped(edges, ({ from }) => byId.get(from)!.patient);
  const broken = new Set(troubles.filter((trouble) => trouble.broken).map(({ patient }) => patient));
  const groups = new Map<string, number[]>();
  for (let patient = 1; patient <= patients; patient++) {
    const shape = shapeOf(nodesOf.get(patient) ?? [], edgesOf.get(patient) ?? []);
    // What is broken is told one by one: which files it concerns differs.
    const key = broken.has(patient) ? `broken ${patient}` : shape;
    groups.set(key, [...(groups.get(key) ?? []), patient]);
  }
  const isBroken = ([first]: readonly number[]): boolean => broken.has(first!);
  return [...groups.values()]
    .sort((a, b) => Number(isBroken(b)) - Number(isBroken(a)) || b.length - a.length || a[0]! - b[0]!)
    .map((members) => ({ patients: members }));
}

function shapeOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): string {
  const place = new Map(nodes.map(({ id }, at) => [id, at]));
  const kinds = nodes.map((node) => `${nodeName(node)} ${node.here} ${node.alike > 1} ${node.frames.join()}`);
  const lines = edges.map(
    ({ from, to, attribute, state, context }) => `${place.get(from)} ${place.get(to)} ${attribute} ${state} ${context}`,
  );
  return [...kinds, ...lines.sort()].join('\n');
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** `1, 3–5` */
export function rangesText(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < numbers.length; ) {
    let end = at;
    while (numbers[end + 1] === numbers[end]! + 1) end++;
    parts.push(end === at ? `${numbers[at]}` : `${numbers[at]}${end === at + 1 ? ', ' : '–'}${numbers[end]}`);
    at = end + 1;
  }
  return parts.length <= 12 ? parts.join(', ') : `${parts.slice(0, 12).join(', ')} …`;
}
