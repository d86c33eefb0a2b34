/** The neutral form in which the checker sees a data set: a tree of elements with views of their bytes. It knows no file and no rule. */
import { type Tag, tagText } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';

export interface TreeElement {
  readonly tag: Tag;
  /** As understood: the dictionary's where the file says nothing or UN, UN where nobody knows. */
  readonly vr: VrName;
  /** Private Creator that reserves the element's block in this item, trimmed; empty for public and orphaned elements. */
  readonly creator: string;
  /** The value as it stands in the file, or in the inflated data set; a view. */
  readonly bytes: Uint8Array;
  readonly bigEndian: boolean;
  /** Bytes that turn round together, where it is not the VR that says so: 32-bit cells in Pixel Data of VR OW. */
  readonly unit?: 4;
  /** The file says UN of an attribute that the dictionary knows. */
  readonly typedUn?: true;
  /** Set for a sequence: its items, however the sequence was written. */
  readonly items?: readonly (readonly TreeElement[])[];
  /** Set for encapsulated data: its fragments; the first one is the Basic Offset Table (PS3.5 A.4). */
  readonly fragments?: readonly Uint8Array[];
}

/** Where an element stands: the elements and item numbers (from 1) above it, outermost first. */
export interface TreePlace {
  readonly element: TreeElement;
  readonly item: number;
  readonly above: TreePlace | undefined;
}

/** Calls `visit` for every element, outer ones before what is in them. */
export function visitElements(
  elements: readonly TreeElement[],
  visit: (element: TreeElement, above: TreePlace | undefined) => void,
  above?: TreePlace,
): void {
  for (const element of elements) {
    visit(element, above);
    element.items?.forEach((item, index) => {
      visitElements(item, visit, { element, item: index + 1, above });
    });
  }
}

/** `(300A,00B0)[1].(300A,00C2)`: for people, and for errors. */
export function pathText(element: TreeElement, above: TreePlace | undefined): string {
  let text = tagText(element.tag);
  for (let place = above; place; place = place.above) text = `${tagText(place.element.tag)}[${place.item}].${text}`;
  return text;
}

/** Tags from the outermost sequence to the element. */
export function tagPath(element: TreeElement, above: TreePlace | undefined): readonly Tag[] {
  const path = [element.tag];
  for (let place = above; place; place = place.above) path.unshift(place.element.tag);
  return path;
}

/** What makes an element the same one in two data sets, whatever block its private group got: creator and low byte, or tag. */
export function elementKey(element: TreeElement): string | number {
  if (element.creator === '') return element.tag;
  return `(${(element.tag >>> 16).toString(16)},"${element.creator}",${(element.tag & 0xff).toString(16)})`;
}

/** The value in little endian byte order; the same view where nothing has to change places. */
export function littleEndianBytes(element: TreeElement): Uint8Array {
  const unit = element.unit ?? vr[element.vr].unit;
  if (!element.bigEndian || unit === 1 || element.bytes.length % unit !== 0) return element.bytes;
  const swapped = new Uint8Array(element.bytes.length);
  for (let at = 0; at < swapped.length; at += unit) {
    for (let byte = 0; byte < unit; byte++) swapped[at + byte] = element.bytes[at + unit - 1 - byte]!;
  }
  return swapped;
}

/** The same value, whatever pads it. Makes no string: values can be long. */
export function samePadded(a: Uint8Array, b: Uint8Array): boolean {
  const [aEnd, bEnd] = [textEnd(a), textEnd(b)];
  return aEnd === bEnd && Buffer.compare(a.subarray(0, aEnd), b.subarray(0, bEnd)) === 0;
}

/** Nothing but spaces and NULs. */
export const isBlank = (bytes: Uint8Array): boolean => textEnd(bytes) === 0;

function textEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  return end;
}

/** Latin-1 text of the value without trailing spaces and NULs. */
export function latin1Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, textEnd(bytes)).toString('latin1');
}
