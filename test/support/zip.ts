/** Reads an archive as simply as can be: by its local headers, one behind the other. Shares nothing with src/io. */
import { inflateRawSync } from 'node:zlib';

export interface PlainEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** Time and date as they stand. */
  readonly time: number;
}

export function plainEntries(archive: Uint8Array): PlainEntry[] {
  const view = Buffer.from(archive.buffer, archive.byteOffset, archive.length);
  const entries: PlainEntry[] = [];
  let at = 0;
  while (view.readUInt32LE(at) === 0x04034b50) {
    const [method, time, packed, size] = [
      view.readUInt16LE(at + 8),
      view.readUInt32LE(at + 10),
      view.readUInt32LE(at + 18),
      view.readUInt32LE(at + 22),
    ];
    const nameEnd = at + 30 + view.readUInt16LE(at + 26);
    const from = nameEnd + view.readUInt16LE(at + 28);
    const name = view.toString('latin1', at + 30, nameEnd);
    const content = view.subarray(from, from + packed);
    const bytes = method === 8 ? inflateRawSync(content) : content;
    if (bytes.length !== size) throw new Error(`${name} has ${bytes.length} bytes, ${size} are stated`);
    entries.push({ name, bytes, method, time });
    at = from + packed;
  }
  return entries;
}
