/**
 * Where does each object of a patient stand in the picture? In columns by kind, what refers left of what it refers to; rows so that
 * lines cross little. Pixels of a lane 1240 wide; it draws nothing.
 */
import type { Graph, GraphEdge, GraphNode } from '../rt/graph.js';
import type { ObjectKind } from '../rt/object-kind.js';

export interface PlacedNode {
  readonly node: GraphNode;
  /** It stands for another patient's object. */
  readonly foreign: boolean;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  /** From, by way of the columns between, to. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Both ends stand in one column. */
  readonly beside: boolean;
}

export interface Lane {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export const nodeWidth = 168;
export const laneWidth = 1240;
export const lineHeight = 14;
/** Between ends of lines at a node, so that their labels do not touch. */
const port = 15;
const least = 42;
const gap = 16;
const margin = 14;

const columnOf: { readonly [kind in ObjectKind]: number } = {
  dose: 0,
  record: 0,
  'rt-image': 0,
  delivery: 0,
  other: 0,
  plan: 1,
  'radiation-set': 1,
  'structure-set': 2,
  intent: 2,
  radiation: 2,
  annotation: 2,
  registration: 2,
  image: 3,
};

interface Box {
  readonly node: GraphNode | undefined;
  readonly id: string;
  readonly column: number;
  height: number;
  y: number;
}

interface Way {
  readonly edge: GraphEdge;
  readonly boxes: readonly Box[];
}

/** @param lines how many lines of text a node has */
export function layOut({ nodes, edges }: Graph, patient: number, lines: (node: GraphNode) => number): Lane {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = edges.filter((edge) => !edge.context && byId.get(edge.from)!.patient === patient);
  const boxes = new Map<string, Box>();
  const boxOf = (node: GraphNode): Box => {
    const id = `${node.id}`;
    const known = boxes.get(id) ?? { node, id, column: columnOf[node.kind], height: least, y: 0 };
    boxes.set(id, known);
    return known;
  };
  for (const node of nodes) if (node.patient === patient && node.here) boxOf(node);
  const ways = own.map((edge): Way => wayOf(edge, boxOf(byId.get(edge.from)!), boxOf(byId.get(edge.to)!), boxes));
  const used = [...new Set([...boxes.values()].map(({ column }) => column))].sort((a, b) => a - b);
  const columns = used.map((column) => [...boxes.values()].filter((box) => box.column === column));
  for (const box of boxes.values())
    if (box.node) box.height = Math.max(least, ports(box, ways) * port + 12, lines(box.node) * lineHeight + 14);
  const height = settle(columns, ways);
  const step = (laneWidth - nodeWidth) / 3;
  const x = (box: Box): number => used.indexOf(box.column) * step;
  return {
    width: laneWidth,
    height,
    nodes: [...boxes.values()].flatMap((box) =>
      box.node ? [{ node: box.node, foreign: box.node.patient !== patient, x: x(box), y: box.y, height: box.height }] : [],
    ),
    edges: placed(ways, x),
  };
}

const ports = (box: Box, ways: readonly Way[]): number =>
  Math.max(ways.filter(({ boxes }) => boxes[0] === box).length, ways.filter(({ boxes }) => boxes.at(-1) === box).length);

/** A thin box in each column that the line passes keeps a way free for it. */
function wayOf(edge: GraphEdge, from: Box, to: Box, boxes: Map<string, Box>): Way {
  const between: Box[] = [];
  const direction = Math.sign(to.column - from.column);
  for (let column = from.column + direction; direction !== 0 && column !== to.column; column += direction) {
    const id = `way ${edge.to} ${column} ${edge.state}`;
    const box = boxes.get(id) ?? { node: undefined, id, column, height: 6, y: 0 };
    boxes.set(id, box);
    between.push(box);
  }
  return { edge, boxes: [from, ...between, to] };
}

/** Orders each column by where its neighbours stand, a few times to and fro; returns the height of the lane. */
function settle(columns: Box[][], ways: readonly Way[]): number {
  const neighbours = new Map<Box, Box[]>();
  for (const { boxes } of ways) {
    for (const [at, box] of boxes.entries()) {
      const beside = [boxes[at - 1], boxes[at + 1]].filter((other) => other !== undefined && other.column !== box.column) as Box[];
      neighbours.set(box, [...(neighbours.get(box) ?? []), ...beside]);
    }
  }
  const middle = (box: Box): number => box.y + box.height / 2;
  const stack = (column: readonly Box[]): number => {
    let y = margin;
    for (const box of column) {
      box.y = y;
      y += box.height + gap;
    }
    return y - gap + margin;
  };
  const heights = columns.map(stack);
  const tallest = Math.max(least + 2 * margin, ...heights);
  for (let round = 0; round < 8; round++) {
    for (const column of round % 2 === 0 ? [...columns].reverse() : columns) {
      const wish = new Map(
        column.map((box) => {
          const around = neighbours.get(box) ?? [];
          return [box, around.length === 0 ? middle(box) : around.reduce((sum, other) => sum + middle(other), 0) / around.length];
        }),
      );
      column.sort((a, b) => wish.get(a)! - wish.get(b)! || a.id.localeCompare(b.id, 'en', { numeric: true }));
      spread(column, wish, tallest);
    }
  }
  return tallest;
}

/** As near to their wishes as the order and the lane allow. */
function spread(column: readonly Box[], wish: ReadonlyMap<Box, number>, tallest: number): void {
  let y = margin;
  for (const box of column) {
    box.y = Math.max(y, wish.get(box)! - box.height / 2);
    y = box.y + box.height + gap;
  }
  let bottom = tallest - margin;
  for (const box of [...column].reverse()) {
    box.y = Math.min(box.y, bottom - box.height);
    bottom = box.y - gap;
  }
}

/** Ends of lines side by side at their nodes, in the order of where they lead. */
function placed(ways: readonly Way[], x: (box: Box) => number): PlacedEdge[] {
  const middle = (box: Box): number => box.y + box.height / 2;
  const height = (way: Way, box: Box, others: readonly Way[], toward: (way: Way) => number): number => {
    const sorted = [...others].sort((a, b) => toward(a) - toward(b) || ways.indexOf(a) - ways.indexOf(b));
    return middle(box) + (sorted.indexOf(way) - (sorted.length - 1) / 2) * port;
  };
  return ways.map((way) => {
    const { edge, boxes } = way;
    const [from, to] = [boxes[0]!, boxes.at(-1)!];
    const leaving = ways.filter((other) => other.boxes[0] === from);
    const coming = ways.filter((other) => other.boxes.at(-1) === to);
    const start = height(way, from, leaving, (other) => middle(other.boxes[1]!));
    const end = height(way, to, coming, (other) => middle(other.boxes.at(-2)!));
    const right = to.column > from.column;
    const beside = from.column === to.column;
    const inner = boxes.slice(1, -1).flatMap((box) => [[x(box), middle(box)] as const, [x(box) + nodeWidth, middle(box)] as const]);
    const points = [
      [x(from) + (right || beside ? nodeWidth : 0), start] as const,
      ...(right ? inner : inner.reverse()),
      [x(to) + (right ? 0 : nodeWidth), end] as const,
    ];
    return { edge, points, beside };
  });
}
