import { readFileSync } from 'node:fs';

/** A slice of the fixtures (Explicit VR Little Endian, Pixel Data last) with these Pixel Data instead of its own. */
export function largeSlice(value: Uint8Array): Buffer {
  const bytes = readFileSync('fixtures/study/CT.1.dcm');
  const valueAt = bytes.lastIndexOf(Uint8Array.of(0xe0, 0x7f, 0x10, 0x00)) + 12;
  const file = Buffer.concat([bytes.subarray(0, valueAt), value]);
  file.writeUInt32LE(value.length, valueAt - 4);
  return file;
}
