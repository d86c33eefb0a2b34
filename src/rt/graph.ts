/**
 * Which objects are there, what do they refer to, and what does not resolve? From facts of files to a graph, in the order of the files,
 * whatever order they were read in. It reads nothing, and nothing in a graph is a value of a file: nodes have kinds and numbers.
 */
import { compareText } from './compare-text.js';
import { frameIslands, type Island } from './graph-frames.js';
import { groupsOf } from './graph-groups.js';
import { GraphIndex } from './graph-index.js';
import { type Link, linksOf, withoutPartner } from './graph-links.js';
import { unresolvedNumbers } from './graph-numbers.js';
import type { InstanceFacts } from './instance-facts.js';
import type { ObjectKind } from './object-kind.js';

export interface GraphNode {
  /** From 1, over all patients. */
  readonly id: number;
  /** From 1, in the order of the files. */
  readonly patient: number;
  readonly kind: ObjectKind;
  /** SOP Class UID; '' for what is not here and nobody says what it is. */
  readonly sopClassUid: string;
  /** Modality (0008,0060) of images, else ''. */
  readonly modality: string;
  /** Instances; of what is not here: UIDs that name it. */
  readonly count: number;
  /** Series of images, or objects of another kind, that are alike and were put together; 1 for most. */
  readonly alike: number;
  /** False for what is referred to but not among the files. */
  readonly here: boolean;
  /** Numbers of its Frames of Reference among the patient's. */
  readonly frames: readonly number[];
  /** Numbers of the files; empty for what is not here. */
  readonly files: readonly number[];
}

export type EdgeState = 'resolved' | 'frame-only' | 'missing' | 'dangling' | 'ambiguous' | 'crossing';

export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** Keyword of the sequence or attribute that refers; FrameOfReferenceUID for `frame-only`. */
  readonly attribute: string;
  readonly state: EdgeState;
  /** UIDs that refer, each once a file. */
  readonly count: number;
  /** Nothing in treatment planning hangs on it: an earlier image, the study as an archive knows it. */
  readonly context: boolean;
}

export type TroubleKind =
  /** Nothing that the attribute names is among the files. */
  | 'missing'
  /** Part of what one attribute names is here, part is not; or an instance is missing in a series that is here. */
  | 'dangling'
  /** A SOP Instance UID that several files have; a series in several studies, a study of several patients. */
  | 'ambiguous'
  /** Refers to another patient's object, or shares his Frame of Reference. */
  | 'crossing'
  /** Refers to images in another Frame of Reference than its own. */
  | 'frame-mismatch'
  /** Hangs together with its images by the Frame of Reference alone. */
  | 'frame-only'
  /** Names no partner at all, where a planning system expects one. */
  | 'no-reference'
  /** A number (beam, ROI …) that the object it belongs to does not have. */
  | 'number';

export interface Trouble {
  readonly kind: TroubleKind;
  /** False for what is worth knowing but breaks nothing: context, and what may be so by design. */
  readonly broken: boolean;
  readonly patient: number;
  /** Node that has the trouble. */
  readonly node: number;
  readonly attribute: string;
  readonly path: string;
  /** UIDs or numbers that do not resolve, over all files. */
  readonly count: number;
  /** UIDs or numbers that stand there, over all files. */
  readonly of: number;
  readonly files: readonly number[];
}

export interface Graph {
  readonly patients: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly troubles: readonly Trouble[];
  readonly islands: readonly Island[];
}

/** @param instances in the order of the files */
export function buildGraph(instances: readonly InstanceFacts[]): Graph {
  const index = new GraphIndex(instances);
  const links = linksOf(index);
  const { islands, links: frameLinks, troubles: frameTroubles } = frameIslands(index, links.links);
  const all: readonly Link[] = [...links.links, ...frameLinks];
  const groups = groupsOf(index, all);
  const found = [...index.troubles(), ...links.troubles, ...frameTroubles, ...withoutPartner(index), ...unresolvedNumbers(index)];
  return {
    patients: index.patients,
    nodes: groups.nodes,
    edges: groups.edges,
    troubles: gathered(found, (instance) => groups.nodeOf(instance), index),
    islands: islands.map(({ members, ...island }) => ({
      ...island,
      nodes: [...new Set(members.map((instance) => groups.nodeOf(instance)))].sort((a, b) => a - b),
    })),
  };
}

/** A trouble of one instance. */
export interface Found extends Pick<Trouble, 'kind' | 'broken' | 'attribute' | 'path' | 'count' | 'of'> {
  /** Into the index. */
  readonly instance: number;
}

/** One row for what is the same in several files of a node. */
function gathered(found: readonly Found[], nodeOf: (instance: number) => number, index: GraphIndex): Trouble[] {
  const rows = new Map<string, { row: Trouble; files: Set<number> }>();
  for (const { instance, ...trouble } of found) {
    const node = nodeOf(instance);
    const key = [node, trouble.kind, trouble.broken, trouble.path, trouble.attribute].join('\\');
    const known = rows.get(key);
    const files = known?.files ?? new Set<number>();
    files.add(index.instances[instance]!.file);
    const count = (known?.row.count ?? 0) + trouble.count;
    const of = (known?.row.of ?? 0) + trouble.of;
    rows.set(key, { row: { ...trouble, node, patient: index.patientOf(instance), count, of, files: [] }, files });
  }
  return [...rows.values()]
    .map(({ row, files }) => ({ ...row, files: [...files].sort((a, b) => a - b) }))
    .sort((a, b) => Number(b.broken) - Number(a.broken) || a.patient - b.patient || a.node - b.node || compareText(a.kind, b.kind));
}

export type { Island } from './graph-frames.js';
