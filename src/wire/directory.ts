/**
 * Writes a DICOMDIR: the Basic Directory IOD (PS3.3 Annex F) as a whole file in Explicit VR Little Endian (PS3.10 8.6). Every length is
 * explicit, so that offsets are known before they are written. It decides no value.
 */
import { RadonymError } from '../base/errors.js';
import { directorySopClassUid } from '../standard/sop-class.js';
import { type Tag, tag } from '../standard/tag.js';
import { transferSyntaxOfWord } from '../standard/transfer-syntax.js';
import type { VrName } from '../standard/vr.js';
import { elementBytes, joined } from './element-bytes.js';
import { writeFileMeta } from './file-meta.js';
import { undefinedLength } from './token.js';

export interface DirectoryElement {
  readonly tag: Tag;
  readonly vr: VrName;
  readonly value: Uint8Array;
}

export interface DirectoryRecord {
  /** Directory Record Type (0004,1430). */
  readonly type: string;
  /** Keys and references, above (0004,1430), in tag order. */
  readonly elements: readonly DirectoryElement[];
  /** Records of the lower level, in order. */
  readonly lower: readonly DirectoryRecord[];
}

interface Placed {
  readonly record: DirectoryRecord;
  /** Everything behind (0004,1430), with it. */
  readonly body: Uint8Array;
  readonly offset: number;
  next: number;
  lower: number;
}

/**
 * @param roots records of the root directory entity
 * @throws RadonymError wire/bad-length: more than 4 GiB
 */
export function writeDirectory(sopInstanceUid: string, roots: readonly DirectoryRecord[]): Uint8Array {
  const meta = writeFileMeta({
    sopClassUid: directorySopClassUid,
    sopInstanceUid,
    transferSyntaxUid: transferSyntaxOfWord('explicit')!.uid,
  });
  const fileSetId = elementBytes(tag(0x00041130), 'CS', nothing);
  // Four elements of a fixed size stand before the first item: two offsets, the consistency flag, the header of the sequence.
  const first = meta.length + fileSetId.length + 12 + 12 + 10 + 12;
  const all: Placed[] = [];
  const end = place(roots, first, all);
  if (end >= undefinedLength) throw new RadonymError('wire/bad-length', 'the directory is too long for its offsets');
  const offsetOf = (record: DirectoryRecord | undefined): number => (record === undefined ? 0 : places.get(record)!);
  const places = new Map(all.map(({ record, offset }) => [record, offset]));
  link(roots, places, all);
  return joined([
    meta,
    fileSetId,
    offsetElement(0x00041200, offsetOf(roots[0])),
    offsetElement(0x00041202, offsetOf(roots.at(-1))),
    elementBytes(tag(0x00041212), 'US', Uint8Array.of(0, 0)),
    sequenceHeader(end - first),
    ...all.flatMap(({ body, next, lower }) => [
      itemHeader(fixedSize + body.length),
      offsetElement(0x00041400, next),
      elementBytes(tag(0x00041410), 'US', Uint8Array.of(0xff, 0xff)),
      offsetElement(0x00041420, lower),
      body,
    ]),
  ]);
}

/** Offset of the next record, in-use flag, offset of the lower level. */
const fixedSize = 12 + 10 + 12;

/** Depth first: a record, what is below it, the next record. Returns where the last one ends. */
function place(records: readonly DirectoryRecord[], from: number, into: Placed[]): number {
  let at = from;
  for (const record of records) {
    const type = elementBytes(tag(0x00041430), 'CS', new TextEncoder().encode(record.type));
    const body = joined([type, ...record.elements.map((one) => elementBytes(one.tag, one.vr, one.value))]);
    into.push({ record, body, offset: at, next: 0, lower: 0 });
    at = place(record.lower, at + 8 + fixedSize + body.length, into);
  }
  return at;
}

function link(roots: readonly DirectoryRecord[], places: ReadonlyMap<DirectoryRecord, number>, all: readonly Placed[]): void {
  const nextOf = new Map<DirectoryRecord, DirectoryRecord>();
  const chain = (records: readonly DirectoryRecord[]): void => {
    for (const [index, record] of records.entries()) if (index > 0) nextOf.set(records[index - 1]!, record);
  };
  chain(roots);
  for (const placed of all) {
    chain(placed.record.lower);
    placed.lower = places.get(placed.record.lower[0]!) ?? 0;
  }
  for (const placed of all) placed.next = places.get(nextOf.get(placed.record)!) ?? 0;
}

const nothing = new Uint8Array(0);

function offsetElement(packed: number, offset: number): Uint8Array {
  const value = new Uint8Array(4);
  new DataView(value.buffer).setUint32(0, offset, true);
  return elementBytes(tag(packed), 'UL', value);
}

function sequenceHeader(length: number): Uint8Array {
  const bytes = elementBytes(tag(0x00041220), 'SQ', nothing);
  new DataView(bytes.buffer).setUint32(8, length, true);
  return bytes;
}

function itemHeader(length: number): Uint8Array {
  const bytes = Uint8Array.of(0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0);
  new DataView(bytes.buffer).setUint32(4, length, true);
  return bytes;
}
