import { describe, expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import type { VrName } from '../../src/standard/vr.js';
import { explicitBig, explicitLittle, implicitLittle } from '../../src/wire/token.js';
import {
  bigEndian,
  concat,
  delimiter,
  element,
  encode,
  explicit,
  fragments,
  header,
  implicit,
  item,
  raw,
  sequence,
} from '../support/bytes.js';
import { feed, findingsOf, lines } from '../support/tokens.js';

const le = { encoding: explicitLittle };
const ivr = { encoding: implicitLittle };
const be = { encoding: explicitBig };

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof RadonymError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('explicit VR', () => {
  const values: readonly (readonly [VrName, string | number | Uint8Array])[] = [
    ['AE', 'STORE'],
    ['AS', '061Y'],
    ['AT', Uint8Array.of(0x08, 0, 0x18, 0)],
    ['CS', 'CT'],
    ['DA', '20010203'],
    ['DS', '1.50'],
    ['DT', '2001'],
    ['FD', 1.5],
    ['FL', 1.5],
    ['IS', '+07'],
    ['LO', 'text'],
    ['LT', 'text'],
    ['OB', Uint8Array.of(1, 2)],
    ['OD', 2.5],
    ['OF', 2.5],
    ['OL', 7],
    ['OV', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    ['OW', Uint8Array.of(1, 2)],
    ['PN', 'A^B'],
    ['SH', 'x'],
    ['SL', -2],
    ['SS', -2],
    ['ST', 'x'],
    ['SV', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)],
    ['TM', '1200'],
    ['UC', 'x'],
    ['UI', '1.2'],
    ['UL', 7],
    ['UN', Uint8Array.of(9, 9)],
    ['UR', 'a:b'],
    ['US', 7],
    ['UT', 'x'],
    ['UV', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)],
  ]; // prettier-ignore
  test('all 33 VRs that are no sequence are read with their own header form', () => {
    expect(values).toHaveLength(33);
    const nodes = values.map(([name, value], index) => element(0x00091001 + index, name, value as never));
    const read = lines(encode(nodes, explicit), le).map((line) => line.split(' ')[1]);
    expect(read).toEqual(values.map(([name]) => name));
  });
  test('a private element keeps the VR that the file states, a VR that is none of the 34 is a finding', () => {
    const bytes = concat([
      encode([element(0x00100010, 'PN', 'A')]),
      Uint8Array.of(0x10, 0, 0x20, 0, 0x3f, 0x3f, 4, 0),
      encode([raw([65, 65, 65, 65])]),
    ]);
    // "??" is no VR: the header is then read as an implicit one, of length 0x00043f3f, and the file breaks off.
    expect(codeOf(() => lines(bytes, le))).toBe('wire/truncated');
    const later = concat([Uint8Array.of(0x10, 0, 0x20, 0, 0x5a, 0x5a, 0, 0, 2, 0, 0, 0, 65, 65)]);
    expect(lines(later, le)).toEqual(['(0010,0020) LO 4141']);
    expect(findingsOf(later, le).map((finding) => finding.code)).toEqual(['wire/bad-vr']);
  });
  test('a public element typed UN gets its VR back, its value little endian (PS3.5 6.2.2)', () => {
    expect(lines(encode([element(0x00280010, 'UN', Uint8Array.of(2, 0))], explicit), le)).toEqual(['(0028,0010) US 0200']);
    expect(lines(encode([element(0x00100010, 'UN', Uint8Array.of(65, 32))], explicit), le)).toEqual(['(0010,0010) PN 4120']);
  });
  test('a public sequence typed UN of defined length is a sequence of implicit items (CP-246)', () => {
    const node = sequence(0x300c0002, [[element(0x00081150, 'UI', '1.2'), element(0x00081155, 'UI', '1.2.3')]], {
      vr: 'UN',
      length: 'defined',
    });
    expect(lines(encode([node], explicit), le)).toEqual([
      'sequenceStart (300C,0002) SQ',
      '  itemStart (300C,0002) SQ',
      '  (0008,1150) UI 312e3200',
      '  (0008,1155) UI 312e322e3300',
      '  itemEnd (300C,0002) SQ',
      'sequenceEnd (300C,0002) SQ',
    ]); // prettier-ignore
  });
  test('a private UN of undefined length is a sequence of implicit items (CP-246)', () => {
    const node = sequence(0x00091010, [[element(0x00100010, 'PN', 'A^B ')]], { vr: 'UN' });
    expect(lines(encode([element(0x00090010, 'LO', 'X'), node], explicit), le)[3]).toBe('  (0010,0010) PN 415e4220');
  });
  test('items of a UN sequence that are explicit after all are read so, with a finding', () => {
    const content = encode([element(0x00081150, 'UI', '1.2')], explicit);
    const bytes = concat([header(0x300c0002, 'UN', content.length + 8, explicit), delimiter(0xe000, content.length, explicit), content]);
    expect(lines(bytes, le)[2]).toBe('  (0008,1150) UI 312e3200');
    expect(findingsOf(bytes, le)[0]?.code).toBe('wire/un-explicit');
  });
});

