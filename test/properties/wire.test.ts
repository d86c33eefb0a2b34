import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { limits } from '../../src/base/limits.js';
import { explicitBig, explicitLittle, implicitLittle } from '../../src/wire/token.js';
import { arbitraryCuts, arbitraryDataSet, chunksOf } from '../support/arbitrary.js';
import { bigEndian, element, encode, explicit, fragments, implicit, type Node, sequence } from '../support/bytes.js';
import { leavesOf } from '../support/leaves.js';
import { type PlainToken, tokenize, transcode } from '../support/plain-tokens.js';

const encodings = [
  ['implicit', implicit, implicitLittle],
  ['explicit', explicit, explicitLittle],
  ['big endian', bigEndian, explicitBig],
] as const;

/** A value that comes in pieces, and fragments. */
const large: Node[] = [
  element(
    0x00720069,
    'OW',
    Uint8Array.from({ length: limits.smallValue * 2 + 2 }, (_, index) => index),
  ),
  sequence(0x300a00b0, [[element(0x00720065, 'OB', new Uint8Array(limits.smallValue + 7).fill(0xfe))]]),
  fragments(0x7fe00010, 'OB', [new Uint8Array(0), new Uint8Array(limits.smallValue + 1), Uint8Array.of(1, 2)]),
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe.each(encodings)('%s', (_, syntax, encoding) => {
  test('tokens do not depend on where chunks end', () => {
    const cut = arbitraryDataSet().chain((nodes) => {
      const bytes = encode(nodes, syntax);
      return fc.tuple(fc.constant(bytes), arbitraryCuts(bytes.length));
    });
    fc.assert(
      fc.property(cut, ([bytes, cuts]) => {
        expect(tokenize(chunksOf(bytes, cuts), encoding)).toEqual(tokenize([bytes], encoding));
      }),
    );
  });

  test('tokens come out of single bytes as well', () => {
    fc.assert(
      fc.property(arbitraryDataSet({}, 2), (nodes) => {
        const bytes = encode(nodes, syntax);
        expect(
          tokenize(
            [...bytes].map((byte) => Uint8Array.of(byte)),
            encoding,
          ),
        ).toEqual(tokenize([bytes], encoding));
      }),
      { numRuns: 30 },
    );
  });

  test('a proper prefix gives a prefix of the tokens and ends in an error, or is a data set of its own', () => {
    const cut = arbitraryDataSet({}, 2).chain((nodes) => {
      const bytes = encode(nodes, syntax);
      return fc.tuple(fc.constant(bytes), fc.integer({ min: 0, max: Math.max(0, bytes.length - 1) }));
    });
    fc.assert(
      fc.property(cut, ([bytes, end]) => {
        const whole = tokenize([bytes], encoding);
        const said: PlainToken[] = [];
        let code = 'none';
        try {
          tokenize([bytes.subarray(0, end)], encoding, said);
        } catch (error) {
          code = error instanceof RadonymError ? error.code : 'another error';
        }
        expect(['none', 'wire/truncated', 'wire/bad-length']).toContain(code);
        expect(said).toEqual(whole.slice(0, said.length));
        if (code === 'none') expect(said.at(-1)?.depth ?? 0).toBe(0);
      }),
    );
  });

  test('a canonical data set is written as it was read, byte for byte', () => {
    fc.assert(
      fc.property(arbitraryDataSet({ canonical: true }), (nodes) => {
        const bytes = encode(nodes, syntax);
        expect(hex(transcode(bytes, encoding, { encoding }))).toBe(hex(bytes));
      }),
    );
  });

  test('explicit sequence lengths change no value', () => {
    fc.assert(
      fc.property(arbitraryDataSet(), (nodes) => {
        const bytes = encode(nodes, syntax);
        const lengths = transcode(bytes, encoding, { encoding, sequenceLength: 'explicit' });
        expect(leavesOf(lengths, encoding)).toEqual(leavesOf(bytes, encoding));
      }),
    );
  });

  test.each(encodings)('to %s and back no value changes', (_word, _other, target) => {
    fc.assert(
      fc.property(arbitraryDataSet(), (nodes) => {
        const bytes = encode(nodes, syntax);
        const there = transcode(bytes, encoding, { encoding: target });
        expect(leavesOf(there, target)).toEqual(leavesOf(bytes, encoding));
        const back = transcode(there, target, { encoding });
        expect(leavesOf(back, encoding)).toEqual(leavesOf(bytes, encoding));
      }),
    );
  });

  test('around the circle and once more gives the same bytes as around it once', () => {
    const around = (bytes: Uint8Array): Uint8Array => {
      const there = transcode(bytes, encoding, { encoding: implicitLittle });
      const big = transcode(there, implicitLittle, { encoding: explicitBig });
      return transcode(big, explicitBig, { encoding });
    };
    fc.assert(
      fc.property(arbitraryDataSet({ privates: false }), (nodes) => {
        const once = around(encode(nodes, syntax));
        expect(hex(around(once))).toBe(hex(once));
      }),
    );
  });

  test('values that come in pieces are the same whatever the chunks', () => {
    const nodes = syntax.explicit ? large : large.slice(0, 2);
    const bytes = encode(nodes, syntax);
    const whole = tokenize([bytes], encoding);
    fc.assert(
      fc.property(arbitraryCuts(bytes.length), (cuts) => {
        const chunks = chunksOf(bytes, cuts);
        expect(tokenize(chunks, encoding)).toEqual(whole);
        for (const [, , target] of encodings) {
          if (!target.explicit && syntax.explicit) continue;
          expect(
            Buffer.compare(transcode(bytes, encoding, { encoding: target }, chunks), transcode(bytes, encoding, { encoding: target })),
          ).toBe(0);
        }
      }),
      { numRuns: 10 },
    );
  });
});
