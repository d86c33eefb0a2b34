/** What was done to which attribute, over all files and workers? Adds up what they counted. The same whatever their order. */
import { type AttributeCount, deeds } from '../deid/deed-counter.js';
import type { ClassCounts } from '../flow/process-file.js';

export class CountTally {
  readonly #attributes = new Map<string, AttributeCount & { readonly counts: number[] }>();
  readonly #classes = new Map<string, number[]>();

  add(all: readonly ClassCounts[]): void {
    for (const { sopClassUid, attributes } of all) {
      const sums = this.#classes.get(sopClassUid) ?? deeds.map(() => 0);
      this.#classes.set(sopClassUid, sums);
      for (const attribute of attributes) {
        const known = this.#attributes.get(attribute.key);
        if (known === undefined) this.#attributes.set(attribute.key, { ...attribute, counts: [...attribute.counts] });
        else increase(known.counts, attribute.counts);
        increase(sums, attribute.counts);
      }
    }
  }

  /** By tag. */
  attributes(): readonly AttributeCount[] {
    return [...this.#attributes.values()].sort((a, b) => (a.tag >>> 0) - (b.tag >>> 0) || (a.key < b.key ? -1 : 1));
  }

  /** By UID, each with its counts in the order of `deeds`. */
  classes(): readonly (readonly [sopClassUid: string, counts: readonly number[]])[] {
    return [...this.#classes].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

function increase(sums: number[], counts: readonly number[]): void {
  for (const [at, count] of counts.entries()) sums[at]! += count;
}
