/** The neutral form in which the checker sees a data set: a tree of elements with views of their bytes. It knows no file and no rule. */
import { type Tag, tagText } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';

export class TreeElement {
  readonly tag: Tag;
  /** As understood: the dictionary's where the file says nothing or UN, UN where nobody knows. */
  readonly vr: VrName;
  /** Private Creator that reserves the element's block in this item, trimmed; empty for public and orphaned elements. */
  readonly creator: string;
  /** What the value lies in: the file, or the inflated data set. */
  readonly holder: Buffer;
  /** Of the value in its holder. */
  readonly start: number;
  readonly length: number;
  readonly bigEndian: boolean;
  /** Bytes that turn round together, where it is not the VR that says so: 32-bit cells in Pixel Data of VR OW. */
  unit: 4 | undefined = undefined;
  /** The file says UN of an attribute that the dictionary knows. */
  typedUn = false;
  /** Set for a sequence: its items, however the sequence was written. */
  items: readonly (readonly TreeElement[])[] | undefined = undefined;
  /** Set for encapsulated data: its fragments; the first one is the Basic Offset Table (PS3.5 A.4). */
  fragments: readonly Uint8Array[] | undefined = undefined;

  constructor(tag: Tag, name: VrName, creator: string, holder: Buffer, start: number, length: number, bigEndian: boolean) {
    this.tag = tag;
    this.vr = name;
    this.creator = creator;
    this.holder = holder;
    this.start = start;
    this.length = length;
    this.bigEndian = bigEndian;
  }

  /** The value as it stands; a view made anew each time. */
  get bytes(): Uint8Array {
    return this.holder.subarray(this.start, this.start + this.length);
  }

  /** Latin-1 text without trailing spaces and NULs. */
  get text(): string {
    return this.holder.toString('latin1', this.start, this.start + this.textLength);
  }

  /** Bytes without trailing spaces and NULs. */
  get textLength(): number {
    let end = this.start + this.length;
    while (end > this.start && (this.holder[end - 1] === 0x20 || this.holder[end - 1] === 0)) end--;
    return end - this.start;
  }
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
    const { items } = element;
    if (items) for (let at = 0; at < items.length; at++) visitElements(items[at]!, visit, { element, item: at + 1, above });
  }
}

/** The first element of this level with the tag. Without a closure: files are asked for many. */
export function elementAt(level: readonly TreeElement[], tag: number): TreeElement | undefined {
  for (let at = 0; at < level.length; at++) if (level[at]!.tag === tag) return level[at];
  return undefined;
}

/** Trimmed Latin-1 text of the element of this level; empty where there is none. */
export function textAt(level: readonly TreeElement[], tag: number): string {
  return elementAt(level, tag)?.text.trim() ?? '';
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

/** How many bytes turn round together to be little endian; 1 where none does. */
export function swapUnit(element: TreeElement): number {
  if (!element.bigEndian) return 1;
  const unit = element.unit ?? vr[element.vr].unit;
  return element.length % unit === 0 ? unit : 1;
}

/** The value in little endian byte order; the same view where nothing has to change places. */
export function littleEndianBytes(element: TreeElement): Uint8Array {
  const { bytes } = element;
  const unit = swapUnit(element);
  if (unit === 1) return bytes;
  const swapped = new Uint8Array(bytes.length);
  for (let at = 0; at < swapped.length; at += unit) {
    for (let byte = 0; byte < unit; byte++) swapped[at + byte] = bytes[at + unit - 1 - byte]!;
  }
  return swapped;
}

/** The same bytes. Makes neither strings nor views: values can be long, and are many. */
export const sameBytes = (a: TreeElement, b: TreeElement): boolean => sameStart(a, a.length, b, b.length);

/** The same value, whatever pads it. */
export const samePadded = (a: TreeElement, b: TreeElement): boolean => sameStart(a, a.textLength, b, b.textLength);

function sameStart(a: TreeElement, aLength: number, b: TreeElement, bLength: number): boolean {
  if (aLength !== bLength) return false;
  if (aLength > fewBytes) return a.holder.compare(b.holder, b.start, b.start + bLength, a.start, a.start + aLength) === 0;
  for (let at = 0; at < aLength; at++) if (a.holder[a.start + at] !== b.holder[b.start + at]) return false;
  return true;
}

/** Nothing but spaces and NULs. */
export const isBlank = (element: TreeElement): boolean => element.textLength === 0;

/** Up to here a loop is quicker than a call. */
const fewBytes = 32;

function textEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  return end;
}

/** Latin-1 text of the value without trailing spaces and NULs. */
export function latin1Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, textEnd(bytes)).toString('latin1');
}
