/**
 * Which elements stand between two bytes? dicom-parser reads each header; the walk from one to the next is ours, because its own
 * takes SV, UV and OV for short VRs, scans for delimiters inside binary values, and does not enter private sequences and UN.
 */
import dicomParser from 'dicom-parser';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { dictionaryVr, isAmbiguous } from '../standard/dictionary.js';
import { isPrivate, isPrivateCreator, type Tag } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';
import { latin1Text, type TreeElement } from './element-tree.js';

export interface Layout {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

const undefinedLength = 0xffffffff;
const implicitLittle: Layout = { explicit: false, bigEndian: false };
const explicitLittle: Layout = { explicit: true, bigEndian: false };
const bitsAllocated = 0x00280100;
const pixelData = 0x7fe00010;
const itemTag = 'xfffee000';
const itemEnd = 'xfffee00d';
const sequenceEnd = 'xfffee0dd';

interface Walk {
  readonly bytes: Uint8Array;
  readonly layout: Layout;
  readonly stream: dicomParser.ByteStream;
  readonly depth: number;
}
interface Header {
  readonly tag: Tag;
  /** Two letters of the file, undefined in Implicit VR. */
  readonly letters: string | undefined;
  readonly length: number;
}

/** @throws RadonymError verify/unreadable, or what dicom-parser throws, where the bytes are no elements up to `end` */
export function readElements(bytes: Uint8Array, start: number, end: number, layout: Layout, depth = 0): TreeElement[] {
  return start === end ? [] : readUntil(walkAt(bytes, start, layout, depth), end);
}

/**
 * The first native value of binary VR in the root data set that ends beyond these bytes; undefined where something else does.
 * @throws RadonymError verify/unreadable
 */
export function findLongValue(bytes: Uint8Array, start: number, layout: Layout): { tag: Tag; start: number; length: number } | undefined {
  const walk = walkAt(bytes, start, layout, 0);
  while (walk.stream.position + 12 <= bytes.length) {
    const header = readHeader(walk, peekTag(walk));
    const name = vrNameOf(header);
    if (header.length === undefinedLength && name !== 'SQ') return undefined;
    if (name !== 'SQ' && header.length > bytes.length - walk.stream.position)
      return vr[name].kind === 'binary' && name !== 'UN'
        ? { tag: header.tag, start: walk.stream.position, length: header.length }
        : undefined;
    readValue(walk, header, bytes.length, '');
  }
  return undefined;
}

function walkAt(bytes: Uint8Array, position: number, layout: Layout, depth: number): Walk {
  if (depth > limits.depth) throw new RadonymError('verify/unreadable', 'sequences are nested too deep', { offset: position });
  const order = layout.bigEndian ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;
  // dicom-parser refuses a stream that starts at the end, where an empty sequence may stand.
  const stream = new dicomParser.ByteStream(order, bytes, 0);
  stream.seek(position);
  return { bytes, layout, stream, depth };
}

/** Elements up to `end`, or to the Item Delimitation Item where `end` is undefined. */
function readUntil(walk: Walk, end: number | undefined): TreeElement[] {
  const elements: TreeElement[] = [];
  const creators = new Map<number, string>();
  const stop = end ?? walk.bytes.length;
  let wide = false;
  while (walk.stream.position < stop) {
    const tag = peekTag(walk);
    if (tag === itemEnd || tag === sequenceEnd) {
      walk.stream.seek(8);
      if (end === undefined) return elements;
      continue;
    }
    const header = readHeader(walk, tag);
    const read = readValue(walk, header, stop, creatorOf(header.tag, creators));
    if (read.tag === bitsAllocated) wide = read.bytes[0]! + read.bytes[1]! === 32;
    const element = wide && read.tag === pixelData && read.vr === 'OW' ? { ...read, unit: 4 as const } : read;
    if (isPrivateCreator(element.tag)) creators.set(element.tag, latin1Text(element.bytes).trim());
    elements.push(element);
  }
  if (end === undefined || walk.stream.position > end) throw tooShort(walk);
  return elements;
}

function peekTag(walk: Walk): string {
  if (walk.stream.position + 8 > walk.bytes.length) throw tooShort(walk);
  const tag = dicomParser.readTag(walk.stream);
  walk.stream.seek(-4);
  return tag;
}

function readHeader(walk: Walk, tag: string): Header {
  const { stream, layout } = walk;
  // Asked to stop at the very tag that stands there, dicom-parser reads the header and nothing more.
  const read = layout.explicit ? dicomParser.readDicomElementExplicit(stream, [], tag) : dicomParser.readDicomElementImplicit(stream, tag);
  let length = read.length;
  if (layout.explicit && (read.vr === 'SV' || read.vr === 'UV' || read.vr === 'OV')) {
    stream.seek(read.dataOffset - stream.position);
    length = stream.readUint32();
  }
  return { tag: Number.parseInt(tag.slice(1), 16) as Tag, letters: layout.explicit ? read.vr : undefined, length };
}

function creatorOf(tag: Tag, creators: ReadonlyMap<number, string>): string {
  return isPrivate(tag) && !isPrivateCreator(tag) ? (creators.get(((tag & 0xffff0000) | ((tag & 0xff00) >>> 8)) >>> 0) ?? '') : '';
}

function readValue(walk: Walk, header: Header, stop: number, creator: string): TreeElement {
  const { stream, bytes, layout } = walk;
  const name = vrNameOf(header);
  const start = stream.position;
  // PS3.5 6.2.2: what is inside UN is Implicit VR Little Endian, whatever is around it.
  const inside = header.letters === 'UN' ? implicitLittle : layout;
  const typedUn = header.letters === 'UN' && name !== 'UN' ? ({ typedUn: true } as const) : undefined;
  const base = { tag: header.tag, creator, bigEndian: inside.bigEndian, ...typedUn };
  if (header.length === undefinedLength) {
    if (layout.explicit && header.letters !== 'SQ' && header.letters !== 'UN') return { ...base, vr: name, ...readFragments(walk, header) };
    const items = readItems(walk, undefined, inside);
    return { ...base, vr: 'SQ', bytes: bytes.subarray(start, stream.position), items };
  }
  const end = start + header.length;
  if (end > stop) throw tooShort(walk);
  const value = bytes.subarray(start, end);
  if (name === 'SQ') {
    const items = readItems(walk, end, inside);
    return { ...base, vr: 'SQ', bytes: value, items };
  }
  stream.seek(header.length);
  const hidden = name === 'UN' ? secondLook(value, walk.depth) : undefined;
  return hidden ? { ...base, vr: 'SQ', bytes: value, items: hidden } : { ...base, vr: name, bytes: value };
}

function vrNameOf(header: Header): VrName {
  const stated = header.letters !== undefined && header.letters in vr ? (header.letters as VrName) : 'UN';
  if (stated !== 'UN') return stated;
  const known = dictionaryVr(header.tag);
  if (known === undefined) return 'UN';
  if (!isAmbiguous(known)) return known.name;
  return known.ambiguous.startsWith('US or SS') ? 'US' : 'OW';
}

/** Items up to `end`, or to the Sequence Delimitation Item where `end` is undefined. */
function readItems(outer: Walk, end: number | undefined, layout: Layout): TreeElement[][] {
  const walk = walkAt(outer.bytes, outer.stream.position, layout, outer.depth + 1);
  const { stream } = walk;
  const items: TreeElement[][] = [];
  while (end === undefined || stream.position < end) {
    const tag = peekTag(walk);
    if (tag === sequenceEnd) {
      stream.seek(8);
      if (end === undefined) break;
      continue;
    }
    const item = dicomParser.readSequenceItem(stream);
    items.push(readUntil(walk, item.length === undefinedLength ? undefined : item.dataOffset + item.length));
  }
  if (end !== undefined && stream.position !== end) throw tooShort(walk);
  outer.stream.seek(stream.position - outer.stream.position);
  return items;
}

function readFragments(walk: Walk, header: Header): { bytes: Uint8Array; fragments: Uint8Array[] } {
  const { stream, bytes } = walk;
  const start = stream.position;
  const element: dicomParser.Element = { tag: itemTag, length: header.length, dataOffset: start };
  dicomParser.findEndOfEncapsulatedElement(stream, element, []);
  if (element.length === undefinedLength || stream.position > bytes.length) throw tooShort(walk);
  const tableLength = new DataView(bytes.buffer, bytes.byteOffset + start + 4, 4).getUint32(0, true);
  const fragments = [bytes.subarray(start + 8, start + 8 + tableLength)];
  for (const fragment of element.fragments ?? []) fragments.push(bytes.subarray(fragment.position, fragment.position + fragment.length));
  return { bytes: bytes.subarray(start, stream.position), fragments };
}

/** A sequence that hides in a value of unknown VR: items from the first byte to the last, implicit as the Standard wants, else explicit. */
function secondLook(value: Uint8Array, depth: number): TreeElement[][] | undefined {
  if (value.length < 8 || value[0] !== 0xfe || value[1] !== 0xff || value[2] !== 0x00 || value[3] !== 0xe0) return undefined;
  for (const layout of [implicitLittle, explicitLittle]) {
    try {
      return readItems(walkAt(value, 0, layout, depth), value.length, layout);
    } catch {
      // Not a sequence in this layout: the bytes stay bytes, which raw searches still see.
    }
  }
  return undefined;
}

function tooShort(walk: Walk): RadonymError {
  return new RadonymError('verify/unreadable', 'an element ends outside of what holds it', { offset: walk.stream.position });
}
