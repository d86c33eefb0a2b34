/**
 * Which objects lie in one Frame of Reference, which Frames of Reference does a registration join, and who hangs together with his
 * images by that alone? An island is what can be shown in one set of coordinates.
 */
import type { Found } from './graph.js';
import type { GraphIndex } from './graph-index.js';
import type { Link } from './graph-links.js';
import type { InstanceFacts } from './instance-facts.js';
import type { ObjectKind } from './object-kind.js';

export interface Island {
  readonly patient: number;
  /** From 1, among the patient's. */
  readonly number: number;
  /** Numbers of its Frames of Reference among the patient's: several when a registration joins them. */
  readonly frames: readonly number[];
  readonly instances: number;
  /** Ids of nodes. */
  readonly nodes: readonly number[];
}

/** Kinds that a planning system shows on images. */
const placed: ReadonlySet<ObjectKind> = new Set(['structure-set', 'plan', 'dose', 'rt-image', 'registration']);

type Unnamed = Omit<Island, 'nodes'> & { readonly members: readonly number[] };

export function frameIslands(
  index: GraphIndex,
  links: readonly Link[],
): { readonly islands: readonly Unnamed[]; readonly links: readonly Link[]; readonly troubles: readonly Found[] } {
  const tied = new Set(
    links.filter(({ state, context }) => (state === 'resolved' || state === 'ambiguous') && !context).map(({ from }) => from),
  );
  const frameLinks: Link[] = [];
  const troubles: Found[] = [];
  for (const members of index.byFrame.values()) {
    const sharers = index.oneOfEach(members);
    if (sharers.length > 1) troubles.push(...sharers.map((instance) => trouble('crossing', true, instance)));
  }
  for (const [instance, facts] of index.instances.entries()) {
    const kind = index.kinds[instance]!;
    const frames = framesOf(facts);
    const patient = index.patientOf(instance);
    if (!placed.has(kind) || tied.has(instance)) continue;
    const image = frames.flatMap((uid) => index.byFrame.get(uid) ?? []).find((at) => isImage(index, at, patient));
    if (image === undefined) continue;
    frameLinks.push({ from: instance, to: image, attribute: 'FrameOfReferenceUID', state: 'frame-only', context: false });
    troubles.push(trouble('frame-only', false, instance));
  }
  return { islands: islandsOf(index), links: frameLinks, troubles: [...troubles, ...mismatches(index, links)] };
}

const trouble = (kind: Found['kind'], broken: boolean, instance: number): Found => ({
  kind,
  broken,
  instance,
  attribute: 'FrameOfReferenceUID',
  path: '(0020,0052)',
  count: 1,
  of: 1,
});

const isImage = (index: GraphIndex, at: number, patient: number): boolean => index.kinds[at] === 'image' && index.patientOf(at) === patient;

/** Its own and those it refers to. */
export function framesOf({ frameOfReferenceUid, references }: InstanceFacts): readonly string[] {
  const named = references.filter(({ target }) => target === 'frame-of-reference').flatMap(({ uids }) => uids);
  return [...new Set([frameOfReferenceUid, ...named])].filter((uid) => uid !== '');
}

/** A structure set whose contours lie on images of a Frame of Reference that it does not name (PS3.3 C.8.8.5). */
function mismatches(index: GraphIndex, links: readonly Link[]): Found[] {
  const found = new Map<number, Found>();
  const frames = new Map<number, readonly string[]>();
  for (const { from, to, context } of links) {
    if (context || index.kinds[from] !== 'structure-set' || typeof to !== 'number' || index.kinds[to] !== 'image') continue;
    const own = frames.get(from) ?? framesOf(index.instances[from]!);
    frames.set(from, own);
    const other = index.instances[to]!.frameOfReferenceUid;
    if (own.length === 0 || other === '' || own.includes(other)) continue;
    found.set(from, {
      ...trouble('frame-mismatch', true, from),
      attribute: 'ReferencedFrameOfReferenceSequence',
      path: '(3006,0010).(0020,0052)',
    });
  }
  return [...found.values()];
}

/** Frame of Reference UID to its number, by patient, in the order of the files. */
export function frameNumbers(index: GraphIndex): (instance: number) => readonly number[] {
  const numbers = new Map<number, Map<string, number>>();
  const all = index.instances.map((facts, instance) => {
    const patient = index.patientOf(instance);
    const own = numbers.get(patient) ?? new Map<string, number>();
    numbers.set(patient, own);
    return framesOf(facts).map((uid) => {
      const number = own.get(uid) ?? own.size + 1;
      own.set(uid, number);
      return number;
    });
  });
  return (instance) => all[instance]!;
}

function islandsOf(index: GraphIndex): Unnamed[] {
  const numbersOf = frameNumbers(index);
  const joined = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    for (let up = joined.get(at); up !== undefined; up = joined.get(at)) at = up;
    return at;
  };
  const keyOf = (instance: number, frame: number): string => `${index.patientOf(instance)} ${frame}`;
  for (const instance of index.instances.keys()) {
    if (index.kinds[instance] !== 'registration') continue;
    const [first, ...others] = numbersOf(instance).map((frame) => root(keyOf(instance, frame)));
    for (const other of others) if (root(other) !== root(first!)) joined.set(root(other), root(first!));
  }
  const islands = new Map<string, { patient: number; frames: Set<number>; members: number[] }>();
  for (const instance of index.instances.keys()) {
    const patient = index.patientOf(instance);
    for (const key of new Set(numbersOf(instance).map((frame) => root(keyOf(instance, frame))))) {
      const island = islands.get(key) ?? { patient, frames: new Set(), members: [] };
      islands.set(key, island);
      island.members.push(instance);
      for (const frame of numbersOf(instance)) if (root(keyOf(instance, frame)) === key) island.frames.add(frame);
    }
  }
  const counts = new Map<number, number>();
  return [...islands.values()].map(({ patient, frames, members }) => {
    const number = (counts.get(patient) ?? 0) + 1;
    counts.set(patient, number);
    return { patient, number, frames: [...frames].sort((a, b) => a - b), instances: members.length, members };
  });
}
