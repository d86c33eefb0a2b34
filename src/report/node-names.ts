/** What is a node of the graph called? By SOP Class, Modality and number: never by anything that a file says of a person. */
import type { GraphNode } from '../rt/graph.js';
import type { ObjectKind } from '../rt/object-kind.js';
import { sopClass } from '../standard/sop-class.js';

const kindNames: { readonly [kind in ObjectKind]: string } = {
  image: 'Images',
  registration: 'Registration',
  'structure-set': 'RT Structure Set',
  plan: 'RT Plan',
  dose: 'RT Dose',
  record: 'Treatment Record',
  'rt-image': 'RT Image',
  intent: 'RT Physician Intent',
  annotation: 'RT Segment Annotation',
  'radiation-set': 'RT Radiation Set',
  radiation: 'RT Radiation',
  delivery: 'Delivery Instruction',
  other: 'Object',
};

/** `CT series`, `RT Plan`; without number and count. */
export function nodeName({ kind, sopClassUid, modality, here }: Pick<GraphNode, 'kind' | 'sopClassUid' | 'modality' | 'here'>): string {
  if (kind === 'image' && here) return /^[A-Z0-9]{1,16}$/.test(modality) ? `${modality} series` : 'Image series';
  const row = sopClass(sopClassUid);
  return row === undefined ? kindNames[kind] : className(sopClassUid);
}

/** The Standard's name of a SOP Class, without the word Storage. */
export function className(sopClassUid: string): string {
  const name = sopClass(sopClassUid)?.name.replace(/ Storage( - |$)/, '$1') || undefined;
  return name ?? (sopClassUid === '' ? 'without SOP Class' : 'private SOP Class');
}

/** `12 instances`, `3 series, 180 instances`, `74 not here`. */
export function nodeCount({ kind, count, alike, here }: Pick<GraphNode, 'kind' | 'count' | 'alike' | 'here'>): string {
  if (!here) return count === 1 ? 'not here' : `${count} not here`;
  if (kind === 'image') {
    const instances = count === 1 ? '1 instance' : `${count} instances`;
    return alike > 1 ? `${alike} series, ${instances}` : instances;
  }
  return count === 1 ? '' : `${count} alike`;
}

/** A number for each node among those of its patient that are called the same; absent for the only one. */
export function nodeNumbers(nodes: readonly GraphNode[]): ReadonlyMap<number, number> {
  const members = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const key = `${node.patient} ${nodeName(node)} ${node.here}`;
    members.set(key, [...(members.get(key) ?? []), node]);
  }
  const numbers = new Map<number, number>();
  for (const group of members.values()) if (group.length > 1) for (const [at, { id }] of group.entries()) numbers.set(id, at + 1);
  return numbers;
}
