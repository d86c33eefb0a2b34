/** The values of a data set as the checker's parser sees them: path and little endian bytes, padded to even length. */
import { isPrivate } from '../../src/standard/tag.js';
import { littleEndianBytes, pathText, type TreeElement, visitElements } from '../../src/verify/element-tree.js';
import { readElements } from '../../src/verify/element-walk.js';
import type { Encoding } from '../../src/wire/token.js';

export function leavesOf(dataSet: Uint8Array, encoding: Encoding): string[] {
  return leavesOfTree(readElements(dataSet, 0, dataSet.length, encoding));
}

export function leavesOfTree(elements: readonly TreeElement[]): string[] {
  const leaves: string[] = [];
  visitElements(elements, (element, above) => {
    if ((element.tag & 0xffff) === 0) return;
    const path = pathText(element, above);
    // Of a private element without content nobody can say whether it is a sequence.
    if (element.items?.length === 0 && isPrivate(element.tag)) leaves.push(`${path} `);
    else if (element.items) leaves.push(`${path} ${element.items.length} items`);
    else if (element.fragments) leaves.push(`${path} ${element.fragments.map(hex).join(' ')}`);
    else leaves.push(`${path} ${evenHex(element)}`);
  });
  return leaves;
}

/** Text is padded with a space, UN of unknown content cannot tell: the padding itself is left out. */
function evenHex(element: TreeElement): string {
  return hex(littleEndianBytes(element)).replace(/(20|00)*$/, '');
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
