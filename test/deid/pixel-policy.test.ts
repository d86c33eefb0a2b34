/** What is done about text in pixels: which images are set aside, which are blanked, and what an output says of it. */
import { describe, expect, test } from 'vitest';
import { admit } from '../../src/deid/admit.js';
import { pixelFate, pixelStatement } from '../../src/deid/pixel-policy.js';
import type { ResolvedProfile } from '../../src/deid/profile.js';
import { burnedInRisk, type ImageHead } from '../../src/standard/burned-in.js';
import type { PixelRule } from '../../src/standard/pixel-rules.js';
import { emptyHead, type Head } from '../../src/wire/head.js';
import { element, sequence } from '../support/bytes.js';
import { plainProfile, rulesOf, runStage } from './stage.js';

const uid = {
  ct: '1.2.840.10008.5.1.4.1.1.2',
  mr: '1.2.840.10008.5.1.4.1.1.4',
  us: '1.2.840.10008.5.1.4.1.1.6.1',
  capture: '1.2.840.10008.5.1.4.1.1.7',
  rtImage: '1.2.840.10008.5.1.4.1.1.481.1',
  rtDose: '1.2.840.10008.5.1.4.1.1.481.2',
  pdf: '1.2.840.10008.5.1.4.1.1.104.1',
};
const head = (more: Partial<Head>): Head => ({ ...emptyHead, rows: 512, columns: 512, samplesPerPixel: 1, bitsAllocated: 16, ...more });

describe('the risk that text is burned in', () => {
  test.each<readonly [string, Partial<ImageHead>, string | undefined]>([
    ['an image that says YES', { sopClassUid: uid.ct, burnedInAnnotation: 'YES' }, 'burned-in-annotation'],
    ['a CT image that says nothing', { sopClassUid: uid.ct }, undefined],
    ['a secondary capture that says nothing', { sopClassUid: uid.capture }, 'burned-in-unknown'],
    ['a secondary capture that says NO', { sopClassUid: uid.capture, burnedInAnnotation: 'NO' }, undefined],
    ['ultrasound', { sopClassUid: uid.us }, 'burned-in-unknown'],
    ['a picture of a screen that goes as CT', { sopClassUid: uid.ct, imageType: 'DERIVED\\SECONDARY\\SCREEN SAVE' }, 'burned-in-unknown'],
    ['an RT Image of a detector', { sopClassUid: uid.rtImage, conversionType: 'DI' }, undefined],
    ['a DRR of 16 bits', { sopClassUid: uid.rtImage, conversionType: 'WSD' }, undefined],
    ['an RT Image of a film', { sopClassUid: uid.rtImage, conversionType: 'DF' }, 'burned-in-unknown'],
    ['an RT Image of bytes', { sopClassUid: uid.rtImage, bitsAllocated: 8 }, 'burned-in-unknown'],
    ['an RT Image in colour', { sopClassUid: uid.rtImage, samplesPerPixel: 3 }, 'burned-in-unknown'],
    ['what is no image', { sopClassUid: uid.capture, rows: 0 }, undefined],
  ])('%s', (_, more, risk) => {
    expect(burnedInRisk(head(more as Partial<Head>))).toBe(risk);
  });
});

const row = (more: Partial<PixelRule>): PixelRule => ({ action: 'blank', rectangles: [[0, 0, 512, 20]], profile: 'test', ...more });

describe('the last row that holds decides', () => {
  const image = head({
    sopClassUid: uid.capture,
    modality: 'OT',
    manufacturer: 'Maker of Things',
    manufacturerModelName: 'THING 3000',
    imageType: 'DERIVED\\SECONDARY\\REPORT',
  });
  test.each<readonly [string, readonly PixelRule[], string]>([
    ['without a row', [], 'quarantine'],
    ['SOP Class', [row({ iods: ['secondary-capture'] })], 'blank'],
    ['another SOP Class', [row({ iods: ['ct-image'] })], 'quarantine'],
    ['Modality', [row({ modalities: ['CT', 'OT'] })], 'blank'],
    ['part of the Manufacturer, whatever the case', [row({ manufacturer: 'maker OF' })], 'blank'],
    ['another Manufacturer', [row({ manufacturer: 'Faker' })], 'quarantine'],
    ['part of the model', [row({ model: 'thing' })], 'blank'],
    ['a value of Image Type', [row({ imageType: ['REPORT', 'DERIVED'] })], 'blank'],
    ['a value that Image Type has not', [row({ imageType: ['REPORT', 'ORIGINAL'] })], 'quarantine'],
    ['size', [row({ rows: 512, columns: 512 })], 'blank'],
    ['another size', [row({ rows: 512, columns: 513 })], 'quarantine'],
    ['all of what a row says', [row({ rows: 512, modalities: ['CT'] })], 'quarantine'],
    ['a later row keeps', [row({}), row({ action: 'keep', rectangles: [] })], 'leave'],
    ['a later row that does not hold', [row({}), row({ action: 'keep', rectangles: [], rows: 1 })], 'blank'],
    ['rectangles outside of the image', [row({ rectangles: [[600, 0, 10, 10]] })], 'quarantine'],
  ])('%s', (_, pixels, kind) => {
    expect(pixelFate(image, { basis: 'basic', pixels }, false).kind).toBe(kind);
  });
  test('an image without risk is blanked where a row says so, and left where none does', () => {
    const ct = head({ sopClassUid: uid.ct });
    expect(pixelFate(ct, { basis: 'basic', pixels: [row({})] }, false).kind).toBe('blank');
    expect(pixelFate(ct, { basis: 'basic', pixels: [] }, true).kind).toBe('leave');
  });
  test('a row may set aside what shows no risk', () => {
    expect(pixelFate(head({ sopClassUid: uid.ct }), { basis: 'basic', pixels: [row({ action: 'quarantine' })] }, true).kind).toBe(
      'quarantine',
    );
  });
  test('no row blanks a dose grid', () => {
    expect(pixelFate(head({ sopClassUid: uid.rtDose }), { basis: 'basic', pixels: [row({})] }, false).kind).toBe('leave');
  });
  test('OCR looks where there is a risk and no row', () => {
    expect(pixelFate(image, { basis: 'basic', pixels: [] }, true).kind).toBe('look');
    expect(pixelFate(image, { basis: 'basic', pixels: [row({})] }, true).kind).toBe('blank');
  });
  test('with basis none nobody looks', () => {
    expect(pixelFate(image, { basis: 'none', pixels: [] }, true).kind).toBe('leave');
  });
});

