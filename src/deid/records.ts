/**
 * What was done to a patient's texts and names, for the private lists of a run. Each thing is told once per patient and worker, however
 * many files repeat it, and only for files that were written. It knows no files and no format; whoever takes the rows removes repeats.
 */
import { limits } from '../base/limits.js';
import { privateTagText, type Tag } from '../standard/tag.js';

export type ReviewAction = 'kept' | 'changed' | 'removed';

/** A text that cleaning saw: private. Plain data; texts without their padding, cut at limits.reviewText. */
export interface ReviewRow {
  readonly tag: Tag;
  /** Who reserved the block of a private element. */
  readonly creator?: string;
  readonly action: ReviewAction;
  readonly original: string;
  readonly result: string;
  /** Words that stayed though they may identify. */
  readonly doubtful: readonly string[];
}

/** An original and the pseudonym that a rule gave it: private. The kind is the rule's namespace. */
export type PseudonymRow = readonly [kind: string, original: string, replacement: string];

/** What the stage reports to. Cheap for what was told before. */
export interface Records {
  review(tag: Tag, action: ReviewAction, original: string, result: string, doubtful: readonly string[], creator?: string): void;
  pseudonym(kind: string, original: string, replacement: string): void;
}

interface Seen {
  readonly row: ReviewRow;
  /** The last file that counted it. */
  file: number;
  /** Of the same text elsewhere, with another end. */
  readonly others: Seen | undefined;
}

/** Of one patient in one worker. */
export class PatientRecords implements Records {
  readonly #texts = new Map<Tag | string, Map<string, Seen>>();
  readonly #names = new Map<string, Map<string, string>>();
  #size = 0;
  #file = 0;
  #inFile = 0;
  #rows: ReviewRow[] = [];
  #pairs: PseudonymRow[] = [];
  /** What the file has beyond limits.reviewRows, repeats counted. */
  leftOut = 0;

  /** A file begins, or begins anew. What an unfinished one told is forgotten. */
  begin(): void {
    for (const { tag, creator, original } of this.#rows) this.#texts.get(placeOf(tag, creator))?.delete(original);
    for (const [kind, original] of this.#pairs) this.#names.get(kind)?.delete(original);
    this.#rows = [];
    this.#pairs = [];
    // A memory that is full begins anew: rows are then told twice, which harms nobody.
    if (this.#size > limits.reviewMemory) {
      this.#texts.clear();
      this.#names.clear();
      this.#size = 0;
    }
    this.#file++;
    this.#inFile = 0;
    this.leftOut = 0;
  }

  review(tag: Tag, action: ReviewAction, original: string, result: string, doubtful: readonly string[], creator?: string): void {
    const place = placeOf(tag, creator);
    const key = shortened(original);
    const now = shortened(result);
    let ofTag = this.#texts.get(place);
    if (ofTag === undefined) {
      ofTag = new Map();
      this.#texts.set(place, ofTag);
    }
    const first = ofTag.get(key);
    let seen = first;
    while (seen !== undefined && (seen.row.action !== action || seen.row.result !== now)) seen = seen.others;
    if (seen?.file === this.#file) return;
    // Counted for each file alone, so that the limit strikes the same rows whatever came before.
    if (this.#inFile >= limits.reviewRows) {
      this.leftOut++;
      return;
    }
    this.#inFile++;
    if (seen !== undefined) {
      seen.file = this.#file;
      return;
    }
    const row: ReviewRow = { tag, ...(creator !== undefined && { creator }), action, original: key, result: now, doubtful };
    ofTag.set(key, { row, file: this.#file, others: first });
    this.#size++;
    this.#rows.push(row);
  }

  pseudonym(kind: string, original: string, replacement: string): void {
    let ofKind = this.#names.get(kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.#names.set(kind, ofKind);
    }
    if (ofKind.get(original) === replacement) return;
    if (this.#pairs.length >= limits.reviewRows) {
      this.leftOut++;
      return;
    }
    ofKind.set(original, replacement);
    this.#size++;
    this.#pairs.push([kind, original, replacement]);
  }

  /** What is new since `begin`; from now on it counts as told. */
  take(): { readonly rows: readonly ReviewRow[]; readonly pairs: readonly PseudonymRow[] } {
    const taken = { rows: this.#rows, pairs: this.#pairs };
    this.#rows = [];
    this.#pairs = [];
    return taken;
  }
}

/** A private element is the same in whatever block. */
const placeOf = (tag: Tag, creator: string | undefined): Tag | string => (creator === undefined ? tag : privateTagText(tag, creator));

const shortened = (text: string): string => (text.length > limits.reviewText ? `${text.slice(0, limits.reviewText)}…` : text);
