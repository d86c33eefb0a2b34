import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createByteSearch } from '../../src/verify/byte-search.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { createLeakSearch } from '../../src/verify/leaks.js';
import { uidSearch } from '../../src/verify/uid-search.js';
import { element, encodeText, type Node, part10, sequence, transferSyntaxUid } from '../support/bytes.js';

const search = createLeakSearch([{ text: 'Quellmann^Dorothea' }, { text: '48151623' }, { text: '2.999.44.1' }, { text: 'Bär' }]);
const leaksOf = (nodes: readonly Node[], transferSyntax: string = transferSyntaxUid.explicit) => {
  const bytes = part10({ transferSyntax }, nodes);
  return search.inFile(readDicomFile(bytes));
};
const text = (value: string | Uint8Array): Node => element(0x00111001, 'OB', typeof value === 'string' ? Buffer.from(value) : value);

describe('an identifier is found', () => {
  test.each([
    ['as it is', text('x Quellmann^Dorothea x'), 0],
    ['in other letters', text('QUELLMANN^dorothea'), 0],
    ['turned round', text('Dorothea Quellmann'), 0],
    ['with a comma', text('quellmann, dorothea'), 0],
    ['as UTF-16LE', text(Buffer.from('Dorothea Quellmann', 'utf16le')), 0],
    ['as UTF-16BE', text(Buffer.from('Dorothea Quellmann', 'utf16le').swap16()), 0],
    ['as hexadecimal', text(Buffer.from('Quellmann^Dorothea').toString('hex').toUpperCase()), 0],
    ['as base64, first third', text(Buffer.from('Quellmann^Dorothea').toString('base64')), 0],
    ['as base64, second third', text(Buffer.from('.Quellmann^Dorothea.').toString('base64')), 0],
    ['as base64, last third', text(Buffer.from('..Quellmann^Dorothea').toString('base64')), 0],
    ['a number between letters', text('MRN48151623b'), 1],
    ['in a padded value', element(0x00100020, 'LO', '48151623 '), 1],
    ['a UID in a list', element(0x00081155, 'UI', ['2.999.1', '2.999.44.1']), 2],
    ['beyond ASCII in Latin-1', text(Buffer.from('Dr. BÄR', 'latin1')), 3],
    ['beyond ASCII in UTF-8', text(Buffer.from('bär', 'utf8')), 3],
    ['deep in a private sequence in UN', sequence(0x00111002, [[text('48151623')]], { vr: 'UN', length: 'defined' }), 1],
  ] as const)('%s', (_, node, term) => {
    expect(leaksOf([node]).map((leak) => leak.term)).toContain(term);
  });
});

test('an identifier is found in what a deflated data set inflates to, with its path', () => {
  const leaks = leaksOf([sequence(0x300a00b0, [[element(0x300a00c2, 'LO', 'for 48151623')]])], transferSyntaxUid.deflated);
  expect(leaks).toContainEqual(expect.objectContaining({ term: 1, where: 'inflated', path: '(300A,00B0)[1].(300A,00C2)' }));
});

describe('the element behind a value does not go on with it, though its tag looks like a digit', () => {
  const uids = createLeakSearch([{ text: '48151623' }], uidSearch(['2.999.44.1815162342']));
  const found = (nodes: readonly Node[], syntax: string) =>
    uids.inFile(readDicomFile(part10({ transferSyntax: syntax }, nodes))).map(({ term, path }) => `${term} ${path}`);
  test.each([
    ['implicit', 0x00321060],
    ['explicit', 0x00321060],
    ['bigEndian', 0x300a0002],
  ] as const)('%s', (syntax, next) => {
    const nodes = [element(0x00181000, 'LO', '48151623'), element(0x00200052, 'UI', '2.999.44.1815162342'), element(next, 'LO', 'text')];
    expect(found(nodes, transferSyntaxUid[syntax])).toEqual(['0 (0018,1000)', '1 (0020,0052)']);
    expect(found([element(0x00181000, 'LO', '48151623'), element(next, 'LO', 'text')], transferSyntaxUid[syntax])).toEqual([
      '0 (0018,1000)',
    ]);
  });
});

test('a name of ideograms is found within other ideograms, in the bytes of its character set', () => {
  const bytes = encodeText('星壁', '\\ISO 2022 IR 87', 'LO').subarray(3, 7);
  const names = createLeakSearch([{ text: '星壁', bytes: [bytes] }]);
  const comment = encodeText('主治医星壁様', '\\ISO 2022 IR 87', 'LT');
  expect(names.inFile(readDicomFile(part10({}, [element(0x00204000, 'LT', comment)]))).map(({ path }) => path)).toEqual(['(0020,4000)']);
});

test('three letters that chance spells in a compressed stream are not reported', () => {
  let state = 7;
  const digits = Uint8Array.from({ length: 60_000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 28;
  });
  const file = readDicomFile(part10({ transferSyntax: transferSyntaxUid.deflated }, [element(0x00111001, 'OB', digits)]));
  const stream = Buffer.from(file.bytes).subarray(-20_000).toString('latin1');
  const spelled = /(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])/.exec(stream)![0];
  expect(createLeakSearch([{ text: spelled }]).inFile(file)).toEqual([]);
});

test('an identifier is found in the preamble', () => {
  const bytes = part10({ preamble: 'scan of 48151623' }, []);
  expect(search.inFile(readDicomFile(bytes))).toHaveLength(1);
});

test.each(['48151623/RS.dcm', 'a/dorothea_quellmann.dcm', '%34%38151623.dcm'])('an identifier is found in the name %s', (name) => {
  expect(search.inName(name)).not.toEqual([]);
});

describe('what is not the identifier is not reported', () => {
  test.each([
    ['a longer number', text('148151623')],
    ['decimals', text('0.48151623')],
    ['a longer UID', text('2.999.44.12')],
    ['a short name inside a word', text('Bärin')],
    ['a number in a DS', element(0x300a0086, 'DS', '48151623')],
    ['base64 in other letters', text(Buffer.from('Quellmann^Dorothea').toString('base64').toLowerCase())],
  ])('%s', (_, node) => {
    expect(leaksOf([node])).toEqual([]);
  });
});

test.each([
  ['short needles among them', 2, 5],
  ['long needles only', 7, 9],
])('the search finds what a plain search finds, %s', (_, minLength, maxLength) => {
  const letters = fc.array(fc.constantFrom(0x61, 0x41, 0xc1), { minLength, maxLength }).map((bytes) => Uint8Array.from(bytes));
  const lower = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').replaceAll('A', 'a');
  const pieces = fc.array(fc.oneof(letters, fc.uint8Array({ maxLength: 3 })), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), pieces, fc.nat(3), (needles, parts, lead) => {
      const bytes = Buffer.concat([Buffer.alloc(lead), ...parts]).subarray(lead);
      const found: string[] = [];
      createByteSearch(needles).run(bytes, (needle, start) => found.push(`${needle}@${start}`));
      const expected: string[] = [];
      needles.forEach((needle, index) => {
        for (let at = 0; at < bytes.length; at++) if (lower(bytes).startsWith(lower(needle), at)) expected.push(`${index}@${at}`);
      });
      expect(found.sort()).toEqual(expected.sort());
    }),
  );
});