describe('implicit VR', () => {
  test('VRs come from the dictionary; private elements are UN and their creators LO', () => {
    const nodes = [
      element(0x00080016, 'UI', '1.2'),
      element(0x00090010, 'LO', 'ME'),
      element(0x00091001, 'LO', 'x'),
      element(0x60000010, 'US', 4),
    ];
    expect(lines(encode(nodes, implicit), ivr).map((line) => line.slice(0, 14))).toEqual([
      '(0008,0016) UI',
      '(0009,0010) LO',
      '(0009,1001) UN',
      '(6000,0010) US',
    ]);
  });
  test('a private element of undefined length is a sequence', () => {
    expect(lines(encode([sequence(0x00091001, [[element(0x00100020, 'LO', 'ID')]])], implicit), ivr)).toContain('  (0010,0020) LO 4944');
  });
  test.each([
    [0, 'US'],
    [1, 'SS'],
  ] as const)('with Pixel Representation %i a "US or SS" is %s', (representation, name) => {
    const nodes = [element(0x00280103, 'US', representation), element(0x00280106, 'US', 3)];
    expect(lines(encode(nodes, implicit), ivr)[1]).toBe(`(0028,0106) ${name} 0300`);
  });
  test('an item with a Pixel Representation of its own goes by it, one without by the data set around', () => {
    const icon = sequence(0x00880200, [[element(0x00280103, 'US', 0), element(0x00280106, 'US', 3)]]);
    const lut = sequence(0x00283000, [[element(0x00283002, 'US', [1, 2, 3])]]);
    const read = lines(encode([element(0x00280103, 'US', 1), lut, icon, element(0x60001101, 'US', 1)], implicit), ivr).join('\n');
    expect(read).toContain('(0028,3002) SS');
    expect(read).toContain('(0028,0106) US');
  });
  test.each([
    [8, 'OB'],
    [16, 'OW'],
    [32, 'OW'],
  ] as const)('Pixel Data of %i bits allocated are %s', (bits, name) => {
    const nodes = [element(0x00280100, 'US', bits), element(0x7fe00010, 'OW', Uint8Array.of(1, 2, 3, 4))];
    expect(lines(encode(nodes, implicit), ivr)[1]).toBe(`(7FE0,0010) ${name} 01020304`);
  });
});

