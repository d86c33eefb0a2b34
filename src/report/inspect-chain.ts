/** How does a terminal show a patient's chain? As a tree: images first, what refers to them below, what is broken in words. */
import type { EdgeState, Graph, GraphEdge, GraphNode } from '../rt/graph.js';
import { type Branch, chainTrees } from './chain-tree.js';
import type { TextOptions } from './inspect-text.js';
import { nodeCount, nodeName, nodeNumbers } from './node-names.js';
import { cut } from './text-table.js';

const states: { readonly [state in EdgeState]: string } = {
  resolved: '',
  'frame-only': ' (only by Frame of Reference)',
  missing: '',
  dangling: ' (partly not here)',
  ambiguous: ' (ambiguous: several have this UID)',
  crossing: ' (another patient)',
};

export function chainLines(graph: Graph, patient: number, { width, paint }: TextOptions): string[] {
  const names = namesOf(graph);
  const lines: string[] = [];
  const show = ({ node, edge, others, branches }: Branch, before: string, last: boolean, root: boolean): void => {
    const stem = root ? before : `${before}${last ? '└─ ' : '├─ '}`;
    const tie = edge === undefined ? '' : `  by ${short(edge.attribute)}${states[edge.state]}`;
    const also = others.map((other) => `; ${short(other.attribute)} → ${names.get(other.to)}${states[other.state]}`).join('');
    const line = cut(`${stem}${names.get(node.id)}${tie}${also}`, width);
    const bad = !node.here || [...(edge ? [edge] : []), ...others].some(isBad);
    lines.push(bad ? paint.bad(line) : line);
    const inner = root ? before : `${before}${last ? '   ' : '│  '}`;
    for (const [at, one] of branches.entries()) show(one, inner, at === branches.length - 1, false);
  };
  for (const tree of chainTrees(graph, patient)) show(tree, '    ', true, true);
  return lines;
}

/** Every attribute that refers from a sequence is called one. */
const short = (attribute: string): string => attribute.replace(/Sequence$/, '');

export const isBad = ({ state }: Pick<GraphEdge, 'state'>): boolean => state !== 'resolved' && state !== 'frame-only';

/** `RT Plan 2`, `CT series (12 instances)`, `RT Plan (not here)`; of another patient's with his number. */
export function namesOf({ nodes }: Graph): ReadonlyMap<number, string> {
  const numbers = nodeNumbers(nodes);
  const nameOf = (node: GraphNode): string => {
    const number = numbers.get(node.id);
    const count = nodeCount(node);
    return `${nodeName(node)}${number === undefined ? '' : ` ${number}`}${count === '' ? '' : ` (${count})`}`;
  };
  return new Map(nodes.map((node) => [node.id, nameOf(node)]));
}
