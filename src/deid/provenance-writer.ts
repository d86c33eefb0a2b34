/**
 * Puts the provenance at its place among the tokens of the root data set: each element before the first with a higher tag, in place of
 * what stood there; codes of earlier de-identification stay in front of ours. What it says comes from provenance.ts.
 */
import { tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { type Emit, type Encoding, explicitLittle, type Token } from '../wire/token.js';
import type { CompiledRules } from './compile.js';
import type { PixelStatement } from './pixel-policy.js';
import { deidentificationMethodCodeSequence, type Provenance, provenanceOf } from './provenance.js';
import { madeBorder, madeElement } from './token-copy.js';

const codeValue = tag(0x00080100);
const codingSchemeDesignator = tag(0x00080102);
const codeMeaning = tag(0x00080104);

export class ProvenanceWriter {
  /** The tag from which on the root has to ask here. */
  nextTag: number;
  readonly #provenance: Provenance;
  #next = 0;
  #encoding: Encoding = explicitLittle;
  #existing = false;

  constructor(rules: CompiledRules, version: string, pixels?: PixelStatement) {
    this.#provenance = provenanceOf(rules, version, pixels);
    this.nextTag = this.#provenance.places[0]!;
  }

  /** Writes what stands before `token`, of the root. True when `token` itself is replaced and goes no further. */
  replace(token: Token, emit: Emit): boolean {
    this.#encoding = token.encoding;
    while (this.nextTag < token.tag) this.#write(emit);
    if (this.nextTag !== token.tag) return false;
    if (token.tag === deidentificationMethodCodeSequence && token.kind === 'sequenceStart') {
      this.#existing = true;
      this.#advance();
      return false;
    }
    this.#write(emit);
    return true;
  }

  /** Passes on a sequence's start; that of the codes is never an empty one. */
  opened(token: Token, depth: number, emit: Emit): void {
    const isOurs = this.#existing && depth === 0 && token.tag === deidentificationMethodCodeSequence;
    emit(isOurs ? madeBorder('sequenceStart', token.tag, vr.SQ, token.encoding, token.depth) : token);
  }

  /** Before the end of a root sequence: our codes behind those that were there. */
  closing(token: Token, emit: Emit): void {
    if (!this.#existing || token.tag !== deidentificationMethodCodeSequence) return;
    this.#existing = false;
    this.#writeItems(emit);
  }

  end(emit: Emit): void {
    while (this.nextTag !== Number.POSITIVE_INFINITY) this.#write(emit);
  }

  #write(emit: Emit): void {
    const place = this.#provenance.places[this.#next]!;
    const value = this.#provenance.values.get(place);
    if (value !== undefined) emit(madeElement(place, value.vr, value.bytes, this.#encoding, 0));
    else {
      emit(madeBorder('sequenceStart', place, vr.SQ, this.#encoding, 0));
      this.#writeItems(emit);
      emit(madeBorder('sequenceEnd', place, vr.SQ, this.#encoding, 0));
    }
    this.#advance();
  }

  #advance(): void {
    this.#next += 1;
    this.nextTag = this.#provenance.places[this.#next] ?? Number.POSITIVE_INFINITY;
  }

  #writeItems(emit: Emit): void {
    for (const token of itemTokens(this.#provenance, this.#encoding)) emit(token);
  }
}

/** Nobody changes a token: what is the same in all files of an encoding is made once. */
function itemTokens(provenance: Provenance, encoding: Encoding): readonly Token[] {
  const known = made.get(provenance) ?? new Map<Encoding, readonly Token[]>();
  made.set(provenance, known);
  const sequence = deidentificationMethodCodeSequence;
  const tokens =
    known.get(encoding) ??
    provenance.codes.flatMap((item) => [
      madeBorder('itemStart', sequence, vr.SQ, encoding, 1),
      madeElement(codeValue, vr.SH, item.codeValue, encoding, 1),
      madeElement(codingSchemeDesignator, vr.SH, item.codingSchemeDesignator, encoding, 1),
      madeElement(codeMeaning, vr.LO, item.codeMeaning, encoding, 1),
      madeBorder('itemEnd', sequence, vr.SQ, encoding, 1),
    ]);
  known.set(encoding, tokens);
  return tokens;
}

const made = new WeakMap<Provenance, Map<Encoding, readonly Token[]>>();
