/** Tokens that outlive a push, and tokens made here. */
import type { Tag } from '../standard/tag.js';
import type { Vr } from '../standard/vr.js';
import type { Encoding, Token, TokenKind } from '../wire/token.js';
import { undefinedLength } from '../wire/token.js';

const none = new Uint8Array(0);

/** A copy that owns its bytes; its header is written anew. */
export function copyToken(token: Token): Token {
  const bytes = token.bytes.slice(token.start, token.end);
  return { ...token, bytes, start: 0, end: bytes.length, rawStart: -1 };
}

/** An element with a value of its own. */
export function madeElement(tag: Tag, vr: Vr, bytes: Uint8Array, encoding: Encoding, depth: number): Token {
  return { kind: 'element', tag, vr, bytes, start: 0, end: bytes.length, rawStart: -1, length: bytes.length, encoding, offset: 0, depth };
}

/** Start or end of a sequence or item. @param length 0 for an empty one */
export function madeBorder(kind: TokenKind, tag: Tag, vr: Vr, encoding: Encoding, depth: number, length = undefinedLength): Token {
  return { kind, tag, vr, bytes: none, start: 0, end: 0, rawStart: -1, length, encoding, offset: 0, depth };
}
