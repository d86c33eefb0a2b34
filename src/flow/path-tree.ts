/** A name for each way through sequences, ignoring item numbers: a number while a file is read, text once it is over. */
import type { Tag } from '../standard/tag.js';
import { toldTag } from '../standard/told-tag.js';

/** The root is 0. Bounded by the number of different ways. */
export class PathTree {
  readonly #children = new Map<number, number>();
  readonly #parents: number[] = [0];
  readonly #tags: Tag[] = [0 as Tag];

  child(parent: number, tag: Tag): number {
    // Both fit into 53 bits: there are never 2^21 ways.
    const key = parent * 0x100000000 + tag;
    const known = this.#children.get(key);
    if (known !== undefined) return known;
    const made = this.#parents.push(parent) - 1;
    this.#tags.push(tag);
    this.#children.set(key, made);
    return made;
  }

  get size(): number {
    return this.#parents.length;
  }

  /** `(3006,0010).(3006,0012)` */
  text(path: number): string {
    const parts: string[] = [];
    for (let at = path; at !== 0; at = this.#parents[at]!) parts.unshift(toldTag(this.#tags[at]!));
    return parts.join('.');
  }
}
