/** Keeps a copy of those values of the root data set, as they are written, that name the output and fill the File Meta Information. */
import { tagOfKeyword } from '../standard/dictionary.js';
import { type Tag, tag } from '../standard/tag.js';
import { characterSet } from '../wire/charset.js';
import type { Token } from '../wire/token.js';
import { asciiText, trimmedEnd } from '../wire/value.js';

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

const specificCharacterSet = tag(0x00080005);

/** Bytes of a value that are kept. */
const longest = 256;

export class Tap {
  readonly #keywords: ReadonlyMap<Tag, string>;
  readonly #values = new Map<string, string>();
  #charset = characterSet(undefined);

  constructor(keywords: ReadonlyMap<Tag, string>) {
    this.#keywords = keywords;
  }

  push(token: Token): void {
    if (token.depth !== 0 || token.kind !== 'element') return;
    const { bytes, start, vr } = token;
    if (token.tag === specificCharacterSet) this.#charset = characterSet(asciiText(bytes, start, token.end));
    const keyword = this.#keywords.get(token.tag);
    if (keyword === undefined) return;
    const end = Math.min(token.end, start + longest);
    // The same name is the same folder, in whatever set a file writes it.
    const text =
      vr.kind === 'charset' ? this.#charset.decode(bytes, start, trimmedEnd(bytes, start, end), vr) : asciiText(bytes, start, end);
    this.#values.set(keyword, text);
  }

  /** Decoded and trimmed; undefined when the data set has no such element (yet). */
  value(keyword: string): string | undefined {
    return this.#values.get(keyword);
  }
}
