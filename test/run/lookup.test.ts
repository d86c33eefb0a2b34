import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lookup } from '../../src/run/lookup.js';
import { plant, temporaryFolder } from '../support/folder.js';

const rows = [
  'patient,BRM-44 71,CASE12AB',
  'date-shift,BRM-44 71,-700',
  'patient,OTHER.1,CASE99ZZ',
  'instance,1.2.3.4,2.25.17',
  'instance,1.2.3.45,2.25.18',
  'machine,"Linac ""A"", hall 2",LINAC-7F',
];
const state = () => plant(temporaryFolder(), { 'mapping.csv': `kind,original,replacement\n${rows.join('\n')}\n` });
const short = (folder: string, value: string, kind?: string) =>
  lookup(folder, [value], kind).lookups[0]!.found.map((one) => `${one.kind} ${one.original} ${one.replacement} ${one.by}`);

test.each([
  ['an original', 'BRM-44 71', ['patient BRM-44 71 CASE12AB original', 'date-shift BRM-44 71 -700 original']],
  [
    'a pseudonym, with the days of its patient',
    'CASE12AB',
    ['patient BRM-44 71 CASE12AB replacement', 'date-shift BRM-44 71 -700 patient'],
  ],
  ['another spelling', ' brm-44  71 ', ['patient BRM-44 71 CASE12AB original', 'date-shift BRM-44 71 -700 original']],
  ['a mapped UID, not one that begins like it', '2.25.17', ['instance 1.2.3.4 2.25.17 replacement']],
  ['an original UID, not one that begins like it', '1.2.3.4', ['instance 1.2.3.4 2.25.17 original']],
  ['a pattern', '1.2.3.4*', ['instance 1.2.3.4 2.25.17 original', 'instance 1.2.3.45 2.25.18 original']],
  ['a pattern of one letter', '1.2.3.4?', ['instance 1.2.3.45 2.25.18 original']],
  ['a pattern in the middle', 'CASE*ZZ', ['patient OTHER.1 CASE99ZZ replacement']],
  ['a dot, which is no pattern', 'OTHERx1', []],
  ['a name with quotes', 'linac "a", hall 2', ['machine Linac "A", hall 2 LINAC-7F original']],
  ['a number of days', '-700', []],
  ['nothing', 'absent', []],
] as const)('finds %s', (_, value, found) => {
  expect(short(state(), value)).toEqual(found);
});

test('looks at one kind only when asked to, and tells which there are', () => {
  const folder = state();
  expect(short(folder, '*', 'machine')).toHaveLength(1);
  expect(lookup(folder, ['x']).kinds).toEqual([
    ['date-shift', 1],
    ['instance', 2],
    ['machine', 1],
    ['patient', 2],
  ]);
  expect(() => lookup(folder, ['x'], 'machina')).toThrow(expect.objectContaining({ code: 'run/usage' }));
});

test('a folder that is none, or has no mapping, is refused', () => {
  expect(() => lookup(join(temporaryFolder(), 'none'), ['x'])).toThrow(expect.objectContaining({ code: 'run/input' }));
  expect(() => lookup(temporaryFolder(), ['x'])).toThrow(expect.objectContaining({ code: 'run/input' }));
});

test('no pattern takes long', () => {
  const folder = plant(temporaryFolder(), { 'mapping.csv': `kind,original,replacement\ninstance,${'a'.repeat(5000)},b\n` });
  const began = performance.now();
  expect(short(folder, `${'a*'.repeat(60)}c`)).toEqual([]);
  expect(performance.now() - began).toBeLessThan(1000);
});
