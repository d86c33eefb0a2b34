/** Says elements that no file brought: one reused Token, values in little endian. It decides nothing. */
import type { Tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import { type Emit, explicitLittle, type Token, type TokenKind, undefinedLength } from '../wire/token.js';

/** A small value of even length. */
export interface PlainElement {
  readonly tag: Tag;
  readonly vr: Vr;
  readonly value: Uint8Array;
}

export interface PlainSequence {
  readonly tag: Tag;
  readonly items: readonly PlainItem[];
}

export type PlainItem = readonly (PlainElement | PlainSequence)[];

const nothing = new Uint8Array(0);

export class OwnTokens {
  readonly #token: Token = {
    kind: 'element',
    tag: 0 as Tag,
    vr: vr.UN,
    bytes: nothing,
    start: 0,
    end: 0,
    rawStart: -1,
    length: 0,
    encoding: explicitLittle,
    offset: 0,
    depth: 0,
  };

  /** @param offset of what it stands for in the file, for errors */
  say(kind: TokenKind, tag: Tag, as: Vr, bytes: Uint8Array, emit: Emit, { depth = 0, length = bytes.length, offset = 0 } = {}): void {
    const token = this.#token;
    token.kind = kind;
    token.tag = tag;
    token.vr = as;
    token.bytes = bytes;
    token.start = 0;
    token.end = bytes.length;
    token.rawStart = -1;
    token.length = length;
    token.encoding = explicitLittle;
    token.offset = offset;
    token.depth = depth;
    emit(token);
  }

  element({ tag, vr: as, value }: PlainElement, emit: Emit, depth = 0): void {
    this.say('element', tag, as, value, emit, { depth });
  }

  sequence(sequence: PlainSequence, emit: Emit, depth = 0): void {
    const { tag, items } = sequence;
    this.say('sequenceStart', tag, vr.SQ, nothing, emit, { depth, length: items.length === 0 ? 0 : undefinedLength });
    this.items(sequence, emit, depth);
    this.say('sequenceEnd', tag, vr.SQ, nothing, emit, { depth });
  }

  /** What stands between the start and the end of a sequence of `depth`. */
  items({ tag, items }: PlainSequence, emit: Emit, depth = 0): void {
    for (const item of items) {
      this.say('itemStart', tag, vr.SQ, nothing, emit, { depth: depth + 1, length: item.length === 0 ? 0 : undefinedLength });
      for (const inner of item) {
        if ('items' in inner) this.sequence(inner, emit, depth + 1);
        else this.element(inner, emit, depth + 1);
      }
      this.say('itemEnd', tag, vr.SQ, nothing, emit, { depth: depth + 1 });
    }
  }
}
