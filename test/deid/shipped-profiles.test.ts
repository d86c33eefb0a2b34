/** What each shipped profile promises, on data sets that go through the real stage. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { noTerms } from '../../src/deid/identity.js';
import { loadProfile } from '../../src/deid/profile.js';
import { createTextCleaner } from '../../src/deid/text-cleaner.js';
import { iodTypeSopClasses, iodTypes } from '../../src/standard/iod-types.js';
import { sopClass } from '../../src/standard/sop-class.js';
import { tag as numbered, tagText } from '../../src/standard/tag.js';
import type { VrName } from '../../src/standard/vr.js';
import { element, sequence } from '../support/bytes.js';
import { labels, vocabulary } from '../support/words.js';
import { runStage } from './stage.js';

const shipped = (name: string): string => readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8');
/** Knows no patient: what it cuts is unknown to the vocabulary. */
const strict = createTextCleaner(noTerms, { mapUid: (uid) => uid, vocabulary, labels, level: 'strict' });
const typesOf = (iod: string) => iodTypes(iodTypeSopClasses().find((uid) => sopClass(uid)?.iod === iod)!);

/** What is left of one element at the root of an RT Plan; undefined when it is gone. */
function left(profile: string, tag: number, vr: VrName, value: string, iod = 'rt-plan'): string | undefined {
  const found = runStage([element(tag, vr, value)], { profile: loadProfile(profile, shipped), types: typesOf(iod) });
  const [path] = found.paths.filter((one) => !/^\((0012,006[234]|0028,0303)\)/.test(one));
  return path === undefined ? undefined : found.text(path)!.replace(/[\0 ]+$/, '');
}

test.each([
  ['rt-research', 'gives machines one alias', 0x00081010, 'SH', 'TB One', /^LINAC-\w{8}$/],
  ['rt-research', 'gives reviewers an alias', 0x300e0008, 'PN', 'Hale^Ida', /^PERSON-\w{8}$/],
  ['rt-research', 'keeps the state of approval', 0x300e0002, 'CS', 'APPROVED', /^APPROVED$/],
  ['rt-research', 'gives institutions an alias', 0x00080080, 'LO', 'North Clinic', /^SITE-\w{8}$/],
  ['rt-research', 'fits an alias into 16 characters', 0x00200010, 'SH', '20-114', /^S-\w{8}$/],
  ['rt-tps-import', 'unapproves', 0x300e0002, 'CS', 'APPROVED', /^UNAPPROVED$/],
  ['rt-tps-import', 'leaves no review of what is unapproved', 0x300e0008, 'PN', 'Hale^Ida', undefined],
  ['rt-tps-import', 'leaves no date of a review', 0x300e0004, 'DA', '20200115', undefined],
  ['rt-tps-import', 'keeps labels', 0x300a0002, 'SH', 'PROSTATE', /^PROSTATE$/],
  ['rt-vendor-support', 'keeps serial numbers', 0x00181000, 'LO', 'SN 4711', /^SN 4711$/],
  ['rt-vendor-support', 'keeps stations', 0x00081010, 'SH', 'TB One', /^TB One$/],
  ['rt-vendor-support', 'removes the institution', 0x00080080, 'LO', 'North Clinic', undefined],
  ['rt-vendor-support', 'empties reviewers', 0x300e0008, 'PN', 'Hale^Ida', /^$/],
  ['rt-vendor-support', 'empties what is known of the patient', 0x00100040, 'CS', 'F', /^$/],
  ['public-release', 'keeps sex', 0x00100040, 'CS', 'F', /^F$/],
  ['public-release', 'keeps ages to 89', 0x00101010, 'AS', '089Y', /^089Y$/],
  ['public-release', 'keeps no age over 89', 0x00101010, 'AS', '093Y', /^090Y$/],
  ['public-release', 'keeps no other trait', 0x00101030, 'DS', '71.5', undefined],
  ['public-release', 'empties reviewers', 0x300e0008, 'PN', 'Hale^Ida', /^$/],
  ['public-release', 'renames machines', 0x00081010, 'SH', 'TB One', /^LINAC-\w{8}$/],
] as const)('%s %s', (profile, _, tag, vr, value, expected) => {
  const result = left(profile, tag, vr, value);
  if (expected === undefined) expect(result).toBeUndefined();
  else expect(result).toMatch(expected);
});

