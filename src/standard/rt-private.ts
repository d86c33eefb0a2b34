/**
 * What our reviewed table says of a radiotherapy vendor's private element. Our own judgement, opt-in by `private: { keep: [rt-vendors] }`
 * and `[rt-vendors-support]`; an element without a row goes. Read when the first file has such a creator.
 */
import { rtPrivateRows } from './generated/rt-private.js';
import { lazy } from './lazy.js';

/**
 * `keep`: as its VR asks (search, map, shift, look inside). `machine`: as the profile treats Treatment Machine Name. `deviceDate`: kept
 * with the option to retain device identity. `schema…`: XML of a known schema and what describes it. `integrity`: goes, for what it vouches for is changed.
 */
export type ReviewedAction =
  | 'keep'
  | 'mapUid'
  | 'clean'
  | 'label'
  | 'machine'
  | 'deviceDate'
  | 'schema'
  | 'schemaLength'
  | 'schemaFormat'
  | 'drop'
  | 'integrity';

export type RtLevel = 'rt-vendors' | 'rt-vendors-support';

export interface ReviewedPrivate {
  readonly group: number;
  readonly creator: string;
  /** The ee of (gggg,xxee). */
  readonly low: number;
  /** `OB/LT`-like choices as written; undefined where nobody says. */
  readonly vr: string | undefined;
  readonly action: ReviewedAction;
  /** Of `label`: what kind of thing is named. */
  readonly label: string | undefined;
  /** Undefined for what goes whatever the profile keeps. */
  readonly level: RtLevel | undefined;
  readonly reason: string;
}

/** @param creator as in the file, without padding @param low the ee of (gggg,xxee) */
export function rtPrivate(group: number, creator: string, low: number): ReviewedPrivate | undefined {
  return byCreator()
    .get(creator)
    ?.get((group << 8) | low);
}

/** All rows, for explain and for documents. */
export function rtPrivateTable(): readonly ReviewedPrivate[] {
  return [...byCreator().values()].flatMap((rows) => [...rows.values()]);
}

const byCreator = lazy(() => {
  const creators = new Map<string, Map<number, ReviewedPrivate>>();
  for (const text of rtPrivateRows.split('\n')) {
    const row = parse(text);
    const rows = creators.get(row.creator) ?? new Map<number, ReviewedPrivate>();
    creators.set(row.creator, rows.set((row.group << 8) | row.low, row));
  }
  return creators;
});

function parse(text: string): ReviewedPrivate {
  const [group, creator, element, vr, words, level, reason] = text.split('|');
  const [action, label] = words!.split(':');
  return Object.freeze({
    group: Number.parseInt(group!, 16),
    creator: creator!,
    low: Number.parseInt(element!, 16),
    vr: vr || undefined,
    action: action as ReviewedAction,
    label,
    level: level === '-' ? undefined : (level as RtLevel),
    reason: reason!,
  });
}
