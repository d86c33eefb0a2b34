/** Writes the preamble, prefix and File Meta Information of a file (PS3.10 7.1), always anew. It reads nothing. */
import { version } from '../base/version.js';
import { tagOf } from '../standard/tag.js';
import type { VrName } from '../standard/vr.js';
import { elementBytes, joined } from './element-bytes.js';
import { writeLatin1 } from './value.js';

/** Ours: a UUID-derived UID (PS3.5 B.2), fixed for all versions. */
export const implementationClassUid = '2.25.302834925719462077143985321177306215947';

export interface FileMeta {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
  /** Further elements of group 0002 to carry over, in tag order above (0002,0013), as they stood: whole, in Explicit VR Little Endian. */
  readonly others?: readonly Uint8Array[];
}

const written = (number: number, name: VrName, value: Uint8Array): Uint8Array => elementBytes(tagOf(2, number), name, value);

const ascii = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  writeLatin1(text, bytes, 0);
  return bytes;
};

const uid = (number: number, value: string): Uint8Array => written(number, 'UI', ascii(value));

/** What is the same in all files. */
const metaVersion = written(0x0001, 'OB', Uint8Array.of(0, 1));
const implementation = joined([uid(0x0012, implementationClassUid), written(0x0013, 'SH', ascii(`RADONYM_${version}`.slice(0, 16)))]);
const prefix = new Uint8Array(132);
prefix.set([0x44, 0x49, 0x43, 0x4d], 128);

/** 128 zero bytes, `DICM` and group 0002 with its length. */
export function writeFileMeta(meta: FileMeta): Uint8Array {
  const elements = [metaVersion];
  if (meta.sopClassUid !== '') elements.push(uid(0x0002, meta.sopClassUid));
  if (meta.sopInstanceUid !== '') elements.push(uid(0x0003, meta.sopInstanceUid));
  elements.push(uid(0x0010, meta.transferSyntaxUid), implementation, ...(meta.others ?? []));
  let length = 0;
  for (const bytes of elements) length += bytes.length;
  const groupLength = written(0x0000, 'UL', new Uint8Array(Uint32Array.of(length).buffer));
  return joined([prefix, groupLength, ...elements]);
}
