/** Fills the one reused Token and hands it on, and words findings and errors with their place. It reads no bytes. */
import { type ErrorCode, type Finding, RadonymError } from '../base/errors.js';
import type { Tag } from '../standard/tag.js';
import { type Vr, vr } from '../standard/vr.js';
import type { Levels } from './level.js';
import { type Emit, type Encoding, implicitLittle, type Token, type TokenKind } from './token.js';

export class Speaker {
  emit: Emit = () => {};
  /** What is being consumed. */
  bytes = new Uint8Array(0) as Uint8Array;
  /** Offset of bytes[0]. */
  base = 0;
  readonly #levels: Levels;
  readonly #finding: (finding: Finding) => void;
  readonly #token: Token;

  constructor(levels: Levels, finding: (finding: Finding) => void) {
    this.#levels = levels;
    this.#finding = finding;
    const bytes = this.bytes;
    this.#token = {
      kind: 'element',
      tag: 0 as Tag,
      vr: vr.UN,
      bytes,
      start: 0,
      end: 0,
      rawStart: -1,
      length: 0,
      encoding: implicitLittle,
      offset: 0,
      depth: 0,
    };
  }

  /** `at`: where the header stands in `bytes`; `raw`: whether bytes[at … end) may be passed through as they are. */
  say(kind: TokenKind, tag: Tag, as: Vr, at: number, start: number, end: number, raw: boolean, length: number, encoding: Encoding): void {
    const token = this.#token;
    token.kind = kind;
    token.tag = tag;
    token.vr = as;
    token.bytes = this.bytes;
    token.start = start;
    token.end = end;
    token.rawStart = raw ? at : -1;
    token.length = length;
    token.encoding = encoding;
    token.offset = this.base + at;
    token.depth = this.#levels.top.depth;
    this.emit(token);
  }

  note(code: ErrorCode, detail: string, at: number, tag?: Tag): void {
    this.#finding({ code, detail, path: this.#levels.path(tag), offset: this.base + at });
  }

  error(code: ErrorCode, what: string, at: number, tag?: Tag): RadonymError {
    return new RadonymError(code, what, { path: this.#levels.path(tag), offset: this.base + at });
  }
}
