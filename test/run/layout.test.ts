import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../../src/run/file-list.js';
import { isWithin, layoutOf } from '../../src/run/layout.js';
import type { RunSettings } from '../../src/run/settings.js';
import { plant, temporaryFolder } from '../support/folder.js';

function settings(folder: string, inputs: string[], output: string, more: Partial<RunSettings> = {}): RunSettings {
  return {
    command: 'transcode',
    inputs: inputs.map((input) => join(folder, input)),
    output: join(folder, output),
    jobs: 1,
    target: 'keep',
    sequenceLength: 'undefined',
    longValues: 'unknown',
    overwrite: false,
    resume: false,
    dryRun: false,
    verify: false,
    ...more,
  };
}

const listed = (folder: string, ...rest: [string[], string, Partial<RunSettings>?]) =>
  listFiles(layoutOf(settings(folder, ...rest))).files.map((file) => file.relative);
const code = (code: string) => expect.objectContaining({ code });

test('the state folder lies beside the output', () => {
  const folder = plant(temporaryFolder(), { 'in/a': '' });
  const { outputFolder, stateFolder, fixedName } = layoutOf(settings(folder, ['in'], 'out'));
  expect([outputFolder, stateFolder, fixedName]).toEqual([join(folder, 'out'), join(folder, 'out.radonym'), undefined]);
});

test('one input file may name its output', () => {
  const folder = plant(temporaryFolder(), { 'a.dcm': '' });
  const { outputFolder, stateFolder, fixedName } = layoutOf(settings(folder, ['a.dcm'], 'b.dcm'));
  expect([outputFolder, stateFolder, fixedName]).toEqual([folder, join(folder, 'b.dcm.radonym'), 'b.dcm']);
});

test('output, state and quarantine folders within the input are not inputs', () => {
  const folder = plant(temporaryFolder(), { a: '', 'out/b': '', 'out.radonym/c': '', 'aside/d': '', 'outer/e': '' });
  expect(listed(folder, ['.'], 'out', { quarantine: join(folder, 'aside') })).toEqual(['a', 'outer/e']);
});

test('inputs that hold the same name, even in other case, are numbered; a file named twice is one', () => {
  const folder = plant(temporaryFolder(), { 'x/a': '', 'y/A': '', 'z/b': '' });
  expect(listed(folder, ['x', 'z'], 'out')).toEqual(['a', 'b']);
  expect(listed(folder, ['x', 'y'], 'out')).toEqual(['1/a', '2/A']);
  expect(listed(folder, ['x', 'x/a'], 'out')).toEqual(['a']);
});

test.each([
  ['the input folder', ['in'], 'in', {}, 'io/output-is-input'],
  ['an input file', ['in/a.dcm'], 'in/a.dcm', {}, 'io/output-is-input'],
  ['an input file by a link', ['in/a.dcm'], 'in/link.dcm', {}, 'io/output-is-input'],
  ['one file for many', ['in'], 'b.dcm', {}, 'run/usage'],
  ['a file where a folder is wanted', ['in'], 'in/a.dcm', {}, 'run/usage'],
  ['an input that is not there', ['absent'], 'out', {}, 'run/input'],
  ['a state folder among the outputs', ['in'], 'out', { state: 'out/state' }, 'run/usage'],
  ['a quarantine folder among the outputs', ['in'], 'out', { quarantine: 'out/q' }, 'run/usage'],
] as const)('refused: %s', (_, inputs, output, more: Partial<RunSettings>, expected) => {
  const folder = plant(temporaryFolder(), { 'in/a.dcm': '' });
  symlinkSync(join(folder, 'in', 'a.dcm'), join(folder, 'in', 'link.dcm'));
  const absolute = Object.fromEntries(Object.entries(more).map(([name, path]) => [name, join(folder, path as string)]));
  expect(() => layoutOf(settings(folder, [...inputs], output, absolute))).toThrow(code(expected));
});

test('inputs that lie in the output folder are protected, also behind links', () => {
  const folder = plant(temporaryFolder(), { 'out/in/a': '', 'out/b': '', 'other/c': '' });
  symlinkSync(join(folder, 'out', 'b'), join(folder, 'other', 'link'));
  const { protectedPaths } = listFiles(layoutOf(settings(folder, ['out/in', 'other'], 'out')));
  expect(protectedPaths).toEqual([join(folder, 'out', 'in'), join(folder, 'out', 'b')]);
});

test('an input folder in the output folder is walked although the output folder is not', () => {
  const folder = plant(temporaryFolder(), { 'out/in/a': '' });
  mkdirSync(join(folder, 'out.radonym'));
  expect(listed(folder, ['out/in'], 'out')).toEqual(['a']);
});

test.each([
  ['/a/b', '/a', true],
  ['/a', '/a', true],
  ['/ab', '/a', false],
  ['/a/..b', '/a', true],
  ['/', '/a', false],
])('%s within %s: %s', (path, folder, expected) => {
  expect(isWithin(path, folder)).toBe(expected);
});
