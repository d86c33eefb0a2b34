/** Which attributes hold text that may identify? Names of attributes; an example of each only when asked for. It cleans nothing. */
import { identityOf } from '../deid/identity-attributes.js';
import { confidentialityRows, forgottenRows } from '../standard/confidentiality.js';
import { keywordOf } from '../standard/dictionary.js';
import { lazy } from '../standard/lazy.js';
import { isPrivate, type Tag, tag } from '../standard/tag.js';
import { type CharacterSet, characterSet } from '../wire/charset.js';
import type { Token } from '../wire/token.js';
import { asciiText, isBlank } from '../wire/value.js';
import type { TextFacts, TextKind } from './file-facts.js';

const specificCharacterSet = tag(0x00080005);
const patientName = tag(0x00100010);
const textVrs: ReadonlySet<string> = new Set(['LO', 'SH', 'LT', 'ST', 'UT', 'UC', 'AE', 'UR']);
/** Characters of an example. */
const exampleLength = 60;

export class TextReader {
  readonly #values: boolean;
  readonly #found = new Map<Tag, TextFacts>();
  readonly #sets: CharacterSet[] = [characterSet(undefined)];
  patientName = '';

  constructor(values: boolean) {
    this.#values = values;
  }

  push(token: Token): void {
    if (token.kind === 'itemStart') {
      this.#sets[token.depth] = this.#sets[token.depth - 1] ?? this.#sets[0]!;
      return;
    }
    if (token.kind !== 'element' || token.start === token.end) return;
    if (token.tag === specificCharacterSet) this.#sets[token.depth] = characterSet(asciiText(token.bytes, token.start, token.end));
    if (this.#found.has(token.tag) || isPrivate(token.tag)) return;
    const kind = kindOf(token);
    if (kind === undefined || isBlank(token.bytes, token.start, token.end)) return;
    const keyword = keywordOf(token.tag);
    if (keyword === undefined) return;
    const example = this.#values ? this.#example(token) : undefined;
    this.#found.set(token.tag, { keyword, kind, ...(example === undefined ? {} : { example }) });
    if (token.tag === patientName && example !== undefined) this.patientName = example;
  }

  result(): TextFacts[] {
    return [...this.#found.values()];
  }

  #example({ bytes, start, end, depth, vr }: Token): string {
    const text = (this.#sets[depth] ?? this.#sets[0]!).decode(bytes, start, end, vr);
    return text
      .replace(/[\s\0]+/g, ' ')
      .trim()
      .slice(0, exampleLength);
  }
}

function kindOf({ tag: own, vr }: Token): TextKind | undefined {
  if (vr.name === 'PN') return 'person';
  if (!textVrs.has(vr.name)) return undefined;
  switch (identityOf(own)?.kind) {
    case 'ids':
      return 'identifier';
    case 'places':
      return 'place';
    case 'devices':
      return 'device';
    default:
      return protectedTags().has(own) ? 'text' : undefined;
  }
}

/** What Table E.1-1 or our list of what it forgets does anything to. */
const protectedTags = lazy((): ReadonlySet<Tag> => {
  const rows = [...confidentialityRows(), ...forgottenRows()].filter(({ basic, mask }) => basic !== 'K' && mask === 0xffffffff);
  return new Set(rows.map((row) => row.tag));
});
