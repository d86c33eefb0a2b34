/** How are the records of a zip archive laid out (APPNOTE 6.3.10, 4.3)? Numbers into bytes; it opens nothing. */

export interface ZipEntryFacts {
  /** ASCII. */
  readonly name: string;
  /** Of the local header. */
  readonly offset: number;
  readonly method: 'store' | 'deflate';
  /** Whether the local header has room for sizes beyond 32 bits. */
  readonly isLarge: boolean;
  readonly crc: number;
  readonly size: number;
  readonly packed: number;
}

export const signature = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 } as const;

/** From here on a number stands in a Zip64 field. */
export const zip64From = 0xffffffff;
const none = 0xffff;
const methodNumber = { store: 0, deflate: 8 } as const;
const version = { plain: 20, zip64: 45 } as const;
/** 1980-01-01 00:00, the first that the format has. */
const fixedDate = 0x0021;

export function zipLocalHeader({ name, method, isLarge, crc, size, packed }: ZipEntryFacts): Uint8Array {
  const fields = new Fields();
  fields
    .u32(signature.local)
    .u16(isLarge ? version.zip64 : version.plain)
    .u16(0)
    .u16(methodNumber[method])
    .u16(0)
    .u16(fixedDate);
  fields
    .u32(crc)
    .u32(isLarge ? zip64From : packed)
    .u32(isLarge ? zip64From : size);
  fields
    .u16(name.length)
    .u16(isLarge ? 20 : 0)
    .ascii(name);
  if (isLarge) fields.u16(1).u16(16).u64(size).u64(packed);
  return fields.bytes();
}

/** The central directory and the end records. @param offset where it begins */
export function zipDirectory(entries: readonly ZipEntryFacts[], offset: number): Uint8Array {
  const fields = new Fields();
  for (const entry of entries) centralHeader(fields, entry);
  const size = fields.length;
  const isLarge = entries.length >= none || size >= zip64From || offset >= zip64From;
  if (isLarge) {
    fields.u32(signature.end64).u64(44).u16(version.zip64).u16(version.zip64).u32(0).u32(0);
    fields.u64(entries.length).u64(entries.length).u64(size).u64(offset);
    fields
      .u32(signature.locator64)
      .u32(0)
      .u64(offset + size)
      .u32(1);
  }
  const count = Math.min(entries.length, none);
  fields.u32(signature.end).u16(0).u16(0).u16(count).u16(count);
  fields.u32(Math.min(size, zip64From)).u32(Math.min(offset, zip64From)).u16(0);
  return fields.bytes();
}

function centralHeader(fields: Fields, { name, offset, method, crc, size, packed }: ZipEntryFacts): void {
  const large = [size, packed, offset].filter((number) => number >= zip64From);
  const needs = large.length > 0 ? version.zip64 : version.plain;
  fields.u32(signature.central).u16(needs).u16(needs).u16(0).u16(methodNumber[method]).u16(0).u16(fixedDate);
  fields.u32(crc).u32(Math.min(packed, zip64From)).u32(Math.min(size, zip64From));
  fields
    .u16(name.length)
    .u16(large.length > 0 ? 4 + 8 * large.length : 0)
    .u16(0)
    .u16(0)
    .u16(0)
    .u32(0);
  fields.u32(Math.min(offset, zip64From)).ascii(name);
  if (large.length > 0) {
    fields.u16(1).u16(8 * large.length);
    for (const number of large) fields.u64(number);
  }
}

/** Little endian, one behind the other. */
class Fields {
  #block = new DataView(new ArrayBuffer(1024));
  length = 0;

  u16(value: number): this {
    this.#room(2).setUint16(this.length - 2, value, true);
    return this;
  }

  u32(value: number): this {
    this.#room(4).setUint32(this.length - 4, value, true);
    return this;
  }

  u64(value: number): this {
    this.#room(8).setBigUint64(this.length - 8, BigInt(value), true);
    return this;
  }

  ascii(text: string): this {
    for (let at = 0; at < text.length; at++) this.#room(1).setUint8(this.length - 1, text.charCodeAt(at));
    return this;
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#block.buffer, 0, this.length);
  }

  #room(size: number): DataView {
    this.length += size;
    if (this.length > this.#block.byteLength) {
      const larger = new Uint8Array(this.#block.byteLength * 2);
      larger.set(new Uint8Array(this.#block.buffer));
      this.#block = new DataView(larger.buffer);
    }
    return this.#block;
  }
}
