/**
 * Which elements stand between two bytes? dicom-parser reads numbers and fragments; the walk from one header to the next is ours, because
 * its own takes SV, UV and OV for short VRs, scans for delimiters inside binary values, and does not enter private sequences and UN.
 */
import dicomParser from 'dicom-parser';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { dictionaryVr, isAmbiguous } from '../standard/dictionary.js';
import { isPrivate, isPrivateCreator, type Tag } from '../standard/tag.js';
import { type Vr, type VrName, vr, vrOfLetters } from '../standard/vr.js';
import { TreeElement } from './element-tree.js';

export interface Layout {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

const undefinedLength = 0xffffffff;
const implicitLittle: Layout = { explicit: false, bigEndian: false };
const explicitLittle: Layout = { explicit: true, bigEndian: false };
const bitsAllocated = 0x00280100;
const pixelData = 0x7fe00010;
const itemTag = 0xfffee000;
const itemEnd = 0xfffee00d;
const sequenceEnd = 0xfffee0dd;

/** One place that moves on. The header read last stands in it: there is one at a time. */
interface Walk {
  readonly bytes: Buffer;
  layout: Layout;
  reader: dicomParser.ByteArrayParser;
  depth: number;
  at: number;
  tag: Tag;
  /** As the file says; undefined in Implicit VR, and where the letters are no VR. */
  stated: Vr | undefined;
  length: number;
}

/** @throws RadonymError verify/unreadable, or what dicom-parser throws, where the bytes are no elements up to `end` */
export function readElements(bytes: Uint8Array, start: number, end: number, layout: Layout, depth = 0): TreeElement[] {
  return start === end ? [] : readUntil(walkAt(bufferOf(bytes), start, layout, depth), end);
}

/**
 * The first native value of binary VR in the root data set that ends beyond these bytes; undefined where something else does.
 * @throws RadonymError verify/unreadable
 */
export function findLongValue(bytes: Uint8Array, start: number, layout: Layout): { tag: Tag; start: number; length: number } | undefined {
  const walk = walkAt(bufferOf(bytes), start, layout, 0);
  while (walk.at + 12 <= bytes.length) {
    readHeader(walk, peekTag(walk));
    const { tag, length, at } = walk;
    const name = vrNameOf(walk);
    if (length === undefinedLength && name !== 'SQ') return undefined;
    if (name !== 'SQ' && length > bytes.length - at)
      return vr[name].kind === 'binary' && name !== 'UN' ? { tag, start: at, length } : undefined;
    readValue(walk, bytes.length, '');
  }
  return undefined;
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

function walkAt(bytes: Buffer, at: number, layout: Layout, depth: number): Walk {
  return { bytes, layout, reader: readerOf(layout), depth, at, tag: 0 as Tag, stated: undefined, length: 0 };
}

const readerOf = ({ bigEndian }: Layout): dicomParser.ByteArrayParser =>
  bigEndian ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;

const noCreators: ReadonlyMap<number, string> = new Map();

/** Elements up to `end`, or to the Item Delimitation Item where `end` is undefined. */
function readUntil(walk: Walk, end: number | undefined): TreeElement[] {
  const elements: TreeElement[] = [];
  let creators: Map<number, string> | undefined;
  const stop = end ?? walk.bytes.length;
  let wide = false;
  while (walk.at < stop) {
    const tag = peekTag(walk);
    if (tag === itemEnd || tag === sequenceEnd) {
      walk.at += 8;
      if (end === undefined) return elements;
      continue;
    }
    readHeader(walk, tag);
    const element = readValue(walk, stop, creatorOf(tag, creators ?? noCreators));
    if (tag === bitsAllocated) wide = walk.bytes[element.start]! + walk.bytes[element.start + 1]! === 32;
    if (wide && tag === pixelData && element.vr === 'OW') element.unit = 4;
    if (isPrivateCreator(tag)) {
      creators ??= new Map();
      creators.set(tag, element.text.trim());
    }
    elements.push(element);
  }
  if (end === undefined || walk.at > end) throw tooShort(walk);
  return elements;
}

function peekTag({ bytes, at, reader }: Walk): Tag {
  if (at + 8 > bytes.length) throw tooShort({ at });
  return (reader.readUint16(bytes, at) * 0x10000 + reader.readUint16(bytes, at + 2)) as Tag;
}

/** PS3.5 7.1.2 and 7.1.3. Leaves the walk at the value. */
function readHeader(walk: Walk, tag: Tag): void {
  const { bytes, at, reader, layout } = walk;
  walk.tag = tag;
  walk.stated = layout.explicit ? vrOfLetters(bytes[at + 4]!, bytes[at + 5]!) : undefined;
  if (layout.explicit && !walk.stated?.longLength) {
    walk.length = reader.readUint16(bytes, at + 6);
    walk.at = at + 8;
  } else {
    walk.at = at + (layout.explicit ? 12 : 8);
    walk.length = reader.readUint32(bytes, walk.at - 4);
  }
}

function creatorOf(tag: Tag, creators: ReadonlyMap<number, string>): string {
  return isPrivate(tag) && !isPrivateCreator(tag) ? (creators.get(((tag & 0xffff0000) | ((tag & 0xff00) >>> 8)) >>> 0) ?? '') : '';
}

function readValue(walk: Walk, stop: number, creator: string): TreeElement {
  const { bytes, layout, tag, length, stated } = walk;
  const name = vrNameOf(walk);
  const start = walk.at;
  // PS3.5 6.2.2: what is inside UN is Implicit VR Little Endian, whatever is around it.
  const inside = stated === vr.UN ? implicitLittle : layout;
  let items: TreeElement[][] | undefined;
  let fragments: Uint8Array[] | undefined;
  if (length === undefinedLength) {
    if (layout.explicit && stated !== vr.SQ && stated !== vr.UN) fragments = readFragments(walk);
    else items = readItems(walk, undefined, inside);
  } else {
    const end = start + length;
    if (end > stop) throw tooShort(walk);
    if (name === 'SQ') items = readItems(walk, end, inside);
    else if (name === 'UN') items = secondLook(bytes, start, end, walk.depth);
    walk.at = end;
  }
  const element = new TreeElement(tag, items ? 'SQ' : name, creator, bytes, start, walk.at - start, inside.bigEndian);
  element.typedUn = stated === vr.UN && name !== 'UN';
  element.items = items;
  element.fragments = fragments;
  return element;
}

function vrNameOf({ stated, tag }: Walk): VrName {
  if (stated !== undefined && stated !== vr.UN) return stated.name;
  const known = dictionaryVr(tag);
  if (known === undefined) return 'UN';
  if (!isAmbiguous(known)) return known.name;
  return known.ambiguous.startsWith('US or SS') ? 'US' : 'OW';
}

/** Items up to `end`, or to the Sequence Delimitation Item where `end` is undefined. */
function readItems(walk: Walk, end: number | undefined, layout: Layout): TreeElement[][] {
  const outer = walk.layout;
  if (++walk.depth > limits.depth) throw new RadonymError('verify/unreadable', 'sequences are nested too deep', { offset: walk.at });
  walk.layout = layout;
  walk.reader = readerOf(layout);
  const items: TreeElement[][] = [];
  while (end === undefined || walk.at < end) {
    const tag = peekTag(walk);
    const length = walk.reader.readUint32(walk.bytes, walk.at + 4);
    walk.at += 8;
    if (tag === sequenceEnd) {
      if (end === undefined) break;
      continue;
    }
    if (tag !== itemTag) throw new RadonymError('verify/unreadable', 'no item where one must be', { offset: walk.at - 8 });
    items.push(readUntil(walk, length === undefinedLength ? undefined : walk.at + length));
  }
  if (end !== undefined && walk.at !== end) throw tooShort(walk);
  walk.depth--;
  walk.layout = outer;
  walk.reader = readerOf(outer);
  return items;
}

function readFragments(walk: Walk): Uint8Array[] {
  const { bytes, at: start } = walk;
  const stream = new dicomParser.ByteStream(walk.reader, bytes, 0);
  stream.seek(start);
  const element: dicomParser.Element = { tag: 'xfffee000', length: undefinedLength, dataOffset: start };
  dicomParser.findEndOfEncapsulatedElement(stream, element, []);
  if (element.length === undefinedLength || stream.position > bytes.length) throw tooShort(walk);
  walk.at = stream.position;
  const tableLength = bytes.readUInt32LE(start + 4);
  const fragments = [bytes.subarray(start + 8, start + 8 + tableLength)];
  for (const fragment of element.fragments ?? []) fragments.push(bytes.subarray(fragment.position, fragment.position + fragment.length));
  return fragments;
}

/** A sequence that hides in a value of unknown VR: items from the first byte to the last, implicit as the Standard wants, else explicit. */
function secondLook(bytes: Buffer, start: number, end: number, depth: number): TreeElement[][] | undefined {
  if (end - start < 8 || bytes.readUInt32BE(start) !== 0xfeff00e0) return undefined;
  for (const layout of [implicitLittle, explicitLittle]) {
    try {
      return readItems(walkAt(bytes, start, layout, depth), end, layout);
    } catch {
      // Not a sequence in this layout: the bytes stay bytes, which raw searches still see.
    }
  }
  return undefined;
}

function tooShort({ at }: Pick<Walk, 'at'>): RadonymError {
  return new RadonymError('verify/unreadable', 'an element ends outside of what holds it', { offset: at });
}
