/** A dummy is a value of its VR for every Attribute of the dictionary, whatever stood there. The forms are PS3.5 Table 6.2-1's, written here. */
import { expect, test } from 'vitest';
import { type DummySource, dummyValue } from '../../src/deid/dummies.js';
import { dictionaryEntry, dictionaryTags } from '../../src/standard/dictionary.js';
import { tagText } from '../../src/standard/tag.js';
import { uidRole } from '../../src/standard/uid.js';
import { type VrName, vr } from '../../src/standard/vr.js';
import { pseudonyms } from './stage.js';

const plan = '1.2.840.10008.5.1.4.1.1.481.5';
const source: DummySource = { pseudonyms, sopClassUid: plan, sopInstanceUid: '1.2.3.99' };

const uid = /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/;
const text = (most: number): RegExp => new RegExp(`^[A-Z][A-Z0-9 -]{0,${most - 1}}$`);
const forms: { readonly [name in VrName]?: RegExp } = {
  AE: text(16),
  AS: /^\d{3}[DWMY]$/,
  CS: /^[A-Z0-9 _]{1,16}$/,
  DA: /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d)$/,
  DS: /^\d{1,16}$/,
  DT: /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d)\d{6}$/,
  IS: /^\d{1,12}$/,
  LO: text(64),
  LT: text(64),
  PN: text(64),
  SH: text(16),
  ST: text(64),
  TM: /^([01]\d|2[0-3])([0-5]\d){2}$/,
  UC: text(64),
  UI: uid,
  UR: /^[a-z]+:[a-z]+$/,
  UT: text(64),
};
const binary: { readonly [name in VrName]?: number } = {
  AT: 4,
  FD: 8,
  FL: 4,
  OB: 2,
  OD: 8,
  OF: 4,
  OL: 4,
  OV: 8,
  OW: 2,
  SL: 4,
  SS: 2,
  SV: 8,
  UL: 4,
  UN: 2,
  US: 2,
  UV: 8,
};

test.each(['', 'SOMETHING', '1.2.3.4'])('in the place of "%s"', (original) => {
  const wrong: string[] = [];
  let looked = 0;
  for (const tag of dictionaryTags()) {
    const { vrs, vm } = dictionaryEntry(tag)!;
    for (const name of vrs) {
      if (name === 'SQ') continue;
      looked += 1;
      const bytes = dummyValue(tag, vr[name], original, source);
      const said = `${tagText(tag)} ${name}`;
      const least = Number.parseInt(vm, 10);
      if (bytes.length === 0 || bytes.length % 2 === 1) wrong.push(`${said}: ${bytes.length} bytes`);
      const width = binary[name];
      if (width !== undefined) {
        if (bytes.length !== width * least) wrong.push(`${said}: ${bytes.length} bytes for ${least} values`);
        continue;
      }
      const padding = name === 'UI' ? /\0?$/ : / ?$/;
      const values = Buffer.from(bytes).toString('latin1').replace(padding, '').split('\\');
      if (!values.every((value) => forms[name]?.test(value) && value.length <= 64)) wrong.push(`${said}: ${values.join('\\')}`);
      if (name !== 'UI' && name !== 'PN' && name !== 'UR' && name !== 'AS' && values.length !== least)
        wrong.push(`${said}: ${values.length} values where ${least} are the fewest`);
    }
  }
  expect(wrong).toEqual([]);
  expect(looked).toBeGreaterThan(3500);
});

test('of a UID that names a definition it is one, of any other a pseudonym', () => {
  const as = (tag: number, original: string) =>
    Buffer.from(dummyValue(tag as never, vr.UI, original, source))
      .toString('latin1')
      .replace(/\0$/, '');
  expect(uidRole(0x00081150 as never)).toBe('definition');
  expect(as(0x00081150, '1.2.3.4')).toBe(plan);
  expect(as(0x00081155, '1.2.3.4')).toBe(pseudonyms.uid('1.2.3.4'));
  expect(as(0x00081155, '')).toMatch(/^2\.25\.\d+$/);
});
