/** Which private blocks are in a file, at any depth, and which elements of them? It knows no rules (PS3.5 7.8). */
import { elementOf, groupOf, isPrivate, isPrivateCreator, type Tag } from '../standard/tag.js';
import type { Token } from '../wire/token.js';
import { latin1Text, trimmedEnd } from '../wire/value.js';
import type { PrivateBlockFacts } from './file-facts.js';

/** Blocks told of a file; more are of no use to a person. */
const mostBlocks = 1000;

export class PrivateReader {
  readonly #blocks = new Map<string, { readonly group: number; readonly creator: string; readonly lows: Set<number> }>();
  /** By depth: who reserved (gggg,xx00) in the data set that is open there. */
  readonly #reserved: Map<number, Set<number>>[] = [new Map()];

  push(token: Token): void {
    if (token.kind === 'itemStart') {
      const open = this.#reserved[token.depth];
      if (open === undefined) this.#reserved[token.depth] = new Map();
      else if (open.size > 0) open.clear();
      return;
    }
    if ((token.kind !== 'element' && token.kind !== 'sequenceStart' && token.kind !== 'bulkStart') || !isPrivate(token.tag)) return;
    const reserved = this.#reserved[token.depth];
    if (reserved === undefined) return;
    if (token.kind === 'element' && isPrivateCreator(token.tag)) {
      const creator = latin1Text(
        token.bytes,
        token.start,
        Math.min(trimmedEnd(token.bytes, token.start, token.end), token.start + 64),
      ).trim();
      reserved.set(blockOf(groupOf(token.tag), elementOf(token.tag)), this.#lowsOf(groupOf(token.tag), creator));
    } else this.#element(token.tag, reserved);
  }

  /** In the order of groups and creators. */
  result(): PrivateBlockFacts[] {
    return [...this.#blocks.values()]
      .map(({ group, creator, lows }) => ({ group, creator, lows: [...lows].sort((a, b) => a - b) }))
      .sort((a, b) => a.group - b.group || (a.creator < b.creator ? -1 : 1));
  }

  /** An element that nobody reserved a block for has the creator '' and group 0: in a file that is out of step its group may be a piece of a name. */
  #element(tag: Tag, reserved: ReadonlyMap<number, Set<number>>): void {
    const block = elementOf(tag) >>> 8;
    if (block < 0x10) return;
    const lows = reserved.get(blockOf(groupOf(tag), block)) ?? this.#lowsOf(0, '');
    lows.add(tag & 0xff);
  }

  #lowsOf(group: number, creator: string): Set<number> {
    const key = `${group}\\${creator}`;
    const known = this.#blocks.get(key);
    if (known !== undefined) return known.lows;
    const lows = new Set<number>();
    if (this.#blocks.size < mostBlocks) this.#blocks.set(key, { group, creator, lows });
    return lows;
  }
}

const blockOf = (group: number, block: number): number => (group << 8) | block;
