/**
 * What a file itself says of its private elements: (0008,0300) Private Data Element Characteristics Sequence (PS3.3 C.12.1, PS3.15
 * E.3.10). It reads the sequence while the stage passes over it and answers for a block; whether that is believed is the profile's.
 */
import { groupOf, tag } from '../standard/tag.js';
import type { Token } from '../wire/token.js';
import { asciiText } from '../wire/value.js';

/** What is said of one creator's elements in one group, by low byte. Several items on one block: the more careful one counts. */
export interface DeclaredBlock {
  /** `UNSAFE` where the word is none of the defined ones. */
  readonly status: 'SAFE' | 'UNSAFE' | 'MIXED';
  /** (0008,0304) Nonidentifying Private Elements. */
  readonly nonidentifying: ReadonlySet<number>;
  /** (0008,0306) Identifying Private Elements, each with its (0008,0307) Deidentification Action. */
  readonly identifying: ReadonlyMap<number, string>;
}

const privateDataElementCharacteristicsSequence = tag(0x00080300);
const privateGroupReference = tag(0x00080301);
const privateCreatorReference = tag(0x00080302);
const blockIdentifyingInformationStatus = tag(0x00080303);
const nonidentifyingPrivateElements = tag(0x00080304);
const identifyingPrivateElements = tag(0x00080306);
const deidentificationAction = tag(0x00080307);

const mostBlocks = 1024;

class Draft {
  group = 0;
  creator = '';
  status = '';
  readonly nonidentifying = new Set<number>();
  readonly identifying = new Map<number, string>();
}

export class DeclaredPrivates {
  readonly #blocks = new Map<string, DeclaredBlock>();
  readonly #finds: (text: string) => boolean;
  #isOpen = false;
  #draft = new Draft();
  #elements: readonly number[] = [];
  #action = '';

  /** @param finds whether an identifier stands in a text */
  constructor(finds: (text: string) => boolean) {
    this.#finds = finds;
  }

  /** A sequence that is passed over begins: this one, of the root data set, or another. */
  begin(token: Token): void {
    this.#isOpen = token.tag === privateDataElementCharacteristicsSequence && token.depth === 0;
  }

  /** Any token that is passed over. */
  pass(token: Token): void {
    if (!this.#isOpen) return;
    const level = token.depth;
    switch (token.kind) {
      case 'sequenceEnd':
        if (level === 0) this.#isOpen = false;
        return;
      case 'itemStart':
        if (level === 1) this.#draft = new Draft();
        this.#elements = [];
        this.#action = '';
        return;
      case 'itemEnd':
        if (level === 2) for (const low of this.#elements) this.#draft.identifying.set(low, this.#action);
        if (level === 1) this.#settle();
        return;
      case 'element':
        this.#element(token);
        return;
      default:
    }
  }

  /** Undefined where the file says nothing. A creator that names someone is declared in vain. @param creator without padding */
  block(group: number, creator: string): DeclaredBlock | undefined {
    const said = this.#blocks.size === 0 ? undefined : this.#blocks.get(`${group}\\${creator}`);
    if (said === undefined) return undefined;
    return !/^[ -~]+$/.test(creator) || this.#finds(creator) ? { ...said, status: 'UNSAFE', identifying: new Map() } : said;
  }

  #element(token: Token): void {
    if (groupOf(token.tag) !== 0x0008) return;
    switch (token.tag) {
      case privateGroupReference:
        this.#draft.group = numbers(token)[0] ?? 0;
        return;
      case privateCreatorReference:
        this.#draft.creator = textOf(token);
        return;
      case blockIdentifyingInformationStatus:
        this.#draft.status = textOf(token);
        return;
      case nonidentifyingPrivateElements:
        for (const low of numbers(token)) this.#draft.nonidentifying.add(low);
        return;
      case identifyingPrivateElements:
        this.#elements = numbers(token);
        return;
      case deidentificationAction:
        this.#action = textOf(token);
        return;
      default:
    }
  }

  #settle(): void {
    const { group, creator, status, nonidentifying, identifying } = this.#draft;
    const key = `${group}\\${creator}`;
    const known = this.#blocks.get(key);
    if (known === undefined && this.#blocks.size >= mostBlocks) return;
    const said: DeclaredBlock = { status: status === 'SAFE' || status === 'MIXED' ? status : 'UNSAFE', nonidentifying, identifying };
    this.#blocks.set(key, known === undefined ? said : contradicted(known, said));
  }
}

/** Two items on one block agree or are not believed. */
function contradicted(a: DeclaredBlock, b: DeclaredBlock): DeclaredBlock {
  if (a.status !== b.status) return { ...a, status: 'UNSAFE' };
  return {
    status: a.status,
    nonidentifying: new Set([...a.nonidentifying].filter((low) => b.nonidentifying.has(low))),
    identifying: new Map([...a.identifying, ...b.identifying]),
  };
}

function textOf({ bytes, start, end }: Token): string {
  return asciiText(bytes, start, end).trim();
}

/** US values. */
function numbers({ bytes, start, end, encoding }: Token): readonly number[] {
  const values: number[] = [];
  for (let at = start; at + 1 < end; at += 2)
    values.push(encoding.bigEndian ? (bytes[at]! << 8) | bytes[at + 1]! : bytes[at]! | (bytes[at + 1]! << 8));
  return values;
}
