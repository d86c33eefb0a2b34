/** What the head of a code stream tells of its image, whichever codec wrote it. Read by hand, before a codec sees a byte. */
import { type ErrorCode, RadonymError } from '../../base/errors.js';

export interface CodeStream {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
  /** Whether samples are signed; undefined where such streams do not say. */
  readonly signed?: boolean;
  /** Whether values may have been lost; undefined where the head does not say. */
  readonly lossy?: boolean;
  /** `ycc`: components are said, or must be, luminance and chrominance; `rgb`: they are said to be none; `rct`, `ict`: see JPEG 2000 Annex G. */
  readonly colour?: 'ycc' | 'rgb' | 'rct' | 'ict';
  /** Whether a codec gives samples by plane, each component after the other. */
  readonly byPlane?: boolean;
  /** The process: `baseline`, `extended`, `lossless` JPEG, `htj2k` and so on. */
  readonly process: string;
}

export const truncated = (what: string): RadonymError => problem('pixel/truncated', what);
export const corrupt = (what: string): RadonymError => problem('pixel/corrupt', what);
export const contradicts = (what: string): RadonymError => problem('pixel/contradicts', what);

function problem(code: ErrorCode, what: string): RadonymError {
  return new RadonymError(code, what);
}

/** Big endian numbers of a stream that may end. */
export class HeaderReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at: number;
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.at = at;
  }
  u8(): number {
    return this.#view.getUint8(this.#step(1));
  }
  u16(): number {
    return this.#view.getUint16(this.#step(2));
  }
  u32(): number {
    return this.#view.getUint32(this.#step(4));
  }
  /** @throws RadonymError pixel/truncated */
  skip(length: number): void {
    this.#step(length);
  }
  #step(length: number): number {
    if (this.at + length > this.bytes.length) throw truncated('the code stream ends within its head');
    const { at } = this;
    this.at += length;
    return at;
  }
}

/** Whether nothing but padding is left: zero bytes and fill bytes (PS3.5 A.4.1). */
export function onlyPadding(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at++) if (bytes[at] !== 0 && bytes[at] !== 0xff) return false;
  return true;
}
