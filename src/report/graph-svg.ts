/** How is a patient's lane drawn? SVG text: kinds, numbers, counts and attribute keywords, nothing that a file says of a person. */
import type { EdgeState, GraphEdge, GraphNode } from '../rt/graph.js';
import { type Lane, lineHeight, nodeWidth, type PlacedEdge, type PlacedNode } from './graph-layout.js';
import { nodeCount } from './node-names.js';

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Classes `ok frame bad`: what the style sheet colours. */
export function edgeClass(state: EdgeState): 'ok' | 'frame' | 'bad' {
  return state === 'resolved' ? 'ok' : state === 'frame-only' ? 'frame' : 'bad';
}

/** Colours hold on paper too: what is broken is red, dashed and says so. */
export const svgStyle = `
svg text{font:12px system-ui,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1b2733}
.box{fill:#fff;stroke:#5b6b7b;stroke-width:1.2}
.kind{font-weight:600}
.count{fill:#52606d;font-size:11px}
.stripe{stroke:none}
.gone .box{stroke:#c62828;stroke-dasharray:5 3;fill:#fff5f5}
.gone .kind,.gone .count,.sick .note{fill:#b71c1c}
.sick .box{stroke:#c62828;stroke-width:2}
.note{font-size:11px}
.line{fill:none;stroke-width:1.4}
.line.ok{stroke:#5b7fa6}.line.frame{stroke:#8a6d1f;stroke-dasharray:2 4}.line.bad{stroke:#c62828;stroke-dasharray:6 3;stroke-width:1.8}
.head.ok{fill:#5b7fa6}.head.frame{fill:#8a6d1f}.head.bad{fill:#c62828}
svg .label{font-size:10px;fill:#33485c;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
svg .label.frame{fill:#6b5415}svg .label.bad{fill:#b71c1c;font-weight:600}
`;

const stripes: { readonly [kind: string]: string } = {
  image: '#3d7ea6',
  'structure-set': '#4f8a55',
  registration: '#7b6aa8',
  plan: '#b5762b',
  'radiation-set': '#b5762b',
  radiation: '#b5762b',
  dose: '#a1485e',
  record: '#66727d',
  'rt-image': '#3d7ea6',
};

/** What troubles a node itself, in few words, by id. */
export type Notes = ReadonlyMap<number, string>;

export interface NodeText {
  /** Its name, in lines as long as a node is wide. */
  readonly name: readonly string[];
  /** Count and Frames of Reference; '' when there is nothing to say. */
  readonly about: string;
  /** What troubles the node itself; '' when nothing does. */
  readonly note: string;
}

export function nodeText(node: GraphNode, name: string, notes: Notes, foreign: boolean): NodeText {
  const frames = node.here ? node.frames.map((frame) => `F${frame}`).join(' ') : '';
  const count = foreign ? `of patient ${node.patient}` : nodeCount(node);
  return { name: wrap(name), about: [count, frames].filter((text) => text !== '').join(' · '), note: notes.get(node.id) ?? '' };
}

export const lineCount = ({ name, about, note }: NodeText): number => name.length + Number(about !== '') + Number(note !== '');

/** Everything of a lane, in its own coordinates. */
export function laneMarkup({ nodes, edges }: Lane, textOf: (node: GraphNode) => NodeText): string {
  return [...edges.map(edgeMarkup), ...edges.map(labelMarkup), ...nodes.map((node) => nodeMarkup(node, textOf(node.node)))].join('\n');
}

function nodeMarkup({ node, foreign, x, y, height }: PlacedNode, text: NodeText): string {
  const gone = foreign || !node.here;
  const lines = [
    ...text.name.map((line) => ['kind', line] as const),
    ...(text.about === '' ? [] : [['count', text.about] as const]),
    ...(text.note === '' ? [] : [['note', text.note] as const]),
  ];
  const top = y + height / 2 - (lines.length * lineHeight) / 2 + 11;
  return [
    `<g class="node${gone ? ' gone' : text.note === '' ? '' : ' sick'}">`,
    `<rect class="box" x="${x}" y="${round(y)}" width="${nodeWidth}" height="${round(height)}" rx="5"/>`,
    gone
      ? ''
      : `<rect class="stripe" x="${x + 1}" y="${round(y + 1)}" width="5" height="${round(height - 2)}" fill="${stripes[node.kind] ?? '#66727d'}"/>`,
    ...lines.map(([kind, line], at) => `<text class="${kind}" x="${x + 13}" y="${round(top + lineHeight * at)}">${escaped(line)}</text>`),
    '</g>',
  ].join('');
}

/** Characters of a line in a node. */
const longest = 20;

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= longest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function edgeMarkup({ edge, points, beside }: PlacedEdge): string {
  const kind = edgeClass(edge.state);
  const [endX, endY] = points.at(-1)!;
  const toward = endX >= points.at(-2)![0] && !beside ? 1 : -1;
  const head = `M${round(endX)} ${round(endY)}l${-8 * toward} -4v8z`;
  return `<path class="line ${kind}" d="${path(points, beside)}"/><path class="head ${kind}" d="${head}"/>`;
}

/** Of the 189 between columns. */
const straight = 90;

function path(points: PlacedEdge['points'], beside: boolean): string {
  const [first, ...rest] = points;
  let [x, y] = first!;
  let text = `M${round(x)} ${round(y)}`;
  if (!beside) {
    // Straight below its label, so that no line crosses one that begins at the same node.
    x += rest[0]![0] > x ? straight : -straight / 4;
    text += `H${round(x)}`;
  }
  for (const [nextX, nextY] of rest) {
    const bend = (nextX - x) / 2;
    text += beside
      ? `C${round(x + 46)} ${round(y)} ${round(nextX + 46)} ${round(nextY)} ${round(nextX)} ${round(nextY)}`
      : `C${round(x + bend)} ${round(y)} ${round(nextX - bend)} ${round(nextY)} ${round(nextX)} ${round(nextY)}`;
    [x, y] = [nextX, nextY];
  }
  return text;
}

/** Above the beginning of the line, where no other line begins. */
function labelMarkup({ edge, points, beside }: PlacedEdge): string {
  const [x, y] = points[0]!;
  const left = !beside && points[1]![0] < x;
  const place = `x="${round(left ? x - 7 : x + 7)}" y="${round(y - 3)}"${left ? ' text-anchor="end"' : ''}`;
  return `<text class="label ${edgeClass(edge.state)}" ${place}>${escaped(labelOf(edge))}</text>`;
}

const words: { readonly [state in EdgeState]: string } = {
  resolved: '',
  'frame-only': 'only ',
  missing: '✗ ',
  dangling: '✗ part of ',
  ambiguous: '✗ ambiguous ',
  crossing: '✗ other patient: ',
};

function labelOf({ attribute, state, count }: GraphEdge): string {
  return `${words[state]}${attribute.replace(/Sequence$/, '')}${count > 1 ? ` ×${count}` : ''}`;
}
