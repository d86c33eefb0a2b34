/** What was written anew is held to its VR; what the original had wrong already is not. */
import { expect, test } from 'vitest';
import { type ReadFile, readDicomFile } from '../../src/verify/dataset-reader.js';
import { decodeText } from '../../src/verify/text.js';
import { checkValidity } from '../../src/verify/validity.js';
import { element, encodeText, type Node, part10 } from '../support/bytes.js';

const file = (...nodes: Node[]): ReadFile => readDicomFile(part10({}, nodes));
const codes = (output: ReadFile, original: ReadFile): string[] =>
  checkValidity(output, original).map(({ code, path }) => `${code} ${path}`);

const charset = (name: string): Node => element(0x00080005, 'CS', name);
const label = (text: string | Uint8Array): Node => element(0x300a0002, 'SH', text);

test.each([
  ['text in another character set than is stated', [label(Uint8Array.of(0x41, 0xe9))], [label('A')], ['verify/character-set (300A,0002)']],
  [
    'the same bytes under another character set',
    [charset('ISO_IR 100'), label(Uint8Array.of(0x41, 0xe9))],
    [charset('ISO_IR 144'), label(Uint8Array.of(0x41, 0xe9))],
    ['verify/character-set (300A,0002)'],
  ],
  ['text that was broken already', [label(Uint8Array.of(0x41, 0xe9))], [label(Uint8Array.of(0x41, 0xe9))], []],
  ['a text that is too long', [label('12345678901234567')], [label('A')], ['verify/value-too-long (300A,0002)']],
  ['a text that was too long already', [label('12345678901234567')], [label('12345678901234567')], []],
  [
    'a date that is none',
    [element(0x00080020, 'DA', '20190230')],
    [element(0x00080020, 'DA', '20190228')],
    ['verify/value-malformed (0008,0020)'],
  ],
  ['an integer with a point', [element(0x00200013, 'IS', '1.0')], [element(0x00200013, 'IS', '1')], ['verify/value-malformed (0020,0013)']],
  [
    'one value where three belong',
    [element(0x00200032, 'DS', '1')],
    [element(0x00200032, 'DS', '1\\2\\3')],
    ['verify/value-multiplicity (0020,0032)'],
  ],
  [
    'two values where one belongs',
    [element(0x00080080, 'LO', 'SITE-A\\SITE-B')],
    [element(0x00080080, 'LO', 'Klinik A')],
    ['verify/value-multiplicity (0008,0080)'],
  ],
  ['two values where two were already', [element(0x00080080, 'LO', 'SITE-A\\SITE-B')], [element(0x00080080, 'LO', 'Klinik A\\B')], []],
  [
    'two dates where two were already',
    [element(0x00080020, 'DA', '20190301\\20190302')],
    [element(0x00080020, 'DA', '20200301\\20200302')],
    [],
  ],
  [
    'three values where two were already',
    [element(0x00080050, 'SH', 'A-1\\A-2\\A-3')],
    [element(0x00080050, 'SH', 'AA11\\BB22')],
    ['verify/value-multiplicity (0008,0050)'],
  ],
  [
    'a UID with a leading zero',
    [element(0x00080018, 'UI', '2.25.01')],
    [element(0x00080018, 'UI', '2.25.1')],
    ['verify/uid-malformed (0008,0018)'],
  ],
] as const)('%s', (_, output, original, expected) => {
  expect(codes(file(...output), file(...original))).toEqual(expected);
});

test.each([
  ['ISO_IR 100', 'Zoëlle'],
  ['ISO_IR 144', 'Прохорий'],
  ['ISO_IR 192', 'Ęwelinda'],
  ['\\ISO 2022 IR 87', 'Tsukikage^Renjiroh=月影^蓮次郎=つきかげ^れんじろう'],
  ['\\ISO 2022 IR 149', 'Namgoongwi^Saebyeok=南宮^새벽=남궁^새벽'],
  ['GB18030', '欧阳^灵霄'],
])('the second decoder reads %s', (set, text) => {
  expect(decodeText(encodeText(text, set, 'PN'), set.split('\\'))).toBe(text);
});
