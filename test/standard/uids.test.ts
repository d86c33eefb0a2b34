import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tagOfKeyword } from '../../src/standard/dictionary.js';
import { iodTypeSopClasses } from '../../src/standard/iod-types.js';
import { sopClass } from '../../src/standard/sop-class.js';
import { tag } from '../../src/standard/tag.js';
import { transferSyntax, transferSyntaxOfWord, uncompressedWords } from '../../src/standard/transfer-syntax.js';
import { isRegisteredUid, uidRole } from '../../src/standard/uid.js';

type Row = readonly [uid: string, name: string, keyword: string, type: string, retired: 0 | 1];
const { uids } = JSON.parse(readFileSync('scripts/inputs/uids.json', 'utf8')) as { readonly uids: readonly Row[] };
const syntaxes = uids.filter(([, , , type]) => type === 'TransferSyntax').map(([uid]) => transferSyntax(uid)!);
const keywordsWhere = (test: (syntax: (typeof syntaxes)[number]) => boolean): string[] =>
  syntaxes.filter(test).map(({ keyword }) => keyword);

describe('transfer syntaxes', () => {
  test('all 63 are known by UID, others are not', () => {
    expect(syntaxes).toHaveLength(63);
    expect(syntaxes.every((syntax) => syntax !== undefined)).toBe(true);
    expect(transferSyntax('1.2.840.10008.5.1.4.1.1.2')).toBeUndefined();
    expect(transferSyntax('1.2.840.113619.5.2')).toBeUndefined();
  });

  test('only one is big endian', () => {
    expect(keywordsWhere(({ byteOrder }) => byteOrder === 'big')).toEqual(['ExplicitVRBigEndian']);
  });

  test('the deflated ones are deflated, a deflated frame is not a deflated data set', () => {
    expect(keywordsWhere(({ dataSet }) => dataSet === 'deflated')).toEqual([
      'DeflatedExplicitVRLittleEndian',
      'JPIPReferencedDeflate',
      'JPIPHTJ2KReferencedDeflate',
    ]);
    expect(transferSyntax('1.2.840.10008.1.2.8.1')).toMatchObject({ dataSet: 'plain', pixelData: 'encapsulated', lossy: 'never' });
  });

  test('implicit VR is Implicit VR Little Endian and its Papyrus twin', () => {
    expect(keywordsWhere(({ vr }) => vr === 'implicit')).toEqual(['ImplicitVRLittleEndian', 'Papyrus3ImplicitVRLittleEndian']);
  });

  test('encapsulated syntaxes are explicit and little endian (PS3.5 A.4)', () => {
    expect(
      keywordsWhere((syntax) => syntax.pixelData === 'encapsulated' && (syntax.vr !== 'explicit' || syntax.byteOrder !== 'little')),
    ).toEqual([]);
    expect(transferSyntax('1.2.840.10008.1.2.1.98')).toMatchObject({ pixelData: 'encapsulated', lossy: 'never' });
  });

  test('how frames are coded is known of each', () => {
    const coded = (compression: string): number => keywordsWhere((syntax) => syntax.compression === compression).length;
    expect(['rle', 'deflated-frame', 'jpeg', 'jpeg-ls', 'jpeg-2000', 'htj2k', 'jpeg-xl'].map(coded)).toEqual([1, 1, 18, 2, 4, 3, 3]);
    expect(keywordsWhere(({ compression, pixelData }) => compression === 'none' && pixelData === 'encapsulated')).toEqual([
      'EncapsulatedUncompressedExplicitVRLittleEndian',
    ]);
  });

  test.each([
    ['1.2.840.10008.1.2.4.50', 'always'],
    ['1.2.840.10008.1.2.4.51', 'always'],
    ['1.2.840.10008.1.2.4.57', 'never'],
    ['1.2.840.10008.1.2.4.70', 'never'],
    ['1.2.840.10008.1.2.4.80', 'never'],
    ['1.2.840.10008.1.2.4.81', 'possible'],
    ['1.2.840.10008.1.2.4.90', 'never'],
    ['1.2.840.10008.1.2.4.91', 'possible'],
    ['1.2.840.10008.1.2.4.102', 'always'],
    ['1.2.840.10008.1.2.4.110', 'never'],
    ['1.2.840.10008.1.2.4.111', 'always'],
    ['1.2.840.10008.1.2.4.202', 'never'],
    ['1.2.840.10008.1.2.4.203', 'possible'],
    ['1.2.840.10008.1.2.5', 'never'],
  ] as const)('%s is lossy: %s', (uid, lossy) => {
    expect(transferSyntax(uid)?.lossy).toBe(lossy);
  });

  test('whatever calls itself lossless or uncompressed is never lossy', () => {
    expect(
      keywordsWhere(({ name, lossy }) => /lossless|uncompressed/i.test(name) && !/near-lossless/i.test(name) && lossy !== 'never'),
    ).toEqual([]);
  });

  test('words stand for the uncompressed syntaxes', () => {
    expect(uncompressedWords.map((word) => transferSyntaxOfWord(word)?.uid)).toEqual([
      '1.2.840.10008.1.2',
      '1.2.840.10008.1.2.1',
      '1.2.840.10008.1.2.2',
      '1.2.840.10008.1.2.1.99',
    ]);
    for (const word of ['keep', 'RLE', 'jpeg', 'toString', '__proto__', '1.2.840.10008.1.2'])
      expect(transferSyntaxOfWord(word)).toBeUndefined();
  });
});

