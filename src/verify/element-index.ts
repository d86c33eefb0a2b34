/** Which element stands around a byte, and where may text stand? Built from trees when first asked: most files are never asked. */
import { vr } from '../standard/vr.js';
import { type TreeElement, type TreePlace, visitElements } from './element-tree.js';

export interface Placed {
  readonly element: TreeElement;
  readonly above: TreePlace | undefined;
  /** Of the value, in the bytes that the index is of. */
  readonly start: number;
}

export interface ElementIndex {
  /** The innermost element whose value holds the byte at `offset`; undefined in headers and where no tree reaches. */
  around(offset: number): Placed | undefined;
  /** Ranges without long values of numbers. */
  text(): readonly (readonly [from: number, to: number])[];
}

/** Shorter numbers are not worth a range of their own. */
const longNumbers = 4096;

/**
 * @param trees whose values are views of `bytes`
 * @param isPacked what follows the last element is compressed: no text stands there
 */
export function elementIndex(bytes: Uint8Array, trees: readonly (readonly TreeElement[])[], isPacked = false): ElementIndex {
  let leaves: Placed[] | undefined;
  const startOf = (element: TreeElement): number => element.holder.byteOffset + element.start - bytes.byteOffset;
  return {
    around(offset) {
      leaves ??= leavesOf(trees, startOf);
      let [low, high] = [0, leaves.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (leaves[middle]!.start <= offset) low = middle + 1;
        else high = middle;
      }
      const leaf = leaves[low - 1];
      return leaf && offset < leaf.start + leaf.element.length ? leaf : undefined;
    },
    text() {
      const ranges: [number, number][] = [];
      let from = 0;
      const skip: TreeElement[] = [];
      for (const tree of trees) findLongNumbers(tree, skip);
      for (const element of skip.sort((a, b) => startOf(a) - startOf(b))) {
        const start = startOf(element);
        if (start > from) ranges.push([from, start]);
        from = Math.max(from, start + element.length);
      }
      const last = isPacked ? trees.at(-1)?.at(-1) : undefined;
      const end = last ? startOf(last) + last.length : bytes.length;
      if (from < end) ranges.push([from, end]);
      return ranges;
    },
  };
}

function leavesOf(trees: readonly (readonly TreeElement[])[], startOf: (element: TreeElement) => number) {
  const leaves: Placed[] = [];
  for (const tree of trees) {
    visitElements(tree, (element, above) => {
      if (element.items === undefined && element.length > 0) leaves.push({ element, above, start: startOf(element) });
    });
  }
  return leaves.sort((a, b) => a.start - b.start);
}

/** What is shorter as a whole holds nothing long. */
function findLongNumbers(level: readonly TreeElement[], into: TreeElement[]): void {
  for (const element of level) {
    if (element.length < longNumbers) continue;
    if (element.items) for (const item of element.items) findLongNumbers(item, into);
    else if (holdsNumbers(element)) into.push(element);
  }
}

function holdsNumbers(element: TreeElement): boolean {
  if (element.tag === 0x7fe00010 || element.tag >>> 16 === 0x7f00) return true;
  return vr[element.vr].kind === 'binary' && element.vr !== 'UN' && element.vr !== 'OB';
}