describe('structure', () => {
  const deep = (depth: number) => {
    let node = sequence(0x00081140, [[element(0x00081155, 'UI', '1.2')]]);
    for (let level = 1; level < depth; level++) node = sequence(0x00081140, [[node]], { length: level % 2 ? 'defined' : 'undefined' });
    return node;
  };
  test.each(['defined', 'undefined'] as const)('sequences of %s length say the same tokens', (length) => {
    const nodes = [
      sequence(0x00081140, [[element(0x00081155, 'UI', '1.2')], [], [element(0x00081155, 'UI', '1.3')]], { length }),
      element(0x00100020, 'LO', 'x'),
    ];
    const read = lines(encode(nodes, explicit), le);
    expect(read.filter((line) => line.includes('itemStart'))).toHaveLength(3);
    expect(read.at(-1)).toBe('(0010,0020) LO 7820');
  });
  test('an empty sequence and a zero-length value are said', () => {
    expect(lines(encode([sequence(0x00081140, [], { length: 'defined' }), element(0x00100020, 'LO', '')]), le)).toEqual([
      'sequenceStart (0008,1140) SQ',
      'sequenceEnd (0008,1140) SQ',
      '(0010,0020) LO ',
    ]); // prettier-ignore
  });
  test('eight levels are read, 65 are refused', () => {
    expect(lines(encode([deep(8)]), le).filter((line) => line.includes('sequenceStart'))).toHaveLength(8);
    expect(codeOf(() => lines(encode([deep(66)]), le))).toBe('wire/too-deep');
  });
  test('delimiter bytes inside a binary value end nothing', () => {
    const trap = concat([delimiter(0xe00d, 0, explicit), delimiter(0xe0dd, 0, explicit)]);
    const nodes = [sequence(0x00081140, [[element(0x00091001, 'OB', trap), element(0x00100020, 'LO', 'x')]])];
    expect(lines(encode(nodes), le)).toContain('  (0010,0020) LO 7820');
  });
  test('fragments are said one by one, empty ones too', () => {
    const nodes = [fragments(0x7fe00010, 'OB', [new Uint8Array(0), Uint8Array.of(1, 2), new Uint8Array(0)])];
    expect(lines(encode(nodes), le)).toEqual([
      'fragmentsStart (7FE0,0010) OB',
      'fragmentStart (7FE0,0010) OB 0',
      'bulkEnd ',
      'fragmentStart (7FE0,0010) OB 2',
      'bulkEnd 0102',
      'fragmentStart (7FE0,0010) OB 0',
      'bulkEnd ',
      'fragmentsEnd (7FE0,0010) OB',
    ]); // prettier-ignore
  });
  test('group lengths and trailing padding are not said, wherever they stand', () => {
    const nodes = [
      element(0x00080000, 'UL', 99),
      sequence(0x00081140, [[element(0x00080000, 'UL', 4), element(0x00081155, 'UI', '1.2')]]),
      element(0xfffcfffc, 'OB', new Uint8Array(70_000)),
    ]; // prettier-ignore
    expect(lines(encode(nodes), le).filter((line) => /\(0008,0000\)|FFFC/.test(line))).toEqual([]);
  });
  test('zero bytes behind the data set are a finding, other bytes an error', () => {
    const body = encode([element(0x00100020, 'LO', 'x')]);
    expect(findingsOf(concat([body, new Uint8Array(333)]), le).map((finding) => finding.code)).toEqual(['wire/trailing-zeros']);
    expect(codeOf(() => lines(concat([body, new Uint8Array(20), Uint8Array.of(7)]), le))).toBe('wire/bad-element');
  });
  test('odd lengths are read as they are', () => {
    expect(lines(encode([element(0x00100020, 'LO', 'abc', { pad: false }), element(0x00100030, 'DA', '')]), le)[0]).toBe(
      '(0010,0020) LO 616263',
    );
  });
  test('big endian numbers keep their bytes and say their order', () => {
    const seen: boolean[] = [];
    feed(encode([element(0x00280010, 'US', 258)], bigEndian), be, [100], (token) => {
      seen.push(token.encoding.bigEndian, token.bytes[token.start] === 1);
    });
    expect(seen).toEqual([true, true]);
  });
});

