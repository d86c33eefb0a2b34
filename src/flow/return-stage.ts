/**
 * The way back: puts originals in the place of pseudonyms in an object that was made on de-identified data. UIDs and texts by value, dates by the
 * patient's days, patient and study as the original has them. What it was not given an original for stays.
 */
import { shiftDate, shiftDateTime, wholeDates } from '../deid/dates.js';
import { madeElement } from '../deid/token-copy.js';
import { type Tag, tag } from '../standard/tag.js';
import { isRegisteredUid, uidRole } from '../standard/uid.js';
import { type Vr, vr } from '../standard/vr.js';
import { characterSet } from '../wire/charset.js';
import type { Emit, Encoding, Stage, Token } from '../wire/token.js';
import { explicitLittle } from '../wire/token.js';
import { latin1Text, splitValues, trimmedEnd } from '../wire/value.js';

export interface ReturnPlan {
  /** Original by mapped UID. */
  readonly uids: ReadonlyMap<string, string>;
  /** Original by pseudonym, for what rules named: machines, people … */
  readonly texts: ReadonlyMap<string, string>;
  /** Added to dates on the way out. */
  readonly shiftDays: number;
  /** YYYYMMDD: a date from this day on was never moved, it is the object's own. */
  readonly ownFrom: string;
  /** Elements of the root as the original has them; empty ones where it has none and one must stand. */
  readonly put: ReadonlyMap<Tag, { readonly vr: Vr; readonly bytes: Uint8Array }>;
  /** Of the root, gone. */
  readonly drop: ReadonlySet<Tag>;
  /** Of the object, for texts. */
  readonly specificCharacterSet: string;
}

/** What says that an object is de-identified (PS3.15 E.1.1): it is not any more. */
export const provenanceTags: readonly Tag[] = [0x00120062, 0x00120063, 0x00120064, 0x00280303].map(tag);

export class ReturnStage implements Stage {
  /** Values that were put back. */
  readonly counts = { uids: 0, dates: 0, texts: 0 };
  readonly #plan: ReturnPlan;
  readonly #put: readonly (readonly [Tag, { readonly vr: Vr; readonly bytes: Uint8Array }])[];
  #next = 0;
  #skips = false;
  #encoding: Encoding = explicitLittle;

  constructor(plan: ReturnPlan) {
    this.#plan = plan;
    this.#put = [...plan.put].sort(([a], [b]) => a - b);
  }

  push(token: Token, emit: Emit): void {
    if (this.#skips) {
      this.#skips = !(token.depth === 0 && token.kind === 'sequenceEnd');
      return;
    }
    if (token.depth === 0 && (token.kind === 'element' || /Start$/.test(token.kind))) {
      this.#encoding = token.encoding;
      while (this.#next < this.#put.length && this.#put[this.#next]![0] < token.tag) this.#emitNext(emit);
      if (this.#next < this.#put.length && this.#put[this.#next]![0] === token.tag && token.kind === 'element') {
        this.#emitNext(emit);
        return;
      }
      if (this.#plan.drop.has(token.tag)) {
        this.#skips = token.kind === 'sequenceStart';
        return;
      }
    }
    if (token.kind === 'element' && token.end > token.start) this.#value(token);
    emit(token);
  }

  end(emit: Emit): void {
    while (this.#next < this.#put.length) this.#emitNext(emit);
  }

  #emitNext(emit: Emit): void {
    const [own, { vr: as, bytes }] = this.#put[this.#next++]!;
    emit(madeElement(own, as, bytes, this.#encoding, 0));
  }

  #value(token: Token): void {
    const text = this.#changed(token);
    if (text === undefined) return;
    token.bytes = text;
    token.start = 0;
    token.end = text.length;
    token.length = text.length;
    token.rawStart = -1;
  }

  #changed({ tag: own, vr: as, bytes, start, end }: Token): Uint8Array | undefined {
    if (as === vr.UI) return uidRole(own) === 'instance' ? this.#uids(splitValues(bytes, start, end)) : undefined;
    if (as === vr.DA || as === vr.DT) return this.#date(latin1Text(bytes, start, trimmedEnd(bytes, start, end)), as);
    return as.kind === 'charset' && this.#plan.texts.size > 0
      ? this.#text(latin1Text(bytes, start, trimmedEnd(bytes, start, end)), as)
      : undefined;
  }

  #uids(values: readonly string[]): Uint8Array | undefined {
    let known = 0;
    const mapped = values.map((value) => {
      const original = isRegisteredUid(value) ? undefined : this.#plan.uids.get(value.trim());
      if (original !== undefined) known++;
      return original ?? value;
    });
    this.counts.uids += known;
    return known === 0 ? undefined : evenBytes(mapped.join('\\'), vr.UI);
  }

  #date(value: string, as: Vr): Uint8Array | undefined {
    const { shiftDays, ownFrom } = this.#plan;
    const dates = wholeDates(value);
    if (shiftDays === 0 || dates.length === 0 || dates.some((date) => date >= ownFrom)) return undefined;
    const moved = as === vr.DA ? shiftDate(value, -shiftDays) : shiftDateTime(value, -shiftDays);
    if (moved === undefined) return undefined;
    this.counts.dates++;
    return evenBytes(moved, as);
  }

  /** A pseudonym is ASCII; its original is written in the object's own character set, or not at all. */
  #text(value: string, as: Vr): Uint8Array | undefined {
    const original = this.#plan.texts.get(value.trim());
    const bytes = original === undefined ? undefined : characterSet(this.#plan.specificCharacterSet).encode(original);
    if (bytes === undefined) return undefined;
    this.counts.texts++;
    return bytes.length % 2 === 0 ? bytes : Uint8Array.of(...bytes, as.padding);
  }
}

function evenBytes(text: string, as: Vr): Uint8Array {
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return bytes.length % 2 === 0 ? bytes : Uint8Array.of(...bytes, as.padding);
}
