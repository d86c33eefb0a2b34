import { expect, test } from 'vitest';
import { parseStructureNames } from '../../src/run/structure-names.js';

test('a table gives originals and names, trimmed, whatever the order of its columns', () => {
  expect(parseStructureNames('Original,Name\nHerz, Heart\n"Lunge, li",Lung_L\n')).toEqual([['Herz', 'Heart'], ['Lunge, li', 'Lung_L']]); // biome-ignore format: rows
  expect(parseStructureNames('name;note;ORIGINAL\nHeart;x;Herz\n')).toEqual([['Herz', 'Heart']]);
});

test.each([
  ['Original\nHerz', 'the first line does not name the columns Original and Name'],
  ['Original,Name\nHerz,', 'line 2: Original or Name is empty'],
  ['Original,Name\nHerz,Heart\nHerz,Heart2', 'line 3: this Original stands twice'],
  ['Original,Name\nHerz,Cœur', 'line 2: the Name is longer than 64 characters or not plain ASCII'],
  ['Original,Name\nHerz,A\\B', 'line 2: the Name is longer than 64 characters or not plain ASCII'],
])('%j is refused', (table, message) => expect(() => parseStructureNames(table)).toThrow(message));
