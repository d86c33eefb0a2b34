/**
 * Which instances are shown as one node? Images of a series; and series or objects that are alike: the same kind, the same references
 * out and in. So two thousand instances become a handful of nodes, and nothing that differs is put together.
 */
import { compareText } from './compare-text.js';
import type { EdgeState, GraphEdge, GraphNode } from './graph.js';
import { frameNumbers } from './graph-frames.js';
import type { GraphIndex } from './graph-index.js';
import type { Absent, Link } from './graph-links.js';
import type { ObjectKind } from './object-kind.js';

/** From so many on, objects that are alike are one node. */
const leastAlike = 4;

interface Draft {
  readonly patient: number;
  readonly kind: ObjectKind;
  readonly sopClassUid: string;
  readonly modality: string;
  readonly here: boolean;
  readonly members: number[];
  readonly uids: Set<string>;
}

export interface Groups {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Id of the node that an instance is part of. */
  nodeOf(instance: number): number;
}

export function groupsOf(index: GraphIndex, links: readonly Link[]): Groups {
  const drafts: Draft[] = [];
  const draftOf = instancesToDrafts(index, drafts);
  const bonds = bondsOf(index, links, drafts, draftOf);
  const colours = coloursOf(drafts, bonds);
  const idOf = idsOf(drafts, colours);
  const framesOf = frameNumbers(index);
  const nodes: GraphNode[] = [];
  for (const [at, draft] of drafts.entries()) {
    const { patient, kind, sopClassUid, modality, here, members, uids } = draft;
    const id = idOf[at]!;
    const known = nodes[id - 1];
    const files = [...(known?.files ?? []), ...members.map((member) => index.instances[member]!.file)];
    const frames = [...new Set([...(known?.frames ?? []), ...members.flatMap((member) => framesOf(member))])].sort((a, b) => a - b);
    const count = (known?.count ?? 0) + (here ? members.length : uids.size);
    nodes[id - 1] = { id, patient, kind, sopClassUid, modality, count, alike: (known?.alike ?? 0) + 1, here, frames, files };
  }
  return { nodes, edges: edgesOf(bonds, idOf), nodeOf: (instance) => idOf[draftOf[instance]!]! };
}

/** Images of a series together, each other instance by itself. */
function instancesToDrafts(index: GraphIndex, drafts: Draft[]): number[] {
  const series = new Map<string, number>();
  return index.instances.map(({ sopClassUid, seriesInstanceUid, modality }, instance) => {
    const patient = index.patientOf(instance);
    const kind = index.kinds[instance]!;
    const key = kind === 'image' ? `${patient} ${seriesInstanceUid} ${sopClassUid}` : `#${instance}`;
    const known = series.get(key);
    if (known !== undefined) {
      drafts[known]!.members.push(instance);
      return known;
    }
    series.set(key, drafts.length);
    const named = kind === 'image' ? modality : '';
    return drafts.push({ patient, kind, sopClassUid, modality: named, here: true, members: [instance], uids: new Set() }) - 1;
  });
}

interface Bond {
  readonly from: number;
  readonly to: number;
  readonly attribute: string;
  readonly state: EdgeState;
  readonly context: boolean;
  count: number;
}

/** Links between drafts; what is not here gets drafts too: one for each kind that the same object misses. */
function bondsOf(index: GraphIndex, links: readonly Link[], drafts: Draft[], draftOf: readonly number[]): Bond[] {
  const sources = new Map<string, Set<number>>();
  for (const { from, to } of links) {
    if (typeof to === 'number') continue;
    const set = sources.get(to.uid) ?? new Set();
    sources.set(to.uid, set);
    set.add(draftOf[from]!);
  }
  const ghosts = new Map<string, number>();
  const ghostOf = (from: number, absent: Absent, context: boolean): number => {
    const patient = index.patientOf(from);
    // Images are told by their number, other objects by who names them.
    const whose = absent.kind === 'image' ? '' : [...sources.get(absent.uid)!].sort((a, b) => a - b).join(' ');
    const key = `${patient}|${absent.kind}|${context}|${whose}`;
    const known = ghosts.get(key) ?? drafts.length;
    if (known === drafts.length) {
      const { kind, sopClassUid } = absent;
      drafts.push({ patient, kind, sopClassUid, modality: '', here: false, members: [], uids: new Set() });
      ghosts.set(key, known);
    }
    drafts[known]!.uids.add(absent.uid);
    return known;
  };
  const bonds = new Map<string, Bond>();
  for (const { from, to, attribute, state, context } of links) {
    const source = draftOf[from]!;
    const target = typeof to === 'number' ? draftOf[to]! : ghostOf(from, to, context);
    if (source === target && state === 'resolved') continue;
    const key = `${source} ${target} ${attribute} ${state} ${context}`;
    const bond = bonds.get(key) ?? { from: source, to: target, attribute, state, context, count: 0 };
    bond.count++;
    bonds.set(key, bond);
  }
  return [...bonds.values()];
}

/** Refined three times by the colours around: equal colours then mean the same place in the same shape. */
function coloursOf(drafts: readonly Draft[], bonds: readonly Bond[]): readonly string[] {
  let colours: readonly string[] = numbered(
    drafts.map(({ patient, kind, sopClassUid, modality, here }) => `${patient} ${kind} ${sopClassUid} ${modality} ${here}`),
  );
  for (let round = 0; round < 3; round++) {
    const around = drafts.map(() => new Set<string>());
    for (const { from, to, attribute, state } of bonds) {
      around[from]!.add(`>${attribute} ${state} ${colours[to]}`);
      around[to]!.add(`<${attribute} ${state} ${colours[from]}`);
    }
    colours = numbered(drafts.map((_, at) => `${colours[at]} ${[...around[at]!].sort(compareText).join(' ')}`));
  }
  return colours;
}

function numbered(texts: readonly string[]): readonly string[] {
  const numbers = new Map<string, string>();
  return texts.map((text) => {
    const number = numbers.get(text) ?? String(numbers.size);
    numbers.set(text, number);
    return number;
  });
}

/** Ids from 1 in the order of the drafts; alike ones share one. */
function idsOf(drafts: readonly Draft[], colours: readonly string[]): readonly number[] {
  const sizes = new Map<string, number>();
  for (const colour of colours) sizes.set(colour, (sizes.get(colour) ?? 0) + 1);
  const shared = new Map<string, number>();
  let last = 0;
  return drafts.map((_, at) => {
    const colour = colours[at]!;
    if (sizes.get(colour)! < leastAlike) return ++last;
    const id = shared.get(colour) ?? ++last;
    shared.set(colour, id);
    return id;
  });
}

function edgesOf(bonds: readonly Bond[], idOf: readonly number[]): GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const { from, to, attribute, state, context, count } of bonds) {
    const [source, target] = [idOf[from]!, idOf[to]!];
    const key = `${source} ${target} ${attribute} ${state} ${context}`;
    edges.set(key, { from: source, to: target, attribute, state, context, count: (edges.get(key)?.count ?? 0) + count });
  }
  return [...edges.values()].sort((a, b) => a.from - b.from || a.to - b.to || compareText(a.attribute, b.attribute));
}
