/**
 * The picture of the references: a page that needs nothing else, or one SVG. Patients are lanes; those of the same shape share one.
 * No script, no network, no value of a file.
 */
import type { Graph, GraphNode, Trouble } from '../rt/graph.js';
import { type Lane, layOut } from './graph-layout.js';
import { escaped, laneMarkup, lineCount, type Notes, nodeText, svgStyle } from './graph-svg.js';
import { nodeName, nodeNumbers } from './node-names.js';
import { alikePatients, type PatientGroup, rangesText } from './patient-groups.js';
import { troubleText } from './trouble-text.js';

interface Panel {
  readonly title: string;
  readonly lane: Lane;
  readonly markup: string;
  readonly troubles: readonly Trouble[];
}

export function graphPage(graph: Graph, version: string): string {
  const panels = panelsOf(graph);
  const broken = graph.troubles.filter((trouble) => trouble.broken).length;
  const instances = graph.nodes.reduce((sum, { here, count }) => sum + (here ? count : 0), 0);
  const head =
    broken === 0
      ? '<p class="good">Every reference that planning needs resolves.</p>'
      : `<p class="bad">${broken} ${broken === 1 ? 'thing is' : 'things are'} broken.</p>`;
  const sections = panels.map(({ title, lane, markup, troubles }) => section(title, lane, markup, troubles, graph));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>References between the objects</title><link rel="icon" href="data:,"><style>${pageStyle}${svgStyle}</style></head>
<body><header><h1>References between the objects</h1>
<p>${graph.patients} ${graph.patients === 1 ? 'patient' : 'patients'}, ${instances} instances. An arrow leads from the object that refers to the one it refers to, and says by which attribute.</p>
${head}${legend}</header>
${sections.join('\n')}
<footer>radonym ${escaped(version)}. The picture holds kinds, numbers and counts; no value of a file.</footer></body></html>
`;
}

/** Sections with the lanes of a graph and what their lines mean, for a page of something else; it brings `svgStyle`. */
export function graphSections(graph: Graph, most: number): string {
  const panels = panelsOf(graph);
  const shown = panels.slice(0, most).map(({ title, lane, markup, troubles }) => section(title, lane, markup, troubles, graph, 3));
  const rest = panels.length - shown.length;
  const more = rest > 0 ? `<p>… and ${rest} more of other shapes, which are counted but not drawn.</p>` : '';
  return `${legend}${shown.join('\n')}${more}`;
}

/** All lanes below each other. */
export function graphSvg(graph: Graph): string {
  let y = 0;
  const parts: string[] = [];
  for (const { title, lane, markup } of panelsOf(graph)) {
    parts.push(`<text class="title" x="0" y="${y + 20}">${escaped(title)}</text><g transform="translate(0 ${y + 28})">${markup}</g>`);
    y += lane.height + 44;
  }
  const width = 1280;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 -8 ${width} ${Math.ceil(y) + 16}" width="${width}" height="${Math.ceil(y) + 16}" role="img">
<title>References between the objects</title><style>${svgStyle}.title{font-size:15px;font-weight:600}</style>
<rect x="-20" y="-8" width="${width}" height="${Math.ceil(y) + 16}" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}

function panelsOf(graph: Graph): Panel[] {
  const numbers = nodeNumbers(graph.nodes);
  const notes = notesOf(graph);
  return alikePatients(graph).map((group) => {
    const shown = withCounts(graph, group);
    const textOf = (node: GraphNode) => nodeText(node, nameOf(node, numbers), notes, node.patient !== group.patients[0]);
    const lane = layOut(shown, group.patients[0]!, (node) => lineCount(textOf(node)));
    const troubles = graph.troubles.filter(({ patient }) => patient === group.patients[0]);
    return { title: titleOf(group, graph), lane, markup: laneMarkup(lane, textOf), troubles };
  });
}

const nameOf = (node: GraphNode, numbers: ReadonlyMap<number, number>): string => {
  const number = numbers.get(node.id);
  return number === undefined ? nodeName(node) : `${nodeName(node)} ${number}`;
};

function titleOf({ patients }: PatientGroup, graph: Graph): string {
  if (patients.length === 1) return `Patient ${patients[0]}`;
  const members = new Set(patients);
  const instances = graph.nodes.reduce((sum, { patient, here, count }) => sum + (here && members.has(patient) ? count : 0), 0);
  return `${patients.length} patients of the same shape (${rangesText(patients)}), ${instances} instances; shown: patient ${patients[0]}`;
}

/** The first patient's lane stands for the group. */
function withCounts(graph: Graph, { patients }: PatientGroup): Graph {
  const edges = graph.edges.filter(({ from }) => graph.nodes[from - 1]!.patient === patients[0]);
  return { ...graph, edges };
}

const noteWords: { readonly [kind in Trouble['kind']]?: string } = {
  ambiguous: 'UID is not unique',
  'frame-mismatch': 'other Frame of Reference',
  number: 'numbers do not resolve',
  crossing: 'shared by patients',
};

/** Troubles that no line shows. */
function notesOf({ troubles }: Graph): Notes {
  const notes = new Map<number, string>();
  for (const { broken, kind, node } of troubles) {
    const words = noteWords[kind];
    if (broken && words !== undefined && !notes.has(node)) notes.set(node, words);
  }
  return notes;
}

function section(title: string, { width, height }: Lane, markup: string, troubles: readonly Trouble[], graph: Graph, level = 2): string {
  const numbers = nodeNumbers(graph.nodes);
  const lines = troubles.map((trouble) => {
    const name = nameOf(graph.nodes[trouble.node - 1]!, numbers);
    const files = `file ${trouble.files.slice(0, 5).join(', ')}${trouble.files.length > 5 ? ' …' : ''}`;
    return `<li class="${trouble.broken ? 'bad' : ''}">${escaped(name)}: ${escaped(troubleText(trouble))} <small>(${files})</small></li>`;
  });
  const list =
    lines.length === 0
      ? ''
      : `<ul>${lines.slice(0, 30).join('')}${lines.length > 30 ? `<li>… and ${lines.length - 30} more</li>` : ''}</ul>`;
  return `<section><h${level}>${escaped(title)}</h${level}>
<svg viewBox="-4 0 ${width + 8} ${Math.ceil(height)}" width="${width + 8}" height="${Math.ceil(height)}" role="img" aria-label="${escaped(title)}">
${markup}
</svg>${list}</section>`;
}

const legend = `<svg class="legend" viewBox="0 0 1240 30" width="1240" height="30" role="img" aria-label="Legend">
<rect class="box" x="1" y="5" width="28" height="20" rx="4"/><text x="36" y="19">object, or a series of images</text>
<g class="gone"><rect class="box" x="224" y="5" width="28" height="20" rx="4"/></g><text x="259" y="19">named, but not here</text>
<path class="line ok" d="M396 15h40"/><path class="head ok" d="M440 15l-8 -4v8z"/><text x="447" y="19">resolves</text>
<path class="line bad" d="M522 15h40"/><path class="head bad" d="M566 15l-8 -4v8z"/><text x="573" y="19">broken</text>
<path class="line frame" d="M640 15h40"/><path class="head frame" d="M684 15l-8 -4v8z"/><text x="691" y="19">same Frame of Reference only</text>
<text class="count" x="900" y="19">F1 F2: Frames of Reference of the patient</text></svg>`;

const pageStyle = `
:root{color-scheme:light}
body{font:15px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;color:#1b2733;background:#f4f6f8;margin:0 auto;padding:16px;max-width:1280px;box-sizing:border-box}
h1{font-size:20px;margin:0 0 4px}h2{font-size:15px;margin:0 0 6px}p{margin:4px 0}
section,header{background:#fff;border:1px solid #d9e0e6;border-radius:8px;padding:12px;margin:0 0 14px;break-inside:avoid}
section>svg,.legend{display:block;width:100%;height:auto}
ul{margin:10px 0 0;padding-left:20px;font-size:13px}small{color:#52606d}
.bad{color:#b71c1c}p.bad,p.good{font-weight:600}.good{color:#2e6b34}footer{font-size:12px;color:#52606d}
@media print{body{background:#fff;padding:0;max-width:none}section,header{border-color:#999;border-radius:0}@page{size:A4 landscape;margin:10mm}}
`;
