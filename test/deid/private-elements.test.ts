/** Private elements by creator and block, per item: what stays, what goes, and in which order. */
import { describe, expect, test } from 'vitest';
import type { OptionName } from '../../src/standard/confidentiality.js';
import { concat, element, encode, implicit, item, type Node, sequence } from '../support/bytes.js';
import { pseudonyms, runStage, type StageOptions } from './stage.js';

const safe: StageOptions = { profile: { options: ['retainSafePrivate'] as readonly OptionName[], privateKeep: ['safe'] } };
const vendors: StageOptions = { profile: { options: ['retainSafePrivate', 'cleanDescriptors'], privateKeep: ['safe', 'rt-vendors'] } };

const philips = 'Philips PET Private Group';
const suv = (block: number): readonly Node[] => [
  element(0x70530000 + block, 'LO', philips),
  element(0x70530000 + block * 256, 'DS', '0.5 '),
];
const privateOf = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => /\([0-9A-F]{3}[13579BDF],[0-9A-F]{4}\)$/.test(path));

describe('Table E.3.10-1', () => {
  test('without the option all private elements go, and one finding counts them', () => {
    const { paths, findings } = runStage(suv(0x10));
    expect(privateOf(paths)).toEqual([]);
    expect(findings).toMatchObject([{ code: 'deid/private-removed', path: '(7053,1000)', detail: expect.stringMatching(/^1 /) }]);
  });
  test('with it a listed element stays with its creator, in whatever block', () => {
    for (const block of [0x10, 0x2a, 0xff]) {
      const { paths, text } = runStage(suv(block), safe);
      expect(privateOf(paths)).toHaveLength(2);
      expect(text(`(7053,${block.toString(16).toUpperCase()}00)`)).toBe('0.5 ');
    }
  });
  test('a listed element of another creator goes, and so does the creator', () => {
    const nodes = [element(0x70530010, 'LO', 'ANOTHER'), element(0x70531000, 'DS', '0.5 ')];
    expect(privateOf(runStage(nodes, safe).paths)).toEqual([]);
  });
  test('a creator of whose block nothing stays goes too', () => {
    expect(privateOf(runStage([element(0x70530010, 'LO', philips), element(0x705310aa, 'LO', 'x')], safe).paths)).toEqual([]);
  });
  test('an element without a creator goes', () => {
    expect(privateOf(runStage([element(0x70531000, 'DS', '0.5 ')], safe).paths)).toEqual([]);
  });
  test.each([
    ['the VR stated', 'DS', 2],
    ['UN', 'UN', 2],
    ['another VR', 'LO', 0],
  ] as const)('an element with %s', (_, vr, left) => {
    const nodes = [element(0x70530010, 'LO', philips), element(0x70531000, vr, '0.5 ')];
    expect(privateOf(runStage(nodes, safe).paths)).toHaveLength(left);
  });
  test('a listed element that holds an identifier goes', () => {
    expect(privateOf(runStage([element(0x70530010, 'LO', philips), element(0x70531000, 'UN', 'DOE ')], safe).paths)).toEqual([]);
  });
  test.each([0x0001, 0x0003, 0x0005, 0x0007, 0xffff])('group %i is illegal and goes', (group) => {
    const nodes = [element(group * 0x10000 + 0x10, 'LO', philips), element(group * 0x10000 + 0x1000, 'DS', '0.5 ')];
    expect(privateOf(runStage(nodes, safe).paths)).toEqual([]);
  });
  test('each item has creators of its own', () => {
    const nodes = [...suv(0x10), sequence(0x300a00b0, [item(suv(0x11)), item([element(0x70531000, 'DS', '0.7 ')])])].sort(
      (a, b) => ('tag' in a ? a.tag : 0) - ('tag' in b ? b.tag : 0),
    );
    expect(privateOf(runStage(nodes, safe).paths)).toEqual([
      '(300A,00B0)[1].(7053,0011)',
      '(300A,00B0)[1].(7053,1100)',
      '(7053,0010)',
      '(7053,1000)',
    ]);
  });
  test('with several creators in a group all that are used stand before all elements, in sequences too', () => {
    const one = new Uint8Array(4);
    const group = (inside: readonly Node[]): readonly Node[] => [
      element(0x20010010, 'LO', 'Philips Imaging DD 001'),
      element(0x20010011, 'LO', 'Philips Imaging DD 002'),
      element(0x20010012, 'LO', 'Philips Imaging DD 129'),
      element(0x20010013, 'LO', 'WHO KNOWS'),
      element(0x20011001, 'FL', one),
      element(0x200111fe, 'LO', 'not in the table'),
      sequence(0x20011200, [inside]),
      element(0x20011301, 'FL', one),
    ];
    const { paths } = runStage([...group(group([element(0x00280010, 'US', 4)])), element(0x300a00c0, 'IS', '1')], safe);
    const kept = (around: string): readonly string[] => [
      `${around}(2001,0010)`,
      `${around}(2001,0012)`,
      `${around}(2001,1001)`,
      `${around}(2001,1200)`,
    ];
    expect(privateOf(paths)).toEqual([...kept(''), ...kept('(2001,1200)[1].')]);
    expect(paths).toContain('(2001,1200)[1].(2001,1200)[1].(0028,0010)');
    expect(paths.at(-1)).toBe('(300A,00C0)');
  });
});

