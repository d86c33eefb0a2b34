/** From tokens to a file: File Meta Information, encoder, deflate and sink, in that order. It decides nothing about the tokens. */
import type { Room } from '../pixel/frame-writers.js';
import { DeflateStream } from '../wire/deflate.js';
import { Encoder, type EncoderOptions } from '../wire/encoder.js';
import { type FileMeta, writeFileMeta } from '../wire/file-meta.js';
import type { Output } from '../wire/output.js';
import type { Token } from '../wire/token.js';
import type { Sink } from './ports.js';

export interface WriterOptions {
  readonly encoder: EncoderOptions;
  /** Reused from file to file. */
  readonly output: Output;
  readonly deflated: boolean;
  /** Asked when the first bytes of the data set are ready. */
  readonly meta: () => FileMeta;
  readonly openSink: () => Sink;
}

export class Writer implements Room {
  /** Of the file, so far. */
  bytes = 0;
  readonly #options: WriterOptions;
  readonly #encoder: Encoder;
  readonly #deflate: DeflateStream | undefined;
  #sink: Sink | undefined;
  /** What stands before the data set. */
  #metaLength = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#encoder = new Encoder(options.encoder, options.output);
    this.#deflate = options.deflated ? new DeflateStream() : undefined;
  }

  push(token: Token): void {
    this.#encoder.push(token);
  }

  /** Writes what is ready: to be called before what was read is overwritten. */
  drain(): void {
    const slices = this.#encoder.drain();
    if (slices.length > 0) this.#write(this.#deflate ? this.#deflate.push(slices) : slices);
  }

  mark(): number {
    return this.#encoder.total;
  }

  /** Not for deflated data sets, whose bytes have no place. */
  fill(at: number, bytes: Uint8Array): void {
    this.drain();
    this.#sink!.patch(this.#metaLength + at, bytes);
  }

  /** Ends the data set and names the file; returns its path under the output folder. */
  commit(value: (keyword: string) => string | undefined): string {
    this.drain();
    if (this.#deflate) this.#write(this.#deflate.end());
    this.#write([]);
    return this.#sink!.commit(value);
  }

  abort(): void {
    this.#sink?.abort();
  }

  #write(slices: readonly Uint8Array[]): void {
    let all = slices;
    if (this.#sink === undefined) {
      this.#sink = this.#options.openSink();
      const meta = writeFileMeta(this.#options.meta());
      this.#metaLength = meta.length;
      all = [meta, ...slices];
    } else if (slices.length === 0) return;
    for (const slice of all) this.bytes += slice.length;
    this.#sink.write(all);
  }
}
