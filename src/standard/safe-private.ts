/** Private attributes that Table E.3.10-1 of PS3.15 calls safe. Whether a file's value has the stated VR is for the caller to check. */
import { safePrivateRows } from './generated/safe-private.js';
import { lazy } from './lazy.js';

export interface SafePrivateAttribute {
  /** Undefined where the table has none. `OB/OW`-like choices are kept as written. */
  readonly vr: string | undefined;
  readonly vm: string;
  readonly meaning: string;
}

/** The safe attribute of a creator's block: `elementLowByte` is the ee of (gggg,xxee), `creator` as in the file without padding. */
export function safePrivate(group: number, creator: string, elementLowByte: number): SafePrivateAttribute | undefined {
  return byCreator()
    .get(creator)
    ?.get((group << 8) | elementLowByte);
}

const byCreator = lazy(() => {
  const creators = new Map<string, Map<number, SafePrivateAttribute>>();
  for (const text of safePrivateRows.split('\n')) {
    const [group, creator, element, vr, vm, meaning] = text.split('|');
    const rows = creators.get(creator!) ?? new Map<number, SafePrivateAttribute>();
    rows.set(
      (Number.parseInt(group!, 16) << 8) | Number.parseInt(element!, 16),
      Object.freeze({ vr: vr || undefined, vm: vm!, meaning: meaning! }),
    );
    creators.set(creator!, rows);
  }
  return creators;
});

/** All of the table, in its order. */
export function allSafePrivate(): readonly {
  readonly group: number;
  readonly creator: string;
  readonly low: number;
  readonly vr: string | undefined;
}[] {
  return [...byCreator()].flatMap(([creator, rows]) =>
    [...rows].map(([key, { vr }]) => ({ group: key >>> 8, creator, low: key & 0xff, vr })),
  );
}
