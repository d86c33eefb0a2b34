/** Tokens as plain data that properties keep and compare: bytes copied, pieces of one value joined, views and raw headers left out. */
import { tagText } from '../../src/standard/tag.js';
import { Encoder, type EncoderOptions } from '../../src/wire/encoder.js';
import type { Encoding, Token } from '../../src/wire/token.js';
import { Tokenizer } from '../../src/wire/tokenizer.js';
import { concat } from './bytes.js';

export interface PlainToken {
  readonly kind: string;
  readonly tag: string;
  readonly vr: string;
  readonly depth: number;
  readonly offset: number;
  readonly bytes: string;
}

/** Takes chunks; what was said before an error stays in `into`. */
export function tokenize(chunks: readonly Uint8Array[], encoding: Encoding, into: PlainToken[] = []): PlainToken[] {
  const tokenizer = new Tokenizer({ encoding });
  const emit = (token: Token): void => {
    const bytes = token.kind === 'element' || token.kind === 'bulkChunk' ? hex(token.bytes.subarray(token.start, token.end)) : '';
    const last = into.at(-1);
    if (token.kind === 'bulkChunk' && last?.kind === 'bulkChunk') into[into.length - 1] = { ...last, bytes: last.bytes + bytes };
    else {
      const offset = token.kind === 'bulkChunk' || token.kind.endsWith('End') ? -1 : token.offset;
      into.push({ kind: token.kind, tag: tagText(token.tag), vr: token.vr.name, depth: token.depth, offset, bytes });
    }
  };
  for (const chunk of chunks) tokenizer.push(chunk, emit);
  tokenizer.end(emit);
  return into;
}

/** Reads and writes a data set. Explicit lengths take a measuring pass. */
export function transcode(bytes: Uint8Array, from: Encoding, options: EncoderOptions, chunks = [bytes]): Uint8Array {
  const pass = (passOptions: EncoderOptions): { readonly bytes: Uint8Array; readonly lengths: readonly number[] } => {
    const tokenizer = new Tokenizer({ encoding: from });
    const encoder = new Encoder(passOptions);
    const slices: Uint8Array[] = [];
    // Slices are views of chunks that a source may use again.
    const drain = (): number => slices.push(...encoder.drain().map((slice) => slice.slice()));
    for (const chunk of chunks) {
      tokenizer.push(chunk, (token) => encoder.push(token));
      drain();
    }
    tokenizer.end((token) => encoder.push(token));
    drain();
    return { bytes: concat(slices), lengths: encoder.lengths };
  };
  if (options.sequenceLength !== 'explicit') return pass(options).bytes;
  const { lengths } = pass({ ...options, measure: true });
  return pass({ ...options, lengths }).bytes;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
