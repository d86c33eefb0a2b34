import { describe, expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { limits } from '../../src/base/limits.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { littleEndianBytes, pathText, type TreeElement, visitElements } from '../../src/verify/element-tree.js';
import { element, encode, fragments, implicit, item, type Node, part10, raw, sequence, transferSyntaxUid } from '../support/bytes.js';

/** Paths and hexadecimal little endian values, sequences without theirs. */
function seen(elements: readonly TreeElement[]): string[] {
  const lines: string[] = [];
  visitElements(elements, (each, above) => {
    const value = each.items ? `${each.items.length} items` : Buffer.from(littleEndianBytes(each)).toString('hex');
    lines.push(`${pathText(each, above)} ${each.vr} ${value}`);
  });
  return lines;
}

const nested: Node[] = [
  element(0x00080018, 'UI', '2.999.1'),
  element(0x00280010, 'US', 258),
  sequence(0x300a00b0, [[element(0x300a00c0, 'IS', 1), sequence(0x300a0111, [[element(0x300a0112, 'IS', 0)], []])], []]),
  sequence(0x300c0002, []),
  element(0x7fe00010, 'OW', Uint16Array.of(1, 0x203)),
];

describe('whatever the Transfer Syntax, the tree is the same', () => {
  const expected = [
    '(0008,0018) UI 322e3939392e3100',
    '(0028,0010) US 0201',
    '(300A,00B0) SQ 2 items',
    '(300A,00B0)[1].(300A,00C0) IS 3120',
    '(300A,00B0)[1].(300A,0111) SQ 2 items',
    '(300A,00B0)[1].(300A,0111)[1].(300A,0112) IS 3020',
    '(300C,0002) SQ 0 items',
    '(7FE0,0010) OW 01000302',
  ];
  const syntaxes = ['implicit', 'explicit', 'bigEndian', 'deflated'] as const;
  test.each(syntaxes)('%s', (word) => {
    const file = readDicomFile(part10({ transferSyntax: transferSyntaxUid[word] }, nested));
    expect(seen(file.elements)).toEqual(expected);
    expect(file.transferSyntaxUid).toBe(transferSyntaxUid[word]);
  });
});

test.each(['SV', 'UV', 'OV'] as const)('%s has a 32-bit length', (vr) => {
  const file = readDicomFile(
    part10({}, [element(0x7fe00001, vr, vr === 'OV' ? BigUint64Array.of(5n) : 5n), element(0x7fe00010, 'OB', Uint8Array.of(9, 9))]),
  );
  expect(seen(file.elements)).toEqual([`(7FE0,0001) ${vr} 0500000000000000`, '(7FE0,0010) OB 0909']);
});

const hidden = [element(0x00100010, 'PN', 'Doe')];
test.each([
  [
    'private sequence of defined length in Implicit VR',
    transferSyntaxUid.implicit,
    sequence(0x00111001, [item(hidden, 'defined')], { length: 'defined' }),
  ],
  ['private sequence of undefined length in Implicit VR', transferSyntaxUid.implicit, sequence(0x00111001, [hidden])],
  ['UN of undefined length', transferSyntaxUid.explicit, sequence(0x00111001, [hidden], { vr: 'UN' })],
  ['UN of defined length', transferSyntaxUid.explicit, sequence(0x00111001, [item(hidden, 'defined')], { vr: 'UN', length: 'defined' })],
  ['UN of defined length in Big Endian', transferSyntaxUid.bigEndian, sequence(0x00111001, [hidden], { vr: 'UN', length: 'defined' })],
  ['known sequence typed UN', transferSyntaxUid.explicit, sequence(0x300c0002, [item(hidden, 'defined')], { vr: 'UN', length: 'defined' })],
] as const)('what is inside is seen: %s', (_, transferSyntax, node) => {
  const lines = seen(readDicomFile(part10({ transferSyntax }, [node])).elements);
  expect(lines[1]).toMatch(/\[1\]\.\(0010,0010\) PN 446f6520$/);
});

test('a public tag typed UN has the VR of the dictionary', () => {
  const file = readDicomFile(part10({}, [element(0x00100010, 'UN', Uint8Array.of(0x44, 0x6f))]));
  expect(file.elements[0]!.vr).toBe('PN');
});

test('delimiter bytes inside a binary value end nothing', () => {
  const lie = Uint8Array.of(0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0);
  const file = readDicomFile(part10({}, [sequence(0x300a00b0, [[element(0x00111001, 'OB', lie), element(0x300a00c0, 'IS', 1)]])]));
  expect(seen(file.elements)).toHaveLength(3);
});

test('32-bit cells of Pixel Data turn round whole', () => {
  const nodes = [element(0x00280100, 'US', 32), element(0x7fe00010, 'OW', Uint8Array.of(1, 2, 3, 4))];
  const [, pixels] = readDicomFile(part10({ transferSyntax: transferSyntaxUid.bigEndian }, nodes)).elements;
  expect([...littleEndianBytes(pixels!)]).toEqual([...pixels!.bytes].reverse());
});

test('fragments come one by one, the Basic Offset Table first', () => {
  const pieces = [Uint8Array.of(0, 0, 0, 0), Uint8Array.of(1, 2), new Uint8Array(0)];
  const file = readDicomFile(part10({ transferSyntax: transferSyntaxUid.rle }, [fragments(0x7fe00010, 'OB', pieces)]));
  expect(file.elements[0]!.fragments?.map((each) => [...each])).toEqual(pieces.map((each) => [...each]));
});

test('a file without preamble and meta information is read', () => {
  expect(seen(readDicomFile(encode(nested, implicit)).elements)).toHaveLength(8);
});

test('private elements know their creator by block, in their own item', () => {
  const block = (creator: string): Node[] => [element(0x00110010, 'LO', creator), element(0x00111001, 'LO', 'x')];
  const file = readDicomFile(part10({}, [...block('ONE'), sequence(0x300a00b0, [block('TWO'), [element(0x00111001, 'LO', 'x')]])]));
  const creators: string[] = [];
  visitElements(file.elements, (each) => {
    if (each.tag === 0x00111001) creators.push(each.creator);
  });
  expect(creators).toEqual(['ONE', 'TWO', '']);
});

describe('what is no complete file is verify/unreadable', () => {
  const whole = part10({}, nested);
  test.each([
    ['nothing', new Uint8Array(0)],
    ['text', Buffer.from('hello, this is no DICOM file at all')],
    ['cut inside a value', whole.subarray(0, whole.length - 1)],
    ['cut inside a header', whole.subarray(0, whole.length - 7)],
    ['an item length that reaches too far', part10({}, [raw(encode([sequence(0x300a00b0, [item(hidden, 'defined')])])), raw([1])])],
    ['corrupt deflate', part10({ transferSyntax: transferSyntaxUid.deflated }, nested).fill(7, 330)],
  ])('%s', (_, bytes) => {
    expect(() => readDicomFile(bytes)).toThrow(RadonymError);
    expect(() => readDicomFile(bytes)).toThrow(expect.objectContaining({ code: 'verify/unreadable' }));
  });
});

test('sequences are read so deep and no deeper', () => {
  const deep = (levels: number): Node => (levels === 0 ? element(0x00280010, 'US', 1) : sequence(0x00081140, [[deep(levels - 1)]]));
  const read = (levels: number) => readDicomFile(part10({ transferSyntax: transferSyntaxUid.implicit }, [deep(levels)]));
  expect(read(limits.depth).elements).toHaveLength(1);
  expect(() => read(limits.depth + 1)).toThrow(
    expect.objectContaining({ code: 'verify/unreadable', message: expect.stringMatching(/too deep/) }),
  );
});
