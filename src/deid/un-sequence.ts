/** Are the bytes of a UN element a sequence? It reads them whole before it says anything, so that what is half a sequence is none. */
import { RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { isPrivate } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { explicitLittle, type Token } from '../wire/token.js';
import { Tokenizer } from '../wire/tokenizer.js';
import type { Rule } from './compile.js';
import { looksInside } from './private-rules.js';
import { copyToken } from './token-copy.js';

const sequenceEnd = Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0);

/** The tokens of a private element that is a sequence after all; undefined when it is none or too deep to tell. */
export function unfolded(rule: Rule, element: Token, depth: number): readonly Token[] | undefined {
  if (element.vr !== vr.UN || !isPrivate(element.tag) || !looksInside(rule) || depth >= limits.depth) return undefined;
  return sequenceTokens(element);
}

/** As an item does: (FFFE,E000) in little endian. */
function beginsWithItem({ bytes, start, end }: Token): boolean {
  return end - start >= 8 && bytes[start] === 0xfe && bytes[start + 1] === 0xff && bytes[start + 2] === 0x00 && bytes[start + 3] === 0xe0;
}

/** The element as the tokens of a sequence in its place; undefined when its value is none. */
function sequenceTokens(element: Token): readonly Token[] | undefined {
  if (!beginsWithItem(element)) return undefined;
  const { tag, bytes, start, end, encoding, depth, offset } = element;
  const tokens: Token[] = [];
  const take = (token: Token): void => {
    const isBorder = token.depth === 0;
    tokens.push({
      ...copyToken(token),
      depth: depth + token.depth,
      offset,
      encoding: isBorder ? encoding : token.encoding,
    });
  };
  try {
    // PS3.5 6.2.2 note 2: as a UN of undefined length the same bytes are a sequence.
    const tokenizer = new Tokenizer({ encoding: explicitLittle });
    const header = [(tag >>> 16) & 0xff, tag >>> 24, tag & 0xff, (tag >>> 8) & 0xff, 0x55, 0x4e, 0, 0, 0xff, 0xff, 0xff, 0xff];
    tokenizer.push(Uint8Array.from(header), take);
    tokenizer.push(bytes.subarray(start, end), take);
    tokenizer.push(sequenceEnd, take);
    tokenizer.end(take);
  } catch (error) {
    if (error instanceof RadonymError) return undefined;
    throw error;
  }
  // A delimiter in the value would end the sequence early, and the rest would stand beside it.
  return tokens.findIndex((token) => token.kind === 'sequenceEnd' && token.depth === depth) === tokens.length - 1 ? tokens : undefined;
}