test.each([
  ['rt-research', /^LINAC-/],
  ['rt-tps-import', /^TB One$/],
  ['rt-vendor-support', /^TB One$/],
  ['public-release', /^LINAC-/],
] as const)('%s treats the machine of a beam and of an image alike', (profile, expected) => {
  const options = { profile: loadProfile(profile, shipped) };
  const beam = runStage([sequence(0x300a00b0, [[element(0x300a00b2, 'SH', 'TB One')]])], { ...options, types: typesOf('rt-plan') });
  expect(beam.text('(300A,00B0)[1].(300A,00B2)')?.trim()).toMatch(expected);
  expect(left(profile, 0x30020020, 'SH', 'TB One', 'rt-image')).toBe(beam.text('(300A,00B0)[1].(300A,00B2)')?.trim());
});

describe('public-release', () => {
  test.each([
    ['PT', '71.5'],
    ['CT', undefined],
  ])('of an image of modality %s leaves the weight as %s', (modality, expected) => {
    const head = { modality };
    const found = runStage([element(0x00101030, 'DS', '71.5')], { profile: loadProfile('public-release', shipped), head });
    expect(found.text('(0010,1030)')).toBe(expected);
  });
  test.each([
    ['removes what is written at length', 0x300a0004, 'ST', 'boost of the left breast', undefined],
    ['leaves known words of what tells a prescription', 0x300a000e, 'ST', 'boost Zzyzx 2 Gy', 'boost 2 Gy'],
    ['leaves known words of short texts that people type', 0x00540018, 'SH', 'bone Zzyzx', 'bone'],
    ['keeps a pattern of fractions', 0x300a007b, 'LT', '0111110', '0111110'],
    ['keeps no other text in its place', 0x300a007b, 'LT', 'daily, see note', undefined],
    ['keeps the meaning of a code', 0x00080104, 'LO', 'Interstitial brachytherapy of prostate', 'Interstitial brachytherapy of prostate'],
    ['keeps the value of a code', 0x00080100, 'SH', '113105', '113105'],
    ['keeps the version of a coding scheme', 0x00080103, 'SH', '20020904', '20020904'],
    ['keeps makers', 0x00080070, 'LO', 'Acme Xylotron Works', 'Acme Xylotron Works'],
    ['keeps models', 0x00081090, 'LO', 'Xylotron 9', 'Xylotron 9'],
    ['keeps versions of software', 0x00181020, 'LO', '15.6.05.3', '15.6.05.3'],
    ['keeps units', 0x00541001, 'CS', 'BQML', 'BQML'],
    ['keeps kernels', 0x00181210, 'SH', 'Xq40f', 'Xq40f'],
  ] as const)('%s', (_, tag, vr, value, expected) => {
    const found = runStage([element(tag, vr, value)], { profile: loadProfile('public-release', shipped), cleaner: strict });
    expect(found.text(tagText(numbered(tag)))?.replace(/[\0 ]+$/, '')).toBe(expected);
  });
});

describe.each(['rt-research', 'rt-tps-import', 'rt-vendor-support', 'public-release'])('%s', (profile) => {
  test('moves dates by whole weeks and keeps times of day', () => {
    expect(left(profile, 0x300a0006, 'DA', '20200115')).toBe('20200101');
    expect(left(profile, 0x300a0007, 'TM', '101500')).toBe('101500');
  });
  test('leaves the birth date empty', () => {
    expect(left(profile, 0x00100030, 'DA', '19500606')).toBe('');
  });
});
