import { describe, expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { explicitBig, explicitLittle, implicitLittle } from '../../src/wire/token.js';
import { bigEndian, concat, element, encode, explicit, fragments, implicit, item, type Node, sequence } from '../support/bytes.js';
import { hex, recode } from '../support/tokens.js';

const same = (actual: Uint8Array, expected: Uint8Array): void => expect(hex(actual)).toBe(hex(expected));
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 37) & 0xff);

const nodes: readonly Node[] = [
  element(0x00080008, 'CS', ['ORIGINAL', 'PRIMARY']),
  sequence(0x00081140, [[element(0x00081150, 'UI', '1.2'), sequence(0x0040a170, [[], [element(0x00080100, 'SH', 'CODE')]])], []]),
  element(0x00180050, 'DS', ' +1.50 '),
  element(0x00280010, 'US', 64),
  element(0x00280100, 'US', 16),
  element(0x00280103, 'US', 1),
  element(0x00280106, 'SS', -2),
  element(0x00480001, 'FL', 1.25),
  element(0x00660016, 'OF', bytes(12)),
  element(0x00720026, 'AT', Uint8Array.of(0x0a, 0x30, 0xc2, 0x00)),
  element(0x7fe00010, 'OW', bytes(200_000)),
];

describe('from any encoding to any other, values stay', () => {
  const forms = {
    implicit: [implicit, implicitLittle],
    explicit: [explicit, explicitLittle],
    'big endian': [bigEndian, explicitBig],
  } as const;
  const names = Object.keys(forms) as (keyof typeof forms)[];
  test.each(names.flatMap((from) => names.map((to) => [from, to] as const)))('%s → %s', (from, to) => {
    for (const chunks of [[1 << 20], [7, 8192, 1], [65536]])
      same(recode(encode(nodes, forms[from][0]), forms[from][1], forms[to][1], {}, chunks), encode(nodes, forms[to][0]));
  });
});

describe('values too long for their Explicit VR (CP-1066)', () => {
  const long = '1.25\\'.repeat(14_000).slice(0, -2);
  test('are typed UN, and are DS again in implicit', () => {
    const made = recode(encode([element(0x30060050, 'DS', long)], implicit), implicitLittle, explicitLittle);
    expect(hex(made.subarray(0, 6))).toBe('06305000554e'); // (3006,0050) UN
    same(recode(made, explicitLittle, implicitLittle), encode([element(0x30060050, 'DS', long)], implicit));
    same(
      recode(recode(made, explicitLittle, explicitBig), explicitBig, implicitLittle),
      encode([element(0x30060050, 'DS', long)], implicit),
    );
  });
  test('65,534 bytes still fit', () => {
    const fits = element(0x30060050, 'DS', '1'.repeat(65_534));
    same(recode(encode([fits], implicit), implicitLittle, explicitLittle), encode([fits], explicit));
  });
  test.each([
    [65_534, 'DS', 65_534],
    // A length is even (PS3.5 7.1.2), and 65,536 is none of 16 bits.
    [65_535, 'UN', 65_536],
    [65_536, 'UN', 65_536],
  ] as const)('%i bytes are written as %s', (length, as, written) => {
    const value = '1'.repeat(length);
    const node = element(0x30060050, 'DS', value, { pad: false });
    const header = Buffer.from([0x06, 0x30, 0x50, 0x00, as.charCodeAt(0), as.charCodeAt(1)]);
    const count = as === 'DS' ? [0xfe, 0xff] : [0, 0, 0, 0, 1, 0];
    const made = recode(encode([node], implicit), implicitLittle, explicitLittle, {}, [50_000]);
    same(made, concat([header, Uint8Array.from(count), Buffer.from(value.padEnd(written, ' '))]));
  });
  test('numbers typed UN are little endian in Big Endian too (PS3.5 6.2.2)', () => {
    const count = 16_390;
    const value = Buffer.alloc(count * 4);
    for (let at = 0; at < count; at++) value.writeFloatLE(at + 0.5, at * 4);
    const little = encode([element(0x300a0394, 'FL', value)], implicit);
    const made = recode(little, implicitLittle, explicitBig, {}, [30_001]);
    same(made, Buffer.concat([Buffer.from('300a0394554e0000', 'hex'), Buffer.from([0, 1, 0, 0x18]), value]));
    same(recode(made, explicitBig, implicitLittle, {}, [30_001]), little);
  });
  test('are refused when the file shall rather stay implicit', () => {
    expect(() =>
      recode(encode([element(0x30060050, 'DS', long)], implicit), implicitLittle, explicitLittle, { longValues: 'refuse' }),
    ).toThrow(RadonymError);
  });
});

test.each([
  [16, '0201', '0102'],
  [32, '04030201', '01020304'],
])('cells of Pixel Data with %i bits allocated turn round as one, in both directions', (bits, big, little) => {
  const file = (form: typeof explicit, cells: string) =>
    concat([
      encode([element(0x00280100, 'US', bits)], form),
      encode([element(0x7fe00010, 'OW', new Uint8Array(0))], form).subarray(0, -4),
      Uint8Array.of(...(form.bigEndian ? [0, 0, 0, cells.length / 2] : [cells.length / 2, 0, 0, 0])),
      Buffer.from(cells, 'hex'),
    ]);
  same(recode(file(explicit, little), explicitLittle, explicitBig, {}, [3]), file(bigEndian, big));
  same(recode(file(bigEndian, big), explicitBig, explicitLittle, {}, [5]), file(explicit, little));
});

