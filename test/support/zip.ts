/** Archives by hand. Reads one as simply as can be: by its local headers, one behind the other. Shares nothing with src/io. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

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

export interface Planted {
  readonly name: string | Uint8Array;
  readonly content: Uint8Array;
  /** @default stored */
  readonly method?: number;
  readonly flags?: number;
  /** Sizes and checksum stand behind the content, not in the local header. */
  readonly descriptor?: boolean;
  /** What the central directory says instead of the truth. */
  readonly lies?: { readonly size?: number; readonly packed?: number; readonly crc?: number; readonly offset?: number };
}

/** Writes an archive by hand, with any lie a test wants. */
export function plantedZip(
  entries: readonly Planted[],
  { before = new Uint8Array(0), comment = '' }: { readonly before?: Uint8Array; readonly comment?: string } = {},
): Uint8Array {
  const parts: Uint8Array[] = [before];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const { name, content, method = 0, flags = 0, descriptor = false, lies = {} } of entries) {
    const letters = typeof name === 'string' ? Buffer.from(name) : Buffer.from(name);
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const crc = crc32(content);
    const bits = flags | (descriptor ? 8 : 0);
    const fields = (header: Buffer, from: number, known: boolean): void => {
      header.writeUInt16LE(bits, from);
      header.writeUInt16LE(method, from + 2);
      header.writeUInt32LE(known ? (lies.crc ?? crc) : 0, from + 8);
      header.writeUInt32LE(known ? (lies.packed ?? packed.length) : 0, from + 12);
      header.writeUInt32LE(known ? (lies.size ?? content.length) : 0, from + 16);
      header.writeUInt16LE(letters.length, from + 20);
    };
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    fields(local, 6, !descriptor);
    const tail = Buffer.alloc(descriptor ? 16 : 0);
    if (descriptor) {
      tail.writeUInt32LE(0x08074b50, 0);
      tail.writeUInt32LE(crc, 4);
      tail.writeUInt32LE(packed.length, 8);
      tail.writeUInt32LE(content.length, 12);
    }
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    fields(header, 8, true);
    header.writeUInt32LE(lies.offset ?? at, 42);
    central.push(header, letters);
    parts.push(local, letters, packed, tail);
    at += local.length + letters.length + packed.length + tail.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(central).length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return new Uint8Array(Buffer.concat([...parts, ...central, end, Buffer.from(comment)]));
}
