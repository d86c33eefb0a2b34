import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dictionaryEntry, dictionaryVr, isAmbiguous, keywordOf, tagOfKeyword } from '../../src/standard/dictionary.js';
import { type Tag, tag } from '../../src/standard/tag.js';
import { type VrName, vr } from '../../src/standard/vr.js';

type Element = readonly [tag: string, keyword: string, name: string, vr: string, vm: string, retired: 0 | 1];
const { elements } = JSON.parse(readFileSync('scripts/inputs/dictionary.json', 'utf8')) as { readonly elements: readonly Element[] };
const base = (text: string): Tag => tag(Number.parseInt(text.replaceAll('x', '0'), 16));
/** Some tag of the row: group and element x as 2. */
const concrete = (text: string): Tag => tag(Number.parseInt(text.replaceAll('x', '2'), 16));

describe('dictionary', () => {
  test('every input row is found again, with all its fields', () => {
    expect(elements).toHaveLength(5356);
    for (const [text, keyword, name, vrs, vm, retired] of elements) {
      const entry = dictionaryEntry(concrete(text));
      const names = vrs === '' ? [] : vrs.split('/');
      expect(entry).toEqual({ tag: base(text), keyword, name, vrs: names, vm, retired: retired === 1 });
    }
  });

  test('keyword and tag lead to each other', () => {
    for (const [text, keyword] of elements) {
      if (keyword === '') continue;
      expect(keywordOf(concrete(text))).toBe(keyword);
      const found = tagOfKeyword(keyword)!;
      if (!text.includes('x')) expect(found).toBe(concrete(text));
      if (text !== '1010xxxx') expect(keywordOf(found)).toBe(keyword);
    }
    expect(tagOfKeyword('OverlayData')).toBe(0x60003000);
    expect(tagOfKeyword('RowsForNthOrderCoefficients')).toBe(0x00280410);
    expect(tagOfKeyword('beamName')).toBeUndefined();
    expect(tagOfKeyword('')).toBeUndefined();
    expect(keywordOf(tag(0x00280020))).toBeUndefined();
  });

  test('the hot lookup agrees with the rows', () => {
    for (const [text, , , vrs] of elements) {
      const found = dictionaryVr(concrete(text));
      const choice = vrs.split('/').join(' or ');
      if (vrs === '') expect(found).toBeUndefined();
      else if (vrs.includes('/')) expect(found).toEqual({ ambiguous: choice });
      else expect(found).toBe(vr[vrs as VrName]);
    }
  });

  test.each([
    ['first overlay group: OB or OW', 0x60003000, 'OB or OW'],
    ['last overlay group: OB or OW', 0x601e3000, 'OB or OW'],
    ['a curve group: OB or OW', 0x50ee3000, 'OB or OW'],
    ['overlay description: LO', 0x60020022, 'LO'],
    ['(0020,31xx): CS', 0x002031ab, 'CS'],
    ['(0028,04x3): AT', 0x00280453, 'AT'],
    ['(1000,xxx2): US', 0x1000abc2, 'US'],
    ['(1010,xxxx): US', 0x10101234, 'US'],
    ['(7Fxx,0010): OB or OW', 0x7f020010, 'OB or OW'],
    ['Pixel Data is no repeating attribute: OB or OW', 0x7fe00010, 'OB or OW'],
    ['an odd group beside the overlays is private: a creator: LO', 0x60110010, 'LO'],
    ['an odd group beside the overlays is private: unknown: none', 0x60113000, undefined],
    ['an odd group beside the curves is private: none', 0x50113000, undefined],
    ['private creator, lowest: LO', 0x30090010, 'LO'],
    ['private creator, highest: LO', 0x300900ff, 'LO'],
    ['private, below the creators: none', 0x3009000f, undefined],
    ['private, above the creators: none', 0x30090100, undefined],
    ['private element: none', 0x30091000, undefined],
    ['group length of a private group: UL', 0x30090000, 'UL'],
    ['group length: UL', 0x300a0000, 'UL'],
    ['group length of pixel data: UL', 0x7fe00000, 'UL'],
    ['no such attribute: none', 0x300affff, undefined],
    ['item: none', 0xfffee000, undefined],
    ['item delimiter: none', 0xfffee00d, undefined],
    ['sequence delimiter: none', 0xfffee0dd, undefined],
    ['trailing padding: OB', 0xfffcfffc, 'OB'],
    ['LUT Data: US or OW', 0x00283006, 'US or OW'],
    ['Gray Lookup Table Data: US or SS or OW', 0x00281200, 'US or SS or OW'],
    ['Smallest Image Pixel Value: US or SS', 0x00280106, 'US or SS'],
  ] as const)('%s', (_rule, number, name) => {
    const found = dictionaryVr(tag(number));
    const text = found === undefined ? undefined : isAmbiguous(found) ? found.ambiguous : found.name;
    expect(text).toBe(name);
  });

  test('the dictionary uses all of the 34 VRs and no other', () => {
    expect(Object.keys(vr)).toHaveLength(34);
    const used = new Set(elements.flatMap(([, , , vrs]) => (vrs === '' ? [] : vrs.split('/'))));
    expect([...used].sort()).toEqual(Object.keys(vr).sort());
  });

  test('a lookup allocates nothing: the same object each time', () => {
    expect(dictionaryVr(tag(0x7fe00010))).toBe(dictionaryVr(tag(0x7fe00010)));
    expect(dictionaryVr(tag(0x60023000))).toBe(dictionaryVr(tag(0x60043000)));
    expect(dictionaryEntry(tag(0x00100010))).toBe(dictionaryEntry(tag(0x00100010)));
  });
});