describe('sequence lengths', () => {
  const inner = (length: 'defined' | 'undefined'): Node[] => [
    sequence(
      0x00081140,
      [
        item(
          [
            element(0x00081150, 'UI', '1.2'),
            sequence(0x0040a170, [item([element(0x00080100, 'SH', 'C')], length), item([], 'defined')], { length }),
          ],
          length,
        ),
      ],
      { length },
    ),
    sequence(0x00082112, [], { length: 'defined' }),
    element(0x00100020, 'LO', 'x'),
  ];
  test('are undefined by default, whatever came', () => {
    same(recode(encode(inner('defined'), explicit), explicitLittle, explicitLittle), encode(inner('undefined'), explicit));
  });
  test.each([
    [explicit, explicitLittle],
    [implicit, implicitLittle],
    [bigEndian, explicitBig],
  ] as const)('are explicit when asked for %#', (form, encoding) => {
    same(
      recode(encode(inner('undefined'), explicit), explicitLittle, encoding, { sequenceLength: 'explicit' }, [5]),
      encode(inner('defined'), form),
    );
  });
});

/** Both columns are written by hand, so that no table decides what turns round. */
test.each([
  ['AT, as two numbers of 16 bits', '720026004154040030 0ac200', '007200264154 0004 0a3000c2'],
  ['SV, as eight bytes', '720082005356000008000000 0102030405060708', '0072008253560000 00000008 0807060504030201'],
  ['UV, as eight bytes', '720083005556000008000000 0102030405060708', '0072008355560000 00000008 0807060504030201'],
  ['SL, as four bytes', '72007c00534c0400 01020304', '0072007c534c0004 04030201'],
  ['SS, as two bytes', '72007e0053530400 01020304', '0072007e53530004 02010403'],
])('%s', (_, little, big) => {
  const [le, be] = [fromHex(little), fromHex(big)];
  for (const chunks of [[1 << 20], [1], [7]]) {
    same(recode(le, explicitLittle, explicitBig, {}, chunks), be);
    same(recode(be, explicitBig, explicitLittle, {}, chunks), le);
  }
});

describe('what is UN stays what it is', () => {
  test('a private UN of undefined length keeps its implicit items in Explicit VR Little Endian, elsewhere it is a sequence', () => {
    const node = [element(0x00090010, 'LO', 'ME'), sequence(0x00091001, [[element(0x00280010, 'US', 5)]], { vr: 'UN' })];
    const plain = [element(0x00090010, 'LO', 'ME'), sequence(0x00091001, [[element(0x00280010, 'US', 5)]])];
    const defined = [element(0x00090010, 'LO', 'ME'), sequence(0x00091001, [[element(0x00280010, 'US', 5)]], { length: 'defined' })];
    same(recode(encode(node, explicit), explicitLittle, explicitBig), encode(plain, bigEndian));
    same(recode(encode(node, explicit), explicitLittle, explicitLittle, { sequenceLength: 'explicit' }), encode(defined, explicit));
    same(recode(encode(node, explicit), explicitLittle, explicitLittle), encode(node, explicit));
  });
  test('private bytes of defined length are never turned round', () => {
    const node = [element(0x00090010, 'LO', 'ME'), element(0x00091001, 'UN', bytes(10))];
    same(recode(encode(node, implicit), implicitLittle, explicitBig), encode(node, bigEndian));
  });
  test('a public UN that the dictionary knows is written with its VR, in the target byte order', () => {
    same(
      recode(encode([element(0x00280010, 'UN', Uint8Array.of(1, 2))], explicit), explicitLittle, explicitBig),
      encode([element(0x00280010, 'US', 0x0201)], bigEndian),
    );
  });
  test('its value is little endian in a file of Big Endian too', () => {
    const typedUn = fromHex('00280010 554e0000 00000002 0102');
    same(recode(typedUn, explicitBig, explicitLittle), fromHex('28001000 55530200 0102'));
    same(recode(typedUn, explicitBig, explicitBig), fromHex('00280010 55530002 0201'));
  });
});

test('odd lengths become even, padded as the VR wants', () => {
  const odd = [
    element(0x00080018, 'UI', '1.2', { pad: false }),
    element(0x00100020, 'LO', 'abc', { pad: false }),
    element(0x00420011, 'OB', bytes(70_001), { pad: false }),
  ];
  const even = [element(0x00080018, 'UI', '1.2'), element(0x00100020, 'LO', 'abc'), element(0x00420011, 'OB', bytes(70_001))];
  same(recode(encode(odd, explicit), explicitLittle, explicitLittle, {}, [999]), encode(even, explicit));
});

test('fragments and their offset table leave as they came', () => {
  const pixels = [fragments(0x7fe00010, 'OB', [bytes(8), new Uint8Array(0), bytes(100_000)]), element(0xfffafffa, 'OB', bytes(2))];
  const file = concat([encode([element(0x00280010, 'US', 1)], explicit), encode(pixels, explicit)]);
  same(recode(file, explicitLittle, explicitLittle, {}, [4096, 3]), file);
});

test('what needs no change leaves as slices of the input, not as copies', async () => {
  const { Encoder } = await import('../../src/wire/encoder.js');
  const { Tokenizer } = await import('../../src/wire/tokenizer.js');
  const file = encode(nodes, explicit);
  const encoder = new Encoder({ encoding: explicitLittle });
  const tokenizer = new Tokenizer({ encoding: explicitLittle });
  tokenizer.push(file, (token) => encoder.push(token));
  const slices = encoder.drain();
  expect(slices).toHaveLength(1);
  expect(slices[0]!.buffer).toBe(file.buffer);
});
