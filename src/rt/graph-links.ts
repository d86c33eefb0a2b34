/** Does each reference of each instance resolve, and if not, how does it fail? Follows UIDs by value; Frames of Reference are judged elsewhere. */
import type { EdgeState, Found } from './graph.js';
import type { GraphIndex } from './graph-index.js';
import type { InstanceFacts, ReferenceFacts } from './instance-facts.js';
import { type ObjectKind, objectKind } from './object-kind.js';

export interface Link {
  readonly from: number;
  /** An instance (of a series: its first), or what is not here. */
  readonly to: number | Absent;
  readonly attribute: string;
  readonly state: EdgeState;
  readonly context: boolean;
}

export interface Absent {
  readonly uid: string;
  readonly kind: ObjectKind;
  readonly sopClassUid: string;
}

export function linksOf(index: GraphIndex): { readonly links: readonly Link[]; readonly troubles: readonly Found[] } {
  const links: Link[] = [];
  const troubles: Found[] = [];
  for (const [from, instance] of index.instances.entries()) {
    for (const reference of instance.references) {
      const { target, role } = reference;
      const aim = role?.target ?? target;
      if (aim === 'instance' || aim === 'series') follow(index, from, reference, aim, links, troubles);
    }
    troubles.push(...unknownEntities(index, from, instance));
  }
  return { links, troubles };
}

function follow(
  index: GraphIndex,
  from: number,
  reference: ReferenceFacts,
  aim: 'instance' | 'series',
  links: Link[],
  troubles: Found[],
): void {
  const { attribute, path, role, sopClassUid, uids } = reference;
  const kind = index.kinds[from]!;
  const patient = index.patientOf(from);
  // A registration or a set of the second generation lists its images in the general sequences.
  const context = (role?.context ?? false) && (kind === 'image' || kind === 'other' || aim === 'series' || isOutside(kind));
  const own = index.instances[from]!;
  const absent: Link[] = [];
  let crossing = 0;
  let ambiguous = 0;
  for (const uid of uids) {
    const found = aim === 'series' ? (index.bySeries.get(uid) ?? []).slice(0, 1) : index.withUid(uid, patient);
    if (found.length === 0) {
      const expected = sopClassUid === '' ? (role?.expects ?? 'other') : objectKind(sopClassUid);
      absent.push({
        from,
        to: { uid, kind: expected, sopClassUid },
        attribute,
        state: 'missing',
        context: context || isDispensable(kind, expected, reference),
      });
      continue;
    }
    const to = found[0]!;
    const crosses = index.patientOf(to) !== patient;
    const several = found.length > 1;
    if (crosses) crossing++;
    else if (several) ambiguous++;
    links.push({ from, to, attribute, state: crosses ? 'crossing' : several ? 'ambiguous' : 'resolved', context });
  }
  const tell = (troubleKind: Found['kind'], broken: boolean, count: number): void => {
    if (count > 0) troubles.push({ kind: troubleKind, broken, instance: from, attribute, path, count, of: uids.length });
  };
  const partly = absent.length < uids.length || (aim === 'instance' && nearHere(index, own, reference));
  const needed = absent.some((link) => !link.context);
  const state = partly && needed ? 'dangling' : 'missing';
  links.push(...absent.map((link) => ({ ...link, state }) as const));
  tell(state, needed, absent.length);
  tell('crossing', true, crossing);
  tell('ambiguous', true, ambiguous);
}

/** The series that the same file names around or beside these instances is here, so they should be. */
function nearHere(index: GraphIndex, { references }: InstanceFacts, { path }: ReferenceFacts): boolean {
  const around = path.split('.').slice(0, -2).join('.');
  return references.some(
    (other) =>
      other.target === 'series' &&
      other.path.slice(0, other.path.lastIndexOf('.')) === around &&
      around !== '' &&
      other.uids.length === 1 &&
      other.uids.every((uid) => index.bySeries.has(uid)),
  );
}

/** A predecessor (plan of a plan, set of a set), or what no row of ours knows a use for. */
const isDispensable = (kind: ObjectKind, expected: ObjectKind, { role }: ReferenceFacts): boolean =>
  role === undefined || kind === expected;

/** Objects whose general references are of no use to planning: doses and records point at images by plan and set. */
const isOutside = (kind: ObjectKind): boolean => kind === 'dose' || kind === 'record' || kind === 'plan' || kind === 'structure-set';

/** What a planning system expects each kind to name. */
const partners: { readonly [kind in ObjectKind]?: { readonly kinds: readonly ObjectKind[]; readonly attribute: string } } = {
  'structure-set': { kinds: ['image', 'structure-set'], attribute: 'RTReferencedSeriesSequence' },
  dose: { kinds: ['plan', 'radiation-set', 'record'], attribute: 'ReferencedRTPlanSequence' },
  record: { kinds: ['plan', 'radiation-set', 'radiation'], attribute: 'ReferencedRTPlanSequence' },
};

/** Objects that name no partner at all. A structure set must also say which series its images are in, not only the images of contours. */
export function withoutPartner(index: GraphIndex): Found[] {
  const found: Found[] = [];
  for (const [instance, { references }] of index.instances.entries()) {
    const expected = partners[index.kinds[instance]!];
    if (expected === undefined) continue;
    const named = references.some(({ role, sopClassUid, attribute }) =>
      index.kinds[instance] === 'structure-set'
        ? attribute === expected.attribute || attribute === 'PredecessorStructureSetSequence'
        : expected.kinds.includes(sopClassUid === '' ? (role?.expects ?? 'other') : objectKind(sopClassUid)),
    );
    if (!named) found.push({ kind: 'no-reference', broken: false, instance, attribute: expected.attribute, path: '', count: 1, of: 1 });
  }
  return found;
}

const known = new WeakMap<GraphIndex, ReadonlySet<string>>();

/** Conceptual volumes, dose references and their like that no object here defines. */
function unknownEntities(index: GraphIndex, instance: number, { entities }: InstanceFacts): Found[] {
  let defined = known.get(index);
  if (defined === undefined) {
    const all = index.instances.flatMap((facts) => facts.entities.filter(({ defines }) => defines));
    defined = new Set(all.flatMap(({ entity, uids }) => uids.map((uid) => `${entity} ${uid}`)));
    known.set(index, defined);
  }
  const found: Found[] = [];
  for (const { entity, defines, attribute, path, uids } of entities) {
    const count = defines ? 0 : uids.filter((uid) => !defined.has(`${entity} ${uid}`)).length;
    if (count > 0) found.push({ kind: 'missing', broken: false, instance, attribute, path, count, of: uids.length });
  }
  return found;
}
