/**
 * What became of values: the same few stand in a patient's files thousands of times. By their bytes, which say the same in every character
 * set: of texts only plain ones (wire/value) are put in. It does not work anything out.
 */
import type { Vr } from '../standard/vr.js';
import { ShortValues } from '../wire/short-values.js';
import type { Rule } from './compile.js';

/** A value under a rule. */
export interface Replaced {
  readonly rule: Rule;
  readonly as: Vr;
  readonly bytes: Uint8Array;
  /** Each original of it and its pseudonym. */
  readonly pairs: readonly (readonly [original: string, pseudonym: string])[];
}

/** From file to file of a patient under one set of rules. */
export class ValueMemory {
  /** Plain texts that were searched without a hit. */
  readonly innocent = new ShortValues<true>();
  /** UIDs as mapped and padded. */
  readonly uids = new ShortValues<Uint8Array>();
  /** Dates and times as shifted and padded, by VR. */
  readonly shifted = { DA: new ShortValues<Uint8Array>(), DT: new ShortValues<Uint8Array>(), TM: new ShortValues<Uint8Array>() };
  /** Plain values and their pseudonyms. */
  readonly pseudonyms = new ShortValues<Replaced>();
}
