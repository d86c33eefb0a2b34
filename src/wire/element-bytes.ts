/** One Data Element as bytes in Explicit VR Little Endian (PS3.5 7.1.2): for the few data sets that we write by ourselves. */
import type { Tag } from '../standard/tag.js';
import { type VrName, vr } from '../standard/vr.js';

/** Header and value, made even. */
export function elementBytes(tag: Tag, name: VrName, value: Uint8Array): Uint8Array {
  const { first, second, longLength, padding } = vr[name];
  const size = longLength ? 12 : 8;
  const length = value.length + (value.length & 1);
  const bytes = new Uint8Array(size + length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  bytes[4] = first;
  bytes[5] = second;
  if (longLength) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  bytes.set(value, size);
  if (length > value.length) bytes[size + value.length] = padding;
  return bytes;
}

/** All of them, one behind the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
