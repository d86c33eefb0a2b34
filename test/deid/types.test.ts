/** Codes that would break an object if taken literally, resolved by the Type at the path: the list is read from the pinned input. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Removal, resolveRemoval } from '../../src/deid/actions.js';
import { compileRules } from '../../src/deid/compile.js';
import { explainIod } from '../../src/deid/explain.js';
import { dictionaryEntry } from '../../src/standard/dictionary.js';
import { iodTypeSopClasses, iodTypes } from '../../src/standard/iod-types.js';
import { sopClass } from '../../src/standard/sop-class.js';
import { type Tag, tag, tagText } from '../../src/standard/tag.js';
import type { VrName } from '../../src/standard/vr.js';
import { element, type Node, sequence } from '../support/bytes.js';
import { plainProfile, pseudonyms, runStage } from './stage.js';

type Conflict = readonly [tag: string, keyword: string, code: string, type: string, paths: readonly string[]];

const conflicts = (
  JSON.parse(readFileSync(new URL('../../scripts/inputs/type-conflicts.json', import.meta.url), 'utf8')) as { rows: readonly Conflict[] }
).rows;

const samples: { readonly [vr: string]: string } = { DA: '20200115', DT: '20200115101500', TM: '101500' };

describe.each(conflicts)('%s %s, %s on Type %s', (_tag, _keyword, _code, type, paths) => {
  test.each(paths)('%s stays valid', (at) => {
    const [iod, way] = at.split(':') as [string, string];
    const uid = iodTypeSopClasses().find((known) => sopClass(known)?.iod === iod);
    if (uid === undefined) throw new Error(`no SOP Class of IOD ${iod}`);
    const tags = way.split('.').map((text) => Number.parseInt(text.replace('xx', '00'), 16));
    const leaf = tags.at(-1)!;
    const vr = dictionaryEntry(leaf as Tag)!.vrs[0]!;
    let node: Node =
      vr === 'SQ' ? sequence(leaf, [[element(0x00081155, 'UI', '1.2.3')]]) : element(leaf, vr as VrName, samples[vr] ?? 'DOE');
    for (const tag of tags.slice(0, -1).reverse()) node = sequence(tag, [[node]]);
    const path = tags.map((tag, depth) => tagText(tag as Tag) + (depth < tags.length - 1 ? '[1]' : '')).join('.');
    const found = runStage([node], { types: iodTypes(uid) }).elements;
    if (/^60/.test(way)) expect(found.has(path)).toBe(false);
    else if (vr === 'SQ') expect(found.has(`${path}[1]`)).toBe(type === '1');
    else if (type === '1') expect(found.get(path)?.text).toMatch(/^(?!.*DOE)./);
    else expect(found.get(path)?.text).toBe('');
  });
});

test.each([
  ['X', '1', 'dummy'],
  ['X', '2', 'empty'],
  ['X', undefined, 'remove'],
  ['Z', '1C', 'dummy'],
  ['X/Z/D', '2C', 'empty'],
  ['X/Z/D', undefined, 'dummy'],
  ['X/Z', undefined, 'empty'],
  ['X/D', undefined, 'dummy'],
  ['Z/D', undefined, 'dummy'],
] as const)('%s on Type %s is %s', (code, type, deed) => {
  expect(resolveRemoval(code as Removal, type)).toBe(deed);
});

describe.each([
  [
    'the role of a Responsible Person',
    '(0010,2298)',
    [element(0x00102297, 'PN', 'DOE^MUM'), element(0x00102298, 'CS', 'PARENT')],
    0x00102297,
  ],
  [
    'the calendar of a birth date',
    '(0010,0035)',
    [element(0x00100033, 'LO', '13380128'), element(0x00100035, 'CS', 'ISLAMIC')],
    0x00100033,
  ],
  [
    'the calendar of a date of death',
    '(0010,0035)',
    [element(0x00100034, 'LO', '14100128'), element(0x00100035, 'CS', 'ISLAMIC')],
    0x00100034,
  ],
  [
    'the ethics committee of an approval',
    '(0012,0081)',
    [element(0x00120081, 'LO', 'Board'), element(0x00120082, 'LO', 'A-17')],
    0x00120082,
  ],
] as const)('%s', (_, path, nodes, principal) => {
  const types = iodTypes('1.2.840.10008.5.1.4.1.1.481.5');
  test('goes with what it may not stand without', () => {
    expect(runStage(nodes, { types }).paths).not.toContain(path);
  });
  test('stays with it', () => {
    const rules = [{ tag: tag(principal), action: 'keep', profile: 'test' }] as const;
    expect(runStage(nodes, { types, profile: { rules } }).paths).toContain(path);
    expect(runStage(nodes, { types, profile: { basis: 'none' } }).paths).toContain(path);
  });
});
test('the ethics committee stays where an option says so', () => {
  const options = ['retainInstitutionIdentity'] as const;
  expect(runStage([element(0x00120081, 'LO', 'Board')], { profile: { options } }).text('(0012,0081)')).toBe('Board ');
});

describe('references that must stay', () => {
  const mpps = '1.2.840.10008.3.1.2.3.3';
  const step = (tag: number): Node => sequence(tag, [[element(0x00081150, 'UI', mpps), element(0x00081155, 'UI', '1.2.3.4')]]);
  const physicianIntent = iodTypes('1.2.840.10008.5.1.4.1.1.481.10')!;
  const uid = (path: string, result: ReturnType<typeof runStage>) => result.text(path)?.replace(/\0$/, '');

  test('a performed step is of its own class, with its mapped UID', () => {
    const result = runStage([step(0x00081111)], { types: physicianIntent });
    expect(uid('(0008,1111)[1].(0008,1150)', result)).toBe(mpps);
    expect(uid('(0008,1111)[1].(0008,1155)', result)).toBe(pseudonyms.uid('1.2.3.4'));
  });
  test('an input of a physician intent keeps study, series and instances', () => {
    const study = sequence(0x00081110, [
      [
        sequence(0x00081115, [
          [
            sequence(0x00081199, [[element(0x00081150, 'UI', '1.2.840.10008.5.1.4.1.1.481.5'), element(0x00081155, 'UI', '1.2.3.7')]]),
            element(0x0020000e, 'UI', '1.2.3.6'),
          ],
        ]),
        element(0x0020000d, 'UI', '1.2.3.5'),
      ],
    ]);
    const result = runStage([sequence(0x30100057, [[sequence(0x3010005f, [[study]])]])], { types: physicianIntent });
    const at = '(3010,0057)[1].(3010,005F)[1].(0008,1110)[1]';
    expect(uid(`${at}.(0020,000D)`, result)).toBe(pseudonyms.uid('1.2.3.5'));
    expect(uid(`${at}.(0008,1115)[1].(0020,000E)`, result)).toBe(pseudonyms.uid('1.2.3.6'));
    expect(uid(`${at}.(0008,1115)[1].(0008,1199)[1].(0008,1155)`, result)).toBe(pseudonyms.uid('1.2.3.7'));
  });
  test('where no table lists the place, a performed step is mapped, too', () => {
    expect(uid('(0008,1111)[1].(0008,1155)', runStage([step(0x00081111)]))).toBe(pseudonyms.uid('1.2.3.4'));
  });
  test('what else stands in their items is treated as everywhere', () => {
    const nodes = [sequence(0x00081111, [[element(0x00080080, 'LO', 'DOE HOSPITAL'), element(0x00081155, 'UI', '1.2.3.4')]])];
    expect(Buffer.from(runStage(nodes, { types: physicianIntent }).bytes).toString('latin1')).not.toContain('DOE');
  });
  test('a profile that removes what an IOD asks for makes up no reference', () => {
    const rules = [{ tag: tag(0x300c0060), action: 'remove', profile: 'test' }] as const;
    const structures = '1.2.840.10008.5.1.4.1.1.481.3';
    const nodes = [sequence(0x300c0060, [[element(0x00081150, 'UI', structures), element(0x00081155, 'UI', '1.2.3.4')]])];
    const result = runStage(nodes, { types: iodTypes('1.2.840.10008.5.1.4.1.1.481.5'), profile: { rules } });
    expect(uid('(300C,0060)[1].(0008,1150)', result)).toBe(structures);
    expect(uid('(300C,0060)[1].(0008,1155)', result)).toBe(pseudonyms.uid('1.2.3.4'));
  });
  test('explain says so', () => {
    const rules = compileRules({ ...plainProfile });
    const explained = explainIod(rules, physicianIntent, '1.2.840.10008.5.1.4.1.1.481.10');
    const found = explained.filter(({ tag: of, path }) => of === '(0008,1111)' && path.length === 1);
    expect(found.map(({ action }) => action)).toEqual(['inside']);
    expect(explained.some(({ path }) => path.length === 2 && path[0] === 0x00081111)).toBe(true);
  });
});
