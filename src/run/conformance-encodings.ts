/** Of the conformance statement: Transfer Syntaxes, coded frames and character sets, each from the table that decides about them. */
import { type Ability, abilities } from '../pixel/ability-table.js';
import type { Block, Section } from '../report/document.js';
import {
  losslessWords,
  lossyWords,
  type TransferSyntax,
  transferSyntaxOfKeyword,
  transferSyntaxOfWord,
  uncompressedWords,
} from '../standard/transfer-syntax.js';
import { definedTerms } from '../wire/charset.js';

export const transferSyntaxes = (): Section => ({
  number: '1.1',
  title: 'Transfer Syntaxes',
  blocks: [wordTable(), frameTable(), { text: pixelText }],
});

const pixelText =
  'Files of every registered Transfer Syntax are read, and written as they are (`--to keep`). Encapsulated Pixel Data are decoded and encoded frame by frame where a row of the table holds for the image; a file that no row covers fails, or is written by `--fallback explicit`. A lossless encoding is decoded again and compared before it is written. Judges: those whose frames were decoded (writes) and who decoded ours (reads), sample by sample.';

function wordTable(): Block {
  const kinds = [
    [uncompressedWords, 'Data Set, Pixel Data native'],
    [losslessWords, 'frames, lossless'],
    [lossyWords, 'frames, with loss: only with `--lossy --quality`'],
  ] as const;
  const row = (word: string, kind: string): readonly string[] => {
    const { name, uid } = transferSyntaxOfWord(word)!;
    return [name, `\`${uid}\``, `\`${word}\``, kind];
  };
  return {
    caption: 'Transfer Syntaxes with a word for `--to`; others go by their UID',
    head: ['Transfer Syntax', 'UID', 'word', 'what is coded'],
    rows: kinds.flatMap(([words, kind]) => words.map((word) => row(word, kind))),
  };
}

function frameTable(): Block {
  const rows = abilities.map((ability) => {
    const { name, uid } = syntaxOf(ability);
    return [name, `\`${uid}\``, ...abilityCells(ability)];
  });
  return { caption: 'Frames that are decoded and encoded', head: ['Transfer Syntax', 'UID', ...abilityHead], rows };
}

export const syntaxOf = ({ keyword }: Ability): TransferSyntax => transferSyntaxOfKeyword(keyword)!;

/** Of an image, what a row holds for, and what is then possible. docs/conformance.md has the same. */
export const abilityHead: readonly string[] = ['allocated', 'stored', 'sign', 'samples', 'decoded', 'encoded', 'judges'];

export function abilityCells({ bitsAllocated, bitsStored, sign, samples, decode, encode, judges }: Ability): readonly string[] {
  const [from, to] = bitsStored;
  const told = [
    decode && judges.decode.length > 0 ? `writes: ${judges.decode.join(', ')}` : undefined,
    judges.encode.length > 0 ? `reads: ${judges.encode.join(', ')}` : undefined,
  ];
  return [
    bitsAllocated.join(' '),
    from === to ? String(from) : `${from}–${to}`,
    sign,
    samples.join(' '),
    decode ? 'yes' : '–',
    encode === 'no' ? '–' : encode === 'lossy' ? 'with loss' : 'lossless',
    told.filter((judge) => judge !== undefined).join('; ') || 'radonym alone',
  ];
}

export const characterSets = (): Section => ({
  number: '6',
  title: 'Support of Character Sets',
  blocks: [
    {
      caption: 'Defined Terms of Specific Character Set (0008,0005) that are read',
      head: ['use', 'terms'],
      rows: [
        ['alone', definedTerms.single.join(', ')],
        ['with code extensions', definedTerms.withExtensions.join(', ')],
      ],
    },
    {
      list: [
        'Usual misspellings such as `ISO-8859-1`, `ISO IR 100` and `UTF-8` are understood. Text of another term, or beyond ASCII where nothing is declared, is read as UTF-8 where it is that, else as Latin alphabet No. 1.',
        'Written: the character set of the input; Specific Character Set is passed on. Text that is not changed leaves as its bytes came; dummies, and pseudonyms that radonym makes, are ASCII.',
        'An item with a Specific Character Set of its own is read by that.',
      ],
    },
  ],
});