describe('what is wrong is refused with its place', () => {
  test.each([
    ['a value that the file breaks off in', concat([header(0x00100020, 'LO', 10, explicit), Uint8Array.of(65)]), 'wire/truncated'],
    ['a header that the file breaks off in', encode([raw([0x10, 0, 0x20])]), 'wire/truncated'],
    ['a sequence that never ends', encode([sequence(0x00081140, [[element(0x00081155, 'UI', '1.2')]])]).slice(0, -8), 'wire/truncated'],
    [
      'a length that reaches past its item',
      encode([sequence(0x00081140, [item([raw(header(0x00081155, 'UI', 40, explicit))], 'defined')], { length: 'defined' })]),
      'wire/bad-length',
    ],
    [
      'an item that reaches past its sequence',
      concat([header(0x00081140, 'SQ', 8, explicit), delimiter(0xe000, 100, explicit)]),
      'wire/bad-length',
    ],
    [
      'an element where an item belongs',
      concat([header(0x00081140, 'SQ', 0xffffffff, explicit), encode([element(0x00081155, 'UI', '1.2')])]),
      'wire/bad-element',
    ],
    ['elements out of order', encode([element(0x00100030, 'DA', ''), element(0x00100020, 'LO', '')]), 'wire/unordered'],
    ['an element twice', encode([element(0x00100020, 'LO', 'a'), element(0x00100020, 'LO', 'b')]), 'wire/unordered'],
    ['undefined length of a text', header(0x00100020, 'UT', 0xffffffff, explicit), 'wire/undefined-length'],
    [
      'a fragment of undefined length',
      concat([header(0x7fe00010, 'OB', 0xffffffff, explicit), delimiter(0xe000, 0xffffffff, explicit)]),
      'wire/undefined-length',
    ],
  ] as const)('%s', (_, bytes, code) => {
    expect(codeOf(() => lines(bytes, le))).toBe(code);
  });
  test('the place is a tag path and an offset, the message holds no value', () => {
    const bytes = encode([
      element(0x00080005, 'CS', 'SECRET'),
      sequence(0x300a00b0, [[], [element(0x300a00c0, 'IS', '1'), raw(header(0x300a00c2, 'LO', 50, explicit))]], { length: 'defined' }),
    ]);
    try {
      lines(bytes, { ...le, offset: 1000 });
    } catch (error) {
      expect((error as RadonymError).place).toEqual({ path: '(300A,00B0)[2].(300A,00C2)', offset: 1000 + bytes.length - 8 });
      expect((error as Error).message).not.toContain('SECRET');
      return;
    }
    expect.unreachable();
  });

  // In a file that is out of step bytes of a text stand where a tag or a length should: neither may be spelled out.
  test.each([
    ['explicit', le],
    ['implicit', ivr],
    ['big endian', be],
  ])('a piece of a name read as a tag or a length is not told: %s', (_, options) => {
    const told = (bytes: Uint8Array): string => {
      const said: string[] = [];
      try {
        lines(bytes, { ...options, finding: ({ detail, path }) => said.push(`${detail} ${path}`) });
      } catch (trouble) {
        said.push((trouble as Error).message);
      }
      return said.join(' ');
    };
    const name = new TextEncoder().encode('Quilfeather^Adalbert=Zwetschgenbaum^HX-7731902^UQ');
    const first = encode([element(0x00100010, 'PN', 'A^')], options.encoding);
    for (let at = 0; at + 12 < name.length; at++) {
      const text = name.slice(at, at + 12);
      const inItem = concat([
        header(0x300a00b0, 'SQ', 0xffffffff, options.encoding),
        delimiter(0xe000, 0xffffffff, options.encoding),
        text,
      ]);
      for (const bytes of [text, concat([first, text]), inItem]) {
        const message = told(bytes);
        expect(message).not.toBe('');
        for (const [, tag] of message.matchAll(/\(([0-9A-F]{4},[0-9A-F]{4})\)/g)) expect(['0010,0010', '300A,00B0']).toContain(tag);
        expect(message).not.toMatch(/\d{8}/);
      }
    }
    expect(told(concat([first, name.subarray(0, 12)]))).toMatch(/(private element|unknown tag)/);
  });
});
