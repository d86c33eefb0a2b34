/**
 * By what can a receiver tell that an instance's clinical values are those that were verified? A digest over its numbers, whatever the
 * Transfer Syntax and the lengths of sequences; docs/verify.md has the definition and another program for it. It compares nothing.
 */
import { dictionaryVr, isAmbiguous } from '../standard/dictionary.js';
import { groupOf, isGroupLength, isPrivate, type Tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import type { ReadFile } from './dataset-reader.js';
import { littleEndianBytes, type TreeElement } from './element-tree.js';

/** What the digest is made with: SHA-256, which this floor does not have. */
export interface RunningDigest {
  update(bytes: Uint8Array): void;
}

/** Feeds the values. `cut` feeds a value of the root that was not read with the rest, and says whether it did. */
export function feedClinicalDigest(file: ReadFile, digest: RunningDigest, cut: (tag: Tag) => boolean = () => false): void {
  feed(file.elements, '', digest, cut);
}

/** DS, IS and all binary VRs but UN, by the dictionary: what the file calls them does not count. */
export function isClinical(tag: Tag): boolean {
  if (isPrivate(tag) || isGroupLength(tag) || groupOf(tag) < 0x0008) return false;
  const known = dictionaryVr(tag);
  if (known === undefined) return false;
  if (isAmbiguous(known)) return true;
  return known.name === 'DS' || known.name === 'IS' || (vr[known.name].kind === 'binary' && known.name !== 'UN' && known.name !== 'SQ');
}

function feed(elements: readonly TreeElement[], prefix: string, digest: RunningDigest, cut: (tag: Tag) => boolean): void {
  for (const element of elements) {
    const name = `${prefix}${element.tag.toString(16).toUpperCase().padStart(8, '0')}`;
    if (element.items) {
      if (!isPrivate(element.tag)) element.items.forEach((item, index) => void feed(item, `${name}[${index + 1}].`, digest, cut));
    } else if (isClinical(element.tag)) {
      digest.update(Buffer.from(`${name}=`));
      if (prefix !== '' || !cut(element.tag)) digest.update(clinicalBytes(element));
      digest.update(newline);
    }
  }
}

const newline = Uint8Array.of(0x0a);

/** Without padding where it says nothing: spaces and NULs around DS and IS. Of encapsulated data all items, without the delimiter behind them. */
function clinicalBytes(element: TreeElement): Uint8Array {
  if (element.fragments) return element.bytes.subarray(0, element.length - 8);
  const known = dictionaryVr(element.tag);
  const isText = known !== undefined && !isAmbiguous(known) && known.kind === 'ascii';
  if (!isText) return littleEndianBytes(element);
  let [from, end] = [0, element.length];
  while (from < end && isPadding(element.bytes[from]!)) from++;
  while (end > from && isPadding(element.bytes[end - 1]!)) end--;
  return element.bytes.subarray(from, end);
}

const isPadding = (byte: number): boolean => byte === 0x20 || byte === 0;
