/** Runs bytes through the real tokenizer and encoder and writes tokens down as lines. */
import type { Finding } from '../../src/base/errors.js';
import { tagText } from '../../src/standard/tag.js';
import { Encoder, type EncoderOptions } from '../../src/wire/encoder.js';
import type { Encoding, Token } from '../../src/wire/token.js';
import { Tokenizer, type TokenizerOptions } from '../../src/wire/tokenizer.js';
import { concat } from './bytes.js';

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** One line a token; the chunks of a bulk value joined, so that lines do not depend on chunking. */
export function lines(bytes: Uint8Array, options: TokenizerOptions, chunkSizes: readonly number[] = [bytes.length]): string[] {
  const out: string[] = [];
  let bulk: Uint8Array[] = [];
  feed(bytes, options, chunkSizes, (token) => {
    const at = '  '.repeat(token.depth);
    const value = token.bytes.slice(token.start, token.end);
    if (token.kind === 'bulkChunk') bulk.push(value);
    else if (token.kind === 'bulkEnd') {
      out.push(`${at}bulkEnd ${hex(concat(bulk))}`);
      bulk = [];
    } else if (token.kind === 'element') out.push(`${at}${tagText(token.tag)} ${token.vr.name} ${hex(value)}`);
    else
      out.push(
        `${at}${token.kind} ${tagText(token.tag)} ${token.vr.name}${token.kind === 'bulkStart' || token.kind === 'fragmentStart' ? ` ${token.length}` : ''}`,
      );
  });
  return out;
}

export function feed(bytes: Uint8Array, options: TokenizerOptions, chunkSizes: readonly number[], emit: (token: Token) => void): void {
  const tokenizer = new Tokenizer(options);
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, chunkSizes[turn % chunkSizes.length] ?? 1);
    // Each chunk is a buffer of its own that is wiped afterwards: nothing may hold on to it.
    const chunk = bytes.slice(at, at + size);
    tokenizer.push(chunk, emit);
    chunk.fill(0xee);
    at += size;
  }
  tokenizer.end(emit);
}

/** What the encoder makes of the bytes' tokens. */
export function recode(
  bytes: Uint8Array,
  from: Encoding,
  to: Encoding,
  options: Omit<EncoderOptions, 'encoding'> = {},
  chunkSizes: readonly number[] = [1 << 20],
  read: Partial<TokenizerOptions> = {},
): Uint8Array {
  const pass = (more: Omit<EncoderOptions, 'encoding'>): readonly [Encoder, Uint8Array[]] => {
    const encoder = new Encoder({ encoding: to, ...options, ...more });
    const tokenizer = new Tokenizer({ encoding: from, ...read });
    const out: Uint8Array[] = [];
    let at = 0;
    for (let turn = 0; at < bytes.length; turn++) {
      const size = Math.max(1, chunkSizes[turn % chunkSizes.length] ?? 1);
      const chunk = bytes.slice(at, at + size);
      tokenizer.push(chunk, (token) => encoder.push(token));
      for (const slice of encoder.drain()) out.push(slice.slice());
      chunk.fill(0xee);
      at += size;
    }
    tokenizer.end((token) => encoder.push(token));
    for (const slice of encoder.drain()) out.push(slice.slice());
    return [encoder, out];
  };
  if (options.sequenceLength !== 'explicit') return concat(pass({})[1]);
  return concat(pass({ lengths: pass({ measure: true })[0].lengths })[1]);
}

export function findingsOf(bytes: Uint8Array, options: TokenizerOptions): Finding[] {
  const findings: Finding[] = [];
  feed(bytes, { ...options, finding: (finding) => findings.push(finding) }, [bytes.length], () => {});
  return findings;
}
