/**
 * Finds how the byte ranges of a file must follow each other so that every data set in it has its elements in rising order
 * (PS3.5 7.1). Sorting moves whole elements only, so no length changes. It reads tokens said in any order; it moves nothing itself.
 */
import { RadonymError } from '../base/errors.js';
import type { Tag } from '../standard/tag.js';
import { toldTag } from '../standard/told-tag.js';
import type { Token } from './token.js';

/** bytes[start … end) of the file. */
export type Range = readonly [start: number, end: number];

interface Siblings {
  readonly tags: number[];
  readonly starts: number[];
  isOrdered: boolean;
}

interface Shuffled {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Range[];
}

export class OrderFinder {
  readonly #open: Siblings[] = [{ tags: [], starts: [], isOrdered: true }];
  /** Data sets out of order, inner ones before what holds them. */
  readonly #shuffled: Shuffled[] = [];
  readonly #same: (a: Range, b: Range) => boolean;
  readonly #start: number;

  /** @param start offset of the data set; @param same whether two ranges of the file hold the same bytes */
  constructor(start: number, same: (a: Range, b: Range) => boolean) {
    this.#start = start;
    this.#same = same;
  }

  push(token: Token): void {
    switch (token.kind) {
      case 'element':
      case 'bulkStart':
      case 'sequenceStart':
      case 'fragmentsStart':
        this.#child(this.#open[this.#open.length - 1]!, token.tag, token.offset);
        break;
      case 'itemStart':
        this.#open.push({ tags: [], starts: [], isOrdered: true });
        break;
      case 'itemEnd':
        this.#close(this.#open.pop()!, token.offset);
        break;
      default:
        break;
    }
  }

  /** Ranges of the file in the order in which they make ordered data sets. */
  result(fileEnd: number): Range[] {
    this.#close(this.#open[0]!, fileEnd);
    const ordered = [...this.#shuffled].sort((a, b) => a.start - b.start || b.end - a.end);
    const ranges: Range[] = [];
    flatten([this.#start, fileEnd], ordered, ranges);
    return ranges;
  }

  #child(siblings: Siblings, tag: Tag, offset: number): void {
    if (siblings.tags.length > 0 && tag <= siblings.tags[siblings.tags.length - 1]!) siblings.isOrdered = false;
    siblings.tags.push(tag);
    siblings.starts.push(offset);
  }

  #close({ tags, starts, isOrdered }: Siblings, end: number): void {
    if (isOrdered) return;
    const order = tags.map((_, index) => index).sort((a, b) => tags[a]! - tags[b]! || a - b);
    const parts = order.map((index): Range => [starts[index]!, starts[index + 1] ?? end]);
    for (let index = 1; index < order.length; index++) {
      const tag = tags[order[index]!] as Tag;
      if (tag === tags[order[index - 1]!] && !this.#same(parts[index - 1]!, parts[index]!)) {
        throw new RadonymError('wire/duplicate-element', 'the element stands twice with different values', {
          path: toldTag(tag),
          offset: parts[index]![0],
        });
      }
    }
    this.#shuffled.push({ start: starts[0]!, end, parts });
  }
}

/** Writes `range` to `out`, the shuffled data sets inside it in their right order. */
function flatten([start, end]: Range, shuffled: readonly Shuffled[], out: Range[]): void {
  let at = start;
  for (let index = 0; index < shuffled.length; index++) {
    const { start: from, end: to, parts } = shuffled[index]!;
    if (from < at || to > end) continue;
    if (from > at) out.push([at, from]);
    const inner = shuffled.slice(index + 1).filter((other) => other.start >= from && other.end <= to);
    for (const part of parts) flatten(part, inner, out);
    at = to;
  }
  if (end > at) out.push([at, end]);
}
