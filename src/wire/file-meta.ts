/** Writes the preamble, prefix and File Meta Information of a file (PS3.10 7.1), always anew. It reads nothing. */
import { version } from '../base/version.js';
import { tagOf } from '../standard/tag.js';
import type { VrName } from '../standard/vr.js';
import { elementBytes, joined } from './element-bytes.js';

/** Ours: a UUID-derived UID (PS3.5 B.2), fixed for all versions. */
export const implementationClassUid = '2.25.302834925719462077143985321177306215947';

export interface FileMeta {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
  /** Further elements of group 0002 to carry over, in tag order above (0002,0013), as they stood: whole, in Explicit VR Little Endian. */
  readonly others?: readonly Uint8Array[];
}

/** 128 zero bytes, `DICM` and group 0002 with its length. */
export function writeFileMeta(meta: FileMeta): Uint8Array {
  const elements = [
    element(0x0001, 'OB', Uint8Array.of(0, 1)),
    ...(meta.sopClassUid === '' ? [] : [uid(0x0002, meta.sopClassUid)]),
    ...(meta.sopInstanceUid === '' ? [] : [uid(0x0003, meta.sopInstanceUid)]),
    uid(0x0010, meta.transferSyntaxUid),
    uid(0x0012, implementationClassUid),
    element(0x0013, 'SH', ascii(`RADONYM_${version}`.slice(0, 16))),
    ...(meta.others ?? []),
  ];
  const length = elements.reduce((sum, bytes) => sum + bytes.length, 0);
  const groupLength = element(0x0000, 'UL', new Uint8Array(Uint32Array.of(length).buffer));
  const prefix = new Uint8Array(132);
  prefix.set([0x44, 0x49, 0x43, 0x4d], 128);
  return joined([prefix, groupLength, ...elements]);
}

const element = (number: number, name: VrName, value: Uint8Array): Uint8Array => elementBytes(tagOf(2, number), name, value);

const uid = (number: number, value: string): Uint8Array => element(number, 'UI', ascii(value));

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
