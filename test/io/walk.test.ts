import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../../src/io/walk.js';
import { plant, temporaryFolder } from '../support/folder.js';

const namesOf = (folder: string, exclude: string[] = [], unreadable: (relative: string, word: string) => void = () => {}) =>
  [...walk(folder, { exclude: new Set(exclude), unreadable })].map((file) => file.relative);

test('files come depth first, names in code unit order', () => {
  const folder = plant(temporaryFolder(), { b: '', 'a/2': '', 'a/10': '', B: '', 'c/d/e': '' });
  expect(namesOf(folder)).toEqual(['B', 'a/10', 'a/2', 'b', 'c/d/e']);
});

test('an excluded folder is not entered, by whatever way', () => {
  const folder = plant(temporaryFolder(), { 'in/a': '', 'out/b': '' });
  symlinkSync(join(folder, 'out'), join(folder, 'in', 'way'));
  expect(namesOf(folder, [join(folder, 'out')])).toEqual(['in/a']);
});

test('links to files and folders are followed and marked, circles are not', () => {
  const folder = plant(temporaryFolder(), { 'real/a': 'x' });
  symlinkSync(join(folder, 'real', 'a'), join(folder, 'link'));
  symlinkSync(join(folder, 'real'), join(folder, 'folder'));
  symlinkSync(folder, join(folder, 'real', 'up'));
  const found = [...walk(folder, { exclude: new Set(), unreadable: () => {} })];
  expect(found.map((file) => [file.relative, file.linked])).toEqual([
    ['folder/a', true],
    ['link', true],
    ['real/a', false],
  ]);
});

test('a link that leads nowhere is told, and the others go on', () => {
  const folder = plant(temporaryFolder(), { b: '' });
  symlinkSync(join(folder, 'gone'), join(folder, 'a'));
  const told: string[][] = [];
  expect(namesOf(folder, [], (...one) => told.push(one))).toEqual(['b']);
  expect(told).toEqual([['a', 'ENOENT']]);
});

test('an empty folder holds nothing', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'empty'));
  expect(namesOf(folder)).toEqual([]);
});
