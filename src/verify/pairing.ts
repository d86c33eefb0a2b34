/** Which element of an output answers to which of its original? By key and item number, whatever block a private group got. It judges nothing. */
import { isGroupLength, isPrivateCreator } from '../standard/tag.js';
import type { ReadFile } from './dataset-reader.js';
import { elementKey, type TreeElement, type TreePlace } from './element-tree.js';

/** What was read of an original and of the output made from it. */
export interface FilePair {
  readonly original: ReadFile;
  readonly output: ReadFile;
}

/** One place of the original. `output` is undefined where the output has nothing there. */
export type PairVisit = (original: TreeElement, output: TreeElement | undefined, above: TreePlace | undefined) => void;

/** Visits every element of the original's data set; group lengths and private creators, which may move, are left out. */
export function visitPairs(pair: FilePair, visit: PairVisit): void {
  visitLevel(pair.original.elements, pair.output.elements, visit, undefined);
}

/** Elements of the output that the original has nothing for. */
export function visitAdded(pair: FilePair, visit: (output: TreeElement, above: TreePlace | undefined) => void): void {
  visitLevel(
    pair.output.elements,
    pair.original.elements,
    (output, original, above) => {
      if (!original) visit(output, above);
    },
    undefined,
  );
}

function visitLevel(
  elements: readonly TreeElement[],
  others: readonly TreeElement[] | undefined,
  visit: PairVisit,
  above: TreePlace | undefined,
): void {
  const byKey = new Map((others ?? []).map((element) => [elementKey(element), element]));
  for (const element of elements) {
    if (isGroupLength(element.tag) || isPrivateCreator(element.tag)) continue;
    const other = byKey.get(elementKey(element));
    visit(element, other, above);
    element.items?.forEach((item, index) => {
      visitLevel(item, other?.items?.[index], visit, { element, item: index + 1, above });
    });
  }
}
