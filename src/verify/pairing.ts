/** Which element of an output answers to which of its original? By key and item number, whatever block a private group got. It judges nothing. */
import { isGroupLength, isPrivateCreator } from '../standard/tag.js';
import type { ReadFile } from './dataset-reader.js';
import { elementKey, type TreeElement, type TreePlace, visitElements } from './element-tree.js';

/** What was read of an original and of the output made from it. */
export interface FilePair {
  readonly original: ReadFile;
  readonly output: ReadFile;
}

/** One place of the original. `output` is undefined where the output has nothing there. */
export type PairVisit = (original: TreeElement, output: TreeElement | undefined, above: TreePlace | undefined) => void;

/** Visits every element of the original's data set; group lengths and private creators, which may move, are left out. */
export function visitPairs(pair: FilePair, visit: PairVisit): void {
  for (const { original, output, above } of matched(pair).pairs) visit(original, output, above);
}

/** Elements of the output that the original has nothing for. */
export function visitAdded(pair: FilePair, visit: (output: TreeElement, above: TreePlace | undefined) => void): void {
  for (const { output, above } of matched(pair).added) visit(output, above);
}

interface Matched {
  readonly pairs: { readonly original: TreeElement; readonly output: TreeElement | undefined; readonly above: TreePlace | undefined }[];
  readonly added: { readonly output: TreeElement; readonly above: TreePlace | undefined }[];
}

/** Several questions are asked of one pair. */
const known = new WeakMap<FilePair, Matched>();

function matched(pair: FilePair): Matched {
  const before = known.get(pair);
  if (before) return before;
  const found: Matched = { pairs: [], added: [] };
  matchLevel(pair.original.elements, pair.output.elements, undefined, found);
  known.set(pair, found);
  return found;
}

function matchLevel(
  elements: readonly TreeElement[],
  others: readonly TreeElement[] | undefined,
  above: TreePlace | undefined,
  into: Matched,
): void {
  const finder = new Finder(others);
  const answered: TreeElement[] = [];
  for (const element of elements) {
    if (isOverhead(element)) continue;
    const other = finder.find(element);
    if (other) answered.push(other);
    into.pairs.push({ original: element, output: other, above });
    const { items = none } = element;
    for (let at = 0; at < items.length; at++) matchLevel(items[at]!, other?.items?.[at], { element, item: at + 1, above }, into);
    for (let at = items.length; at < (other?.items?.length ?? 0); at++)
      addAll(other!.items![at]!, { element: other!, item: at + 1, above }, into);
  }
  if (others && !isAll(answered, others)) {
    const all = new Set(answered);
    addAll(
      others.filter((other) => !all.has(other)),
      above,
      into,
    );
  }
}

/** Whether nothing is left of `others`, when all were found in their order. */
function isAll(answered: readonly TreeElement[], others: readonly TreeElement[]): boolean {
  if (answered.length !== others.length) return false;
  for (let at = 0; at < others.length; at++) if (answered[at] !== others[at]) return false;
  return true;
}

const none: readonly (readonly TreeElement[])[] = [];

function addAll(elements: readonly TreeElement[], above: TreePlace | undefined, { added }: Matched): void {
  visitElements(elements, (output, place) => void (isOverhead(output) || added.push({ output, above: place })), above);
}

/** Finds the element of `others` that answers to one, of several the last. In most levels the next element is the one. */
export class Finder {
  readonly #others: readonly TreeElement[];
  #next = 0;
  #byKey: Map<string | number, number> | undefined;

  constructor(others: readonly TreeElement[] = []) {
    this.#others = others;
  }

  find(element: TreeElement): TreeElement | undefined {
    const others = this.#others;
    while (this.#next < others.length && isOverhead(others[this.#next]!)) this.#next++;
    const other = others[this.#next];
    if (other && other.tag === element.tag && other.creator === element.creator) {
      this.#next++;
      return other;
    }
    const found = others.length > fewElements ? this.#placeByKey(element) : lastLike(others, element);
    if (found >= this.#next) this.#next = found + 1;
    return found < 0 ? undefined : others[found];
  }

  #placeByKey(element: TreeElement): number {
    this.#byKey ??= new Map(this.#others.map((one, at) => [elementKey(one), at]));
    return this.#byKey.get(elementKey(element)) ?? -1;
  }
}

/** Up to here looking at all is quicker than putting them in order. */
const fewElements = 256;

function lastLike(others: readonly TreeElement[], { tag, creator }: TreeElement): number {
  // What is the same for one element of a private block whatever the block: group and low byte.
  const mask = creator === '' ? -1 : 0xffff00ff | 0;
  for (let at = others.length - 1; at >= 0; at--) {
    const other = others[at]!;
    if (((other.tag ^ tag) & mask) === 0 && other.creator === creator) return at;
  }
  return -1;
}

export const isOverhead = ({ tag }: TreeElement): boolean => isGroupLength(tag) || isPrivateCreator(tag);
