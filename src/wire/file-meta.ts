/** Writes the preamble, prefix and File Meta Information of a file (PS3.10 7.1), always anew. It reads nothing. */
import { version } from '../base/version.js';
import { vr } from '../standard/vr.js';

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
    element(0x0001, vr.OB.first, vr.OB.second, Uint8Array.of(0, 1)),
    ...(meta.sopClassUid === '' ? [] : [uid(0x0002, meta.sopClassUid)]),
    ...(meta.sopInstanceUid === '' ? [] : [uid(0x0003, meta.sopInstanceUid)]),
    uid(0x0010, meta.transferSyntaxUid),
    uid(0x0012, implementationClassUid),
    element(0x0013, vr.SH.first, vr.SH.second, padded(`RADONYM_${version}`.slice(0, 16), 0x20)),
    ...(meta.others ?? []),
  ];
  const length = elements.reduce((sum, bytes) => sum + bytes.length, 0);
  const groupLength = element(0x0000, vr.UL.first, vr.UL.second, new Uint8Array(Uint32Array.of(length).buffer));
  const result = new Uint8Array(132 + groupLength.length + length);
  result.set([0x44, 0x49, 0x43, 0x4d], 128);
  let at = 132;
  for (const bytes of [groupLength, ...elements]) {
    result.set(bytes, at);
    at += bytes.length;
  }
  return result;
}

const uid = (number: number, value: string): Uint8Array => element(number, vr.UI.first, vr.UI.second, padded(value, 0));

function padded(text: string, padding: number): Uint8Array {
  const bytes = new Uint8Array(text.length + (text.length & 1)).fill(padding);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

function element(number: number, first: number, second: number, value: Uint8Array): Uint8Array {
  const isLong = first === vr.OB.first && second === vr.OB.second;
  const bytes = new Uint8Array((isLong ? 12 : 8) + value.length);
  bytes.set([0x02, 0x00, number & 0xff, number >>> 8, first, second]);
  bytes[isLong ? 8 : 6] = value.length & 0xff;
  bytes[isLong ? 9 : 7] = value.length >>> 8;
  bytes.set(value, bytes.length - value.length);
  return bytes;
}