describe('the reviewed list of radiotherapy vendors', () => {
  const creator = (group: number): Node => element(group * 0x10000 + 0x10, 'LO', `Varian Medical Systems VISION ${group.toString(16)}`);
  test('is used only when the profile asks for it', () => {
    const nodes = [creator(0x3249), element(0x32491000, 'DS', '5 ')];
    expect(privateOf(runStage(nodes, safe).paths)).toEqual([]);
    expect(privateOf(runStage(nodes, vendors).paths)).toHaveLength(2);
  });
  test('maps the UIDs it keeps, typed UN too', () => {
    const nodes = [creator(0x3249), element(0x32491010, 'UN', '1.2.3.4')];
    expect(runStage(nodes, vendors).text('(3249,1010)')?.replace(/\0$/, '')).toBe(pseudonyms.uid('1.2.3.4'));
  });
  test('cleans labels, in their character set', () => {
    const nodes = [element(0x00080005, 'CS', 'ISO_IR 100'), creator(0x3243), element(0x32431009, 'LO', '1 DOE ö ')];
    expect(runStage(nodes, vendors).text('(3243,1009)')?.trimEnd()).toBe('1 CLEAN ö');
  });
  test('drops free XML, plan hashes and notes', () => {
    const nodes = [
      creator(0x3251),
      element(0x32511000, 'LO', 'note'),
      creator(0x3253),
      element(0x32531000, 'OB', new Uint8Array(70_000)),
      element(0x32531001, 'IS', '70000 '),
      creator(0x3287),
      sequence(0x32871000, [[element(0x32870010, 'LO', 'Varian Medical Systems VISION 3287'), element(0x32871001, 'LO', 'hash')]]),
    ];
    expect(privateOf(runStage(nodes, vendors).paths)).toEqual([]);
  });
  test('looks inside a private sequence that it keeps: public and private elements, UN or SQ', () => {
    const inner = [
      element(0x00081155, 'UI', '1.2.3.4'),
      element(0x00100010, 'PN', 'DOE^JANE'),
      element(0x32630010, 'LO', 'Varian Medical Systems VISION 3263'),
      element(0x32631002, 'CS', 'DERIVED'),
      element(0x32631077, 'LO', 'DOE'),
    ];
    for (const vr of ['SQ', 'UN'] as const) {
      const { bytes, text, paths } = runStage([creator(0x3263), sequence(0x32631001, [inner], { vr })], vendors);
      expect(text('(3263,1001)[1].(0008,1155)')?.replace(/\0$/, '')).toBe(pseudonyms.uid('1.2.3.4'));
      expect(text('(3263,1001)[1].(3263,1002)')?.trimEnd()).toBe('DERIVED');
      expect(paths).not.toContain('(3263,1001)[1].(3263,1077)');
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('DOE');
    }
  });
  test('a long private value is searched whole, and goes when it hides an identifier', () => {
    const nodes = (text: string): readonly Node[] => [element(0x300d0010, 'LO', 'TOMO_HA_01'), element(0x300d10a7, 'UN', text)];
    const numbers = '0.5\\'.repeat(30_000);
    expect(runStage(nodes(numbers), { ...vendors, chunk: 1000 }).text('(300D,10A7)')).toBe(numbers);
    expect(runStage(nodes(`${numbers}DOE `), { ...vendors, chunk: 1000 }).text('(300D,10A7)')).toBeUndefined();
  });
  test('a private sequence of another vendor goes with all that is in it', () => {
    const unknown = encode([sequence(0x00091001, [[element(0x00100010, 'PN', 'DOE^JANE')]])], implicit);
    const nodes = concat([
      encode([element(0x00090010, 'LO', 'WHO KNOWS')]),
      encode([sequence(0x00091001, [[element(0x00100010, 'PN', 'DOE')]])]),
    ]);
    expect(unknown.length).toBeGreaterThan(0);
    expect(Buffer.from(runStage(nodes, vendors).bytes).toString('latin1')).not.toContain('DOE');
  });
});
