/** Keeps a copy of those values of the root data set, as they are written, that name the output and fill the File Meta Information. */
import { tagOfKeyword } from '../standard/dictionary.js';
import type { Tag } from '../standard/tag.js';
import type { Token } from '../wire/token.js';
import { asciiText } from '../wire/value.js';

const always = ['SOPClassUID', 'SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID', 'FrameOfReferenceUID', 'PatientID'];

/** Tags to keep, by keyword; made once for all files. */
export function tapped(keywords: readonly string[]): ReadonlyMap<Tag, string> {
  const tags = new Map<Tag, string>();
  for (const keyword of [...always, ...keywords]) {
    const tag = tagOfKeyword(keyword);
    if (tag !== undefined) tags.set(tag, keyword);
  }
  return tags;
}

/** Bytes of a value that are kept. */
const longest = 256;

export class Tap {
  readonly #keywords: ReadonlyMap<Tag, string>;
  readonly #values = new Map<string, string>();

  constructor(keywords: ReadonlyMap<Tag, string>) {
    this.#keywords = keywords;
  }

  push(token: Token): void {
    if (token.depth !== 0 || token.kind !== 'element') return;
    const keyword = this.#keywords.get(token.tag);
    if (keyword === undefined) return;
    this.#values.set(keyword, asciiText(token.bytes, token.start, Math.min(token.end, token.start + longest)));
  }

  /** Trimmed; undefined when the data set has no such element (yet). */
  value(keyword: string): string | undefined {
    return this.#values.get(keyword);
  }
}
