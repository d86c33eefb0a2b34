/** How do a patient's objects hang together, as a tree? Images are roots, each object stands under the nearest that it leads to. */
import type { Graph, GraphEdge, GraphNode } from '../rt/graph.js';
import { leadsTo } from '../rt/object-kind.js';

export interface Branch {
  readonly node: GraphNode;
  /** What ties it to the branch above; absent for roots. */
  readonly edge?: GraphEdge;
  /** Its other references. */
  readonly others: readonly GraphEdge[];
  readonly branches: readonly Branch[];
}

export function chainTrees({ nodes, edges }: Graph, patient: number): Branch[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const out = new Map<number, GraphEdge[]>();
  for (const edge of edges) if (!edge.context) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  const own = nodes.filter((node) => node.patient === patient);
  const above = new Map<number, GraphEdge>();
  for (const node of own) {
    const nearest = nearestOf(node, out.get(node.id) ?? [], byId);
    if (nearest !== undefined && !leadsUp(nearest.to, node.id, above)) above.set(node.id, nearest);
  }
  // What nothing but a context names is not shown.
  const named = new Set(edges.filter((edge) => !edge.context).map(({ to }) => to));
  const branch = (node: GraphNode): Branch => {
    const edge = above.get(node.id);
    return {
      node,
      ...(edge ? { edge } : {}),
      others: (out.get(node.id) ?? []).filter((other) => other !== edge && !(edge && other.to === edge.to && other.state === edge.state)),
      branches: own.filter(({ id }) => above.get(id)?.to === node.id).map(branch),
    };
  };
  return own.filter(({ id, here }) => !above.has(id) && (here || named.has(id))).map(branch);
}

/** Nearest by kind; what is here before what is not, and a true reference before a Frame of Reference. */
function nearestOf({ kind, patient }: GraphNode, edges: readonly GraphEdge[], byId: ReadonlyMap<number, GraphNode>): GraphEdge | undefined {
  const order = leadsTo[kind];
  const ranked = edges
    .map((edge) => ({ edge, target: byId.get(edge.to)! }))
    .filter(({ target }) => target.patient === patient && order.includes(target.kind))
    .map(({ edge, target }) => ({
      edge,
      rank: order.indexOf(target.kind) + (target.here ? 0 : 50) + (edge.state === 'frame-only' ? 40 : 0),
    }));
  return ranked.sort((a, b) => a.rank - b.rank)[0]?.edge;
}

/** Whether `to` already stands somewhere below `from`: references may run in a circle. */
function leadsUp(to: number, from: number, above: ReadonlyMap<number, GraphEdge>): boolean {
  for (let at: number | undefined = to; at !== undefined; at = above.get(at)?.to) if (at === from) return true;
  return false;
}
