import { describe, expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { writeFileMeta } from '../../src/wire/file-meta.js';
import { readPart10 } from '../../src/wire/part10.js';
import { bigEndian, concat, element, encode, explicit, implicit, part10, transferSyntaxUid } from '../support/bytes.js';

const dataSet = [element(0x00080005, 'CS', 'ISO_IR 100'), element(0x00080016, 'UI', '1.2.3'), element(0x00100010, 'PN', 'Doe')];
const codes = (file: Uint8Array): string[] => readPart10(file).findings.map((finding) => finding.code);
const keyword = (file: Uint8Array): string => readPart10(file).transferSyntax.keyword;

describe('where the data set starts and how it is encoded', () => {
  test.each([
    ['implicit', 'ImplicitVRLittleEndian'],
    ['explicit', 'ExplicitVRLittleEndian'],
    ['bigEndian', 'ExplicitVRBigEndian'],
    ['deflated', 'DeflatedExplicitVRLittleEndian'],
    ['rle', 'RLELossless'],
  ] as const)('%s as stated', (name, expected) => {
    const file = part10({ transferSyntax: transferSyntaxUid[name] }, dataSet);
    expect(keyword(file)).toBe(expected);
    expect(codes(file)).toEqual([]);
  });
  test.each([
    [implicit, 'ImplicitVRLittleEndian'],
    [explicit, 'ExplicitVRLittleEndian'],
    [bigEndian, 'ExplicitVRBigEndian'],
  ] as const)('without preamble and meta information it is seen from the first element %#', (syntax, expected) => {
    const file = encode(dataSet, syntax);
    expect(keyword(file)).toBe(expected);
    expect(readPart10(file).dataSetOffset).toBe(0);
    expect(codes(file)).toEqual(['wire/no-preamble', 'wire/no-file-meta', 'wire/transfer-syntax-guessed']);
  });
  test.each([
    ['explicit', implicit, 'ImplicitVRLittleEndian'],
    ['implicit', explicit, 'ExplicitVRLittleEndian'],
    ['explicit', bigEndian, 'ExplicitVRBigEndian'],
    ['bigEndian', explicit, 'ExplicitVRLittleEndian'],
  ] as const)('a stated %s that is not true gives way, with a finding %#', (stated, real, expected) => {
    const file = part10({ transferSyntax: transferSyntaxUid[stated] }, encode(dataSet, real));
    expect(keyword(file)).toBe(expected);
    expect(codes(file)).toEqual(['wire/transfer-syntax-guessed']);
  });
  test.each([0x00091001, 0x30020002, 0x30060002, 0x50000005, 0x60000010, 0x44530010])(
    'a data set that begins with %s is read as stated in either byte order',
    (first) => {
      for (const [name, form] of [
        ['explicit', explicit],
        ['bigEndian', bigEndian],
        ['implicit', implicit],
      ] as const) {
        const file = part10({ transferSyntax: transferSyntaxUid[name] }, encode([element(first, 'SH', 'label')], form));
        expect(readPart10(file).findings).toEqual([]);
      }
    },
  );
  test('group 0002 is read to its end, whatever its length says', () => {
    const file = part10({}, dataSet);
    const lied = file.slice();
    lied.fill(0xff, 140, 142);
    expect(readPart10(lied).dataSetOffset).toBe(readPart10(file).dataSetOffset);
  });
  test('a prefix without preamble is understood', () => {
    expect(keyword(part10({}, dataSet).subarray(128))).toBe('ExplicitVRLittleEndian');
  });
});

describe('what is no DICOM is said to be none', () => {
  test.each([
    ['text', new TextEncoder().encode('PatientID,Name\n1,2\n'.repeat(30))],
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(1000)],
    ['a PNG', concat([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), new Uint8Array(200)])],
  ])('%s', (_, file) => {
    expect(() => readPart10(file)).toThrow(expect.objectContaining({ code: 'wire/not-dicom' }));
  });
  test('an unregistered Transfer Syntax is an error, not a guess', () => {
    expect(() => readPart10(part10({ transferSyntax: '1.2.3.4' }, encode(dataSet, explicit)))).toThrow(RadonymError);
  });
});

test('the File Meta Information that we write reads as what it says, its preamble zero', () => {
  const meta = writeFileMeta({ sopClassUid: '1.2.840.1', sopInstanceUid: '2.25.77', transferSyntaxUid: transferSyntaxUid.explicit });
  expect(meta.subarray(0, 128).every((byte) => byte === 0)).toBe(true);
  const read = readPart10(concat([meta, encode(dataSet, explicit)]));
  expect([read.mediaStorageSopClassUid, read.mediaStorageSopInstanceUid, read.transferSyntax.uid, read.dataSetOffset]).toEqual([
    '1.2.840.1',
    '2.25.77',
    transferSyntaxUid.explicit,
    meta.length,
  ]);
  expect(new DataView(meta.buffer).getUint32(140, true)).toBe(meta.length - 144);
});