describe('what goes on where its kind is set aside', () => {
  const rules = rulesOf({ ...plainProfile, quarantine: ['secondary-capture', 'document'] });
  const admitted = (sopClassUid: string, kind: 'leave' | 'look' | 'blank'): string | undefined =>
    admit({ sopClassUid, deidentificationMethod: '' }, rules, kind === 'blank' ? { kind, rule: row({}) } : { kind })?.code;
  test.each([
    ['a secondary capture that nobody looks at', uid.capture, 'leave', 'deid/sop-class-quarantined'],
    ['a secondary capture that is blanked', uid.capture, 'blank', undefined],
    ['a secondary capture that is searched', uid.capture, 'look', undefined],
    ['a document', uid.pdf, 'blank', 'deid/sop-class-quarantined'],
  ] as const)('%s', (_, sopClassUid, kind, code) => {
    expect(admitted(sopClassUid, kind)).toBe(code);
  });
});

describe('what an output says of its pixels', () => {
  const codesOf = (text: (path: string) => string | undefined): (string | undefined)[] =>
    [1, 2, 3].map((at) => text(`(0012,0064)[${at}].(0008,0100)`)?.trim());
  const nodes = [
    element(0x00280010, 'US', 4),
    element(0x00280301, 'CS', 'YES'),
    element(0x00281050, 'DS', '1'),
    sequence(0x00880200, [[element(0x00280010, 'US', 1)]]),
  ];
  const profile: Partial<ResolvedProfile> = {
    options: ['cleanPixelData', 'cleanDescriptors'],
    rules: [{ tag: 0x00880200 as never, action: 'keep', profile: 'test' }],
  };

  test('what a rule blanked: Burned In Annotation NO, the code, the method, and no icon', () => {
    const { text, paths } = runStage(nodes, { profile, pixels: pixelStatement({ sopClassUid: uid.ct }, 'rule') });
    expect(text('(0028,0301)')?.trim()).toBe('NO');
    expect(codesOf(text)).toEqual(['113100', '113101', '113105']);
    expect(text('(0012,0063)')?.split('\\').at(-1)?.trim()).toBe('pixels: rectangles of the profile are blanked');
    expect(paths.some((path) => path.startsWith('(0088,0200)'))).toBe(false);
  });
  test('Burned In Annotation is added where there was none', () => {
    const { text, paths } = runStage([nodes[0]!, nodes[2]!], { profile, pixels: pixelStatement({ sopClassUid: uid.ct }, 'ocr-blank') });
    expect(text('(0028,0301)')?.trim()).toBe('NO');
    expect(paths.filter((path) => path.startsWith('(0028'))).toEqual(['(0028,0010)', '(0028,0301)', '(0028,0303)', '(0028,1050)']);
  });
  test('what OCR matched: the method alone, for other text stays', () => {
    const { text } = runStage(nodes, { profile, pixels: pixelStatement({ sopClassUid: uid.ct }, 'ocr-match') });
    expect(text('(0028,0301)')?.trim()).toBe('YES');
    expect(codesOf(text)).toEqual(['113100', '113105', undefined]);
    expect(text('(0012,0063)')).toContain('pixels: identifiers found by OCR are blanked');
  });
  test('what was not cleaned: nothing, whatever the profile could have done', () => {
    const { text, paths } = runStage(nodes, { profile, pixels: pixelStatement({ sopClassUid: uid.ct }, undefined) });
    expect(text('(0028,0301)')?.trim()).toBe('YES');
    expect(codesOf(text)).toEqual(['113100', '113105', undefined]);
    expect(paths).toContain('(0088,0200)[1].(0028,0010)');
  });
  test.each([
    ['a head in CT that says nothing', uid.ct, 'HEAD', '', true],
    ['a neck and head in MR', uid.mr, 'HEAD_NECK', '', true],
    ['a chest', uid.ct, 'CHEST', '', false],
    ['a head that says NO', uid.ct, 'HEAD', 'NO', false],
    ['a dose in a head', uid.rtDose, 'HEAD', '', false],
  ])('recognizable features of %s', (_, sopClassUid, bodyPartExamined, recognizableVisualFeatures, stated) => {
    const pixels = pixelStatement({ sopClassUid, bodyPartExamined, recognizableVisualFeatures }, undefined);
    expect(runStage([], { pixels }).text('(0028,0302)')?.trim()).toBe(stated ? 'YES' : undefined);
  });
});
