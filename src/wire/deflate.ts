/**
 * Deflated data sets (PS3.5 A.5): raw deflate as synchronous streams in bounded memory. It knows nothing of what is inside.
 * pako, because node:zlib has no synchronous stream and its output differs between processors (docs/decisions/0008).
 */
import { createRequire } from 'node:module';
import type { Deflate, Inflate } from 'pako';
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';

type Library = typeof import('pako');

let library: Library | undefined;

/** Loaded when the first deflated data set is met, which in most runs is never. */
function pako(): Library {
  library ??= createRequire(import.meta.url)('pako') as Library;
  return library;
}

const pieceSize = 256 * 1024;

/** Inflates what is pushed; pieces arrive at `out` as they are ready, each a buffer of its own. */
export class InflateStream {
  readonly #inflate: Inflate = new (pako().Inflate)({ raw: true, chunkSize: pieceSize });
  #made = 0;

  /** @param most bytes that may come out */
  constructor(out: (piece: Uint8Array) => void, most: number = limits.inflated) {
    this.#inflate.onData = (piece) => {
      this.#made += piece.length;
      if (this.#made > most) throw new RadonymError('wire/deflate-limit', `more than ${most} bytes come out`);
      out(piece);
    };
    this.#inflate.onEnd = () => {};
  }

  /** @throws RadonymError wire/deflate, wire/deflate-limit and what `out` throws */
  push(bytes: Uint8Array): void {
    if (this.#inflate.ended) return; // padding to an even length
    this.#inflate.push(bytes, false);
    if (this.#inflate.err !== 0) throw new RadonymError('wire/deflate', 'the deflate stream is corrupt');
  }

  /** @throws RadonymError wire/truncated */
  end(): void {
    if (!this.#inflate.ended) throw new RadonymError('wire/truncated', 'the deflate stream is not complete');
  }
}

/** Deflates what is pushed (level 6); `end` pads to an even length as PS3.5 A.5 wants, unless it shall be exact. */
export class DeflateStream {
  readonly #deflate: Deflate = new (pako().Deflate)({ raw: true, level: 6, chunkSize: pieceSize });
  #pieces: Uint8Array[] = [];
  #made = 0;

  constructor() {
    this.#deflate.onData = (piece) => {
      this.#made += piece.length;
      this.#pieces.push(piece);
    };
    this.#deflate.onEnd = () => {};
  }

  push(slices: readonly Uint8Array[]): Uint8Array[] {
    for (const slice of slices) this.#deflate.push(slice, false);
    return this.#take();
  }

  end(length: 'even' | 'exact' = 'even'): Uint8Array[] {
    this.#deflate.push(new Uint8Array(0), true);
    if (length === 'even' && (this.#made & 1) === 1) this.#pieces.push(new Uint8Array(1));
    return this.#take();
  }

  #take(): Uint8Array[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}