describe('SOP classes', () => {
  test('all 314 are known by UID, private ones are not', () => {
    const known = uids.filter(([, , , type]) => type === 'SOPClass').map(([uid]) => sopClass(uid));
    expect(known).toHaveLength(314);
    expect(known.every((row) => row !== undefined)).toBe(true);
    expect(sopClass('1.2.246.352.70.1.70')).toBeUndefined();
  });

  test.each([
    ['CTImageStorage', 'CT', 'image', true],
    ['PositronEmissionTomographyImageStorage', 'PT', 'image', true],
    ['RTStructureSetStorage', 'RS', 'radiotherapy', false],
    ['RTPlanStorage', 'RP', 'radiotherapy', false],
    ['RTIonPlanStorage', 'RN', 'radiotherapy', false],
    ['RTDoseStorage', 'RD', 'radiotherapy', true],
    ['RTImageStorage', 'RI', 'radiotherapy', true],
    ['RTBeamsTreatmentRecordStorage', 'RT', 'radiotherapy', false],
    ['RTRadiationSetStorage', 'RTRAD', 'radiotherapy', false],
    ['SpatialRegistrationStorage', 'RE', 'registration', false],
    ['SegmentationStorage', 'SEG', 'image', true],
    ['EncapsulatedPDFStorage', 'DOC', 'document', false],
    ['EncapsulatedSTLStorage', 'DOC', 'document', false],
    ['EncapsulatedMTLStorage', 'DOC', 'document', false],
    ['SecondaryCaptureImageStorage', 'SC', 'secondary-capture', true],
    ['MultiFrameTrueColorSecondaryCaptureImageStorage', 'SC', 'secondary-capture', true],
    ['XRayRadiationDoseSRStorage', 'SR', 'structured-report', false],
    ['KeyObjectSelectionDocumentStorage', 'KO', 'structured-report', false],
    ['GrayscaleSoftcopyPresentationStateStorage', 'PR', 'presentation', false],
    ['MediaStorageDirectoryStorage', 'OT', 'directory', false],
    ['RawDataStorage', 'RAW', 'raw', false],
    ['Verification', 'OT', 'other', false],
  ] as const)('%s: prefix %s, category %s, pixel data %s', (keyword, prefix, category, hasPixelData) => {
    const uid = uids.find((row) => row[2] === keyword)![0];
    expect(sopClass(uid)).toMatchObject({ keyword, prefix, category, hasPixelData });
  });

  test('a SOP class names an IOD exactly where iod-types has its tables', () => {
    const named = uids.filter(([uid, , , type]) => type === 'SOPClass' && sopClass(uid)?.iod !== undefined).map(([uid]) => uid);
    expect(named.sort()).toEqual([...iodTypeSopClasses()].sort());
  });
});

describe('UIDs', () => {
  test.each([
    ['1.2.840.10008.1.2', true],
    ['1.2.840.10008.1.4.3.1', true],
    ['1.2.840.100080.1', false],
    ['1.2.840.1000', false],
    ['2.25.1', false],
    ['', false],
  ] as const)('%s is registered: %s', (uid, registered) => {
    expect(isRegisteredUid(uid)).toBe(registered);
  });

  test.each([
    ['SOPClassUID', 'definition'],
    ['ReferencedSOPClassUID', 'definition'],
    ['TransferSyntaxUID', 'definition'],
    ['CodingSchemeUID', 'definition'],
    ['ContextUID', 'definition'],
    ['MappingResourceUID', 'definition'],
    ['PertinentSOPClassesInStudy', 'definition'],
    ['PertinentSOPClassesInSeries', 'definition'],
    ['SegmentationTemplateUID', 'definition'],
    ['SOPInstanceUID', 'instance'],
    ['ReferencedSOPInstanceUID', 'instance'],
    ['EquipmentFrameOfReferenceUID', 'instance'],
    ['ReferencedDoseReferenceUID', 'instance'],
    ['ManufacturerDeviceClassUID', 'instance'],
  ] as const)('%s names a(n) %s', (keyword, role) => {
    expect(uidRole(tagOfKeyword(keyword)!)).toBe(role);
  });

  test('an unknown or private tag names an instance', () => {
    expect(uidRole(tag(0x32631001))).toBe('instance');
  });
});
