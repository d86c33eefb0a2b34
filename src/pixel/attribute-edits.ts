/**
 * Changes to a data set, the root one or an item, while its elements pass: values put in, replaced or taken out, items added.
 * It knows no meaning of them.
 */
import type { Tag } from '../standard/tag.js';
import type { Vr } from '../standard/vr.js';
import { type Emit, type Token, undefinedLength } from '../wire/token.js';
import { OwnTokens, type PlainItem } from './own-tokens.js';

/** What shall stand there (even, little endian), given what stands there, as it stands there; undefined: nothing. */
export interface ValueEdit {
  readonly tag: Tag;
  readonly vr: Vr;
  readonly value: (old: Uint8Array | undefined) => Uint8Array | undefined;
}

/** Items to go behind those that are there. */
export interface ItemsEdit {
  readonly tag: Tag;
  readonly items: readonly PlainItem[];
}

export type Edit = ValueEdit | ItemsEdit;

const done = Number.POSITIVE_INFINITY;

export class AttributeEdits {
  readonly #edits: readonly Edit[];
  readonly #own = new OwnTokens();
  #next = 0;
  #nextTag: number;
  /** A sequence that gets items, as long as it is open. */
  #open: ItemsEdit | undefined;

  readonly #depth: number;

  constructor(edits: readonly Edit[], depth = 0) {
    this.#depth = depth;
    this.#edits = edits.toSorted((a, b) => a.tag - b.tag);
    this.#nextTag = this.#edits[0]?.tag ?? done;
  }

  push(token: Token, emit: Emit): void {
    if (token.depth !== this.#depth || (token.tag < this.#nextTag && this.#open === undefined)) emit(token);
    else if (token.kind === 'sequenceEnd' && this.#open !== undefined) this.#endSequence(token, emit);
    else if (token.kind === 'element' || token.kind === 'sequenceStart' || token.kind === 'bulkStart' || token.kind === 'fragmentsStart')
      this.#begin(token, emit);
    else emit(token);
  }

  /** What belongs behind all elements that passed. */
  end(emit: Emit): void {
    this.upTo(done, emit);
  }

  #begin(token: Token, emit: Emit): void {
    this.upTo(token.tag, emit);
    const edit = token.tag === this.#nextTag ? this.#edits[this.#next]! : undefined;
    if (edit === undefined) {
      emit(token);
      return;
    }
    this.#advance();
    if ('items' in edit) {
      if (token.kind === 'sequenceStart') this.#addTo(edit, token);
      emit(token);
    } else if (token.kind === 'element') this.#replace(edit, token, emit);
    else emit(token);
  }

  #addTo(edit: ItemsEdit, token: Token): void {
    this.#open = edit;
    if (token.length !== 0) return;
    token.length = undefinedLength;
    token.rawStart = -1;
  }

  #replace(edit: ValueEdit, token: Token, emit: Emit): void {
    const old = token.bytes.subarray(token.start, token.end);
    const value = edit.value(old);
    if (value === undefined) return;
    if (isSame(old, value)) emit(token);
    else this.#own.element({ ...edit, value }, emit, this.#depth);
  }

  #endSequence(token: Token, emit: Emit): void {
    this.#own.items(this.#open!, emit, this.#depth);
    this.#open = undefined;
    emit(token);
  }

  /** An element of `tag` comes that takes no part. */
  upTo(tag: number, emit: Emit): void {
    while (this.#nextTag < tag) {
      const edit = this.#edits[this.#next]!;
      if ('items' in edit) this.#own.sequence(edit, emit, this.#depth);
      else {
        const value = edit.value(undefined);
        if (value !== undefined) this.#own.element({ ...edit, value }, emit, this.#depth);
      }
      this.#advance();
    }
  }

  #advance(): void {
    this.#next += 1;
    this.#nextTag = this.#edits[this.#next]?.tag ?? done;
  }
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, index) => byte === b[index]);
