/**
 * What the tokenizer says and the stages pass on. One Token object is reused for all of a file: a stage that needs something
 * after its `push` returns copies it out. `bytes` is a view of what was read and is overwritten by the next chunk.
 *
 * A data set reads as: `element`* and, for what is not one small value,
 *   bulkStart bulkChunk* bulkEnd            a value longer than limits.smallValue
 *   sequenceStart (itemStart … itemEnd)* sequenceEnd
 *   fragmentsStart (fragmentStart bulkChunk* bulkEnd)* fragmentsEnd   encapsulated Pixel Data; the first fragment is the Basic Offset Table
 */
import type { Tag } from '../standard/tag.js';
import type { Vr } from '../standard/vr.js';

export type TokenKind =
  | 'element'
  | 'bulkStart'
  | 'bulkChunk'
  | 'bulkEnd'
  | 'sequenceStart'
  | 'sequenceEnd'
  | 'itemStart'
  | 'itemEnd'
  | 'fragmentsStart'
  | 'fragmentStart'
  | 'fragmentsEnd';

/** How the data set around an element is encoded (PS3.5 7.1, Annex A). Compared by identity. */
export interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

export const implicitLittle: Encoding = Object.freeze({ explicit: false, bigEndian: false });
export const explicitLittle: Encoding = Object.freeze({ explicit: true, bigEndian: false });
export const explicitBig: Encoding = Object.freeze({ explicit: true, bigEndian: true });

export const undefinedLength = 0xffffffff;

export interface Token {
  kind: TokenKind;
  /** Of the element or sequence; for items and fragments the tag of what they are in. */
  tag: Tag;
  /** The VR to go by: the dictionary's where the file says UN for a public tag or is implicit; UN where nobody knows. */
  vr: Vr;
  /** The value (`element`) or a piece of it (`bulkChunk`) is bytes[start … end). */
  bytes: Uint8Array;
  start: number;
  end: number;
  /**
   * Where the header stands in `bytes`, directly before `start`, exactly as `encoding` and `vr` would write it; -1 if it does not.
   * An encoder may then pass bytes[rawStart … end) through. Whoever changes tag, vr or value sets it to -1.
   */
  rawStart: number;
  /**
   * Of the whole value in bytes for `bulkStart` and `fragmentStart`. For `sequenceStart` and `itemStart`: 0 for an empty one
   * (nothing but its end follows), else whatever the file said.
   */
  length: number;
  /** Of the data set that the element stands in. The value's byte order is this one's (UN: always little). */
  encoding: Encoding;
  /** Of the header, in bytes from the start of the file, or of the inflated data set. */
  offset: number;
  /** Nesting: 0 for the root data set and its elements, 1 for items of its sequences and elements in them … `sequenceStart` has its parent's. */
  depth: number;
}

/** Takes tokens. */
export type Emit = (token: Token) => void;

/** One shape for a stage: synchronous, composable, without I/O. */
export interface Stage {
  push(token: Token, emit: Emit): void;
  end(emit: Emit): void;
}
