/** Reads the beginning of a file: how it is encoded, and the head of its data set. It reads no further than that takes. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { InflateStream } from '../wire/deflate.js';
import { type Head, HeadReader } from '../wire/head.js';
import { type Part10, readPart10 } from '../wire/part10.js';
import type { Emit } from '../wire/token.js';
import { Tokenizer } from '../wire/tokenizer.js';
import type { Source } from './ports.js';

export interface OpenFile {
  readonly part10: Part10;
  readonly head: Head;
}

/** Reads what fits into `buffer`; fewer bytes only at the end of the file. */
export function fill(source: Source, position: number, buffer: Uint8Array): Uint8Array {
  let length = 0;
  // Behind the end that the file had nothing is asked for: whether it changed is found out in the end.
  while (length < buffer.length && position + length < source.size) {
    const read = source.read(position + length, length === 0 ? buffer : buffer.subarray(length));
    if (read === 0) break;
    length += read;
  }
  return length === buffer.length ? buffer : buffer.subarray(0, length);
}

/**
 * @param first the first bytes of the file, at most limits.chunk
 * @throws RadonymError of the wire floor, when not even the head can be read
 */
export function openFile(source: Source, first: Uint8Array): OpenFile {
  const part10 = readPart10(first);
  const reader = new HeadReader();
  walk(source, first, part10, limits.head, (token, tokenizer) => {
    reader.push(token);
    if (reader.done) tokenizer.stopped = true;
  });
  return { part10, head: headOf(reader, part10) };
}

/** What the data set says, or else the File Meta Information. */
export function headOf(reader: HeadReader, part10: Part10): Head {
  const head = reader.result();
  if (head.sopClassUid !== '' && head.sopInstanceUid !== '') return head;
  return {
    ...head,
    sopClassUid: head.sopClassUid || part10.mediaStorageSopClassUid,
    sopInstanceUid: head.sopInstanceUid || part10.mediaStorageSopInstanceUid,
  };
}

/** Made once: nothing of a chunk outlives the visit of its tokens. */
let scratch: Uint8Array | undefined;

/** Says the tokens of the first `most` bytes of a data set, in whatever order they stand, until the tokenizer is stopped. */
export function walk(
  source: Source,
  first: Uint8Array,
  part10: Part10,
  most: number,
  visit: (token: Parameters<Emit>[0], tokenizer: Tokenizer) => void,
): void {
  const tokenizer = new Tokenizer({ encoding: part10.encoding, offset: part10.dataSetOffset, order: 'any' });
  const emit: Emit = (token) => visit(token, tokenizer);
  const feed = (bytes: Uint8Array): void => tokenizer.push(bytes, emit);
  const inflate = part10.transferSyntax.dataSet === 'deflated' ? new InflateStream(feed) : undefined;
  let position = part10.dataSetOffset;
  let chunk = first.subarray(position);
  while (chunk.length > 0 && !tokenizer.stopped && position < most) {
    if (inflate) inflate.push(chunk);
    else feed(chunk);
    position += chunk.length;
    if (tokenizer.stopped) return;
    if (position >= source.size) break;
    scratch ??= new Uint8Array(limits.chunk);
    chunk = fill(source, position, scratch);
  }
  if (tokenizer.stopped) return;
  if (position < source.size) throw new RadonymError('wire/head-too-large', `the first ${most} bytes do not hold what is needed`);
  inflate?.end();
  tokenizer.end(emit);
}
