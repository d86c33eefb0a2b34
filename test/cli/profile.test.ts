import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadProfile } from '../../src/deid/profile.js';
import { temporaryFolder } from '../support/folder.js';
import { radonym, recordsOf } from './radonym.js';

test.each([
  ['list names the shipped profiles', ['list'], 0, /^basic +\S.*\n(?:.*\n)*rt-research +\S/, /^$/],
  ['show folds what a profile extends', ['show', 'rt-research'], 0, /^basis: basic # basic$/m, /^$/],
  ['explain gives the attributes with a rule', ['explain', 'basic'], 0, /\(300A,00C2\) BeamName$/m, /^$/],
  ['explain of an IOD gives Types', ['explain', 'rt-research', '--iod', 'rt-plan'], 0, /\(300A,00C2\) BeamName {2}Type 3$/m, /^$/],
  ['explain counts private elements by creator', ['explain', 'rt-research'], 0, /^ {2}IMPAC +\d+ kept, 0 changed$/m, /^$/],
  [
    'explain --json lists them',
    ['explain', 'rt-research', '--json'],
    0,
    /^{"type":"private-element","creator":"IMPAC","tag":"\(300B,/m,
    /^$/,
  ],
  ['an IOD in capitals', ['explain', 'rt-research', '--iod', 'RT-PLAN'], 0, /on RT Plan/, /^$/],
  ['a profile that changes nothing', ['explain', 'transcode-only', '--iod', 'rt-dose'], 0, /^keep: .*\n.*changes nothing/m, /^$/],
  ['an unknown IOD', ['explain', 'basic', '--iod', 'rt-pln'], 2, /^$/, /run\/usage.*did you mean rt-plan/],
  ['an unknown profile', ['show', 'rt-reserch'], 2, /^$/, /deid\/profile/],
  ['an unknown word', ['lst'], 2, /^$/, /Did you mean list/],
  ['no word', [], 2, /^$/, /Usage/],
  ['check of a file that is not there', ['check', 'no-such-profile.yaml'], 2, /^$/, /run\/input/],
] as const)('%s', async (_, args, code, stdout, stderr) => {
  const ended = await radonym('profile', ...args);
  expect(ended.code, ended.stderr).toBe(code);
  expect(ended.stdout).toMatch(stdout);
  expect(ended.stderr).toMatch(stderr);
});

test('what init writes passes check, and is not overwritten', async () => {
  const file = join(temporaryFolder(), 'ours.yaml');
  expect((await radonym('profile', 'init', file)).code).toBe(0);
  expect(await radonym('profile', 'check', file)).toMatchObject({ code: 0, stdout: expect.stringContaining('no problems') });
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(
    /^# yaml-language-server: \$schema=profile\.schema\.json\n(#.*\n)*#.*radonym profile schema > profile\.schema\.json\n/,
  );
  expect(await radonym('profile', 'init', file)).toMatchObject({ code: 2, stderr: expect.stringContaining('exists') });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('check names the line of a problem and finds, with exit code 1', async () => {
  const file = join(temporaryFolder(), 'ours.yaml');
  writeFileSync(file, 'name: ours\nextends: basic\nrules:\n  - { attribute: BeamNme, action: clean }\n');
  const ended = await radonym('profile', 'check', file);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/4: .*BeamNme.*did you mean BeamName/);
});

test('check lists all problems, and remarks on a profile without any', async () => {
  const file = join(temporaryFolder(), 'ours.yaml');
  const begin = 'name: ours\nextends: basic\nrules:\n';
  writeFileSync(file, `${begin}  - { attribute: BeamNme, action: clean }\n  - { vr: LX, action: clean }\n`);
  const problems = await radonym('profile', 'check', file);
  expect(problems.code).toBe(1);
  expect(problems.stdout).toMatch(/line 4: .*BeamNme.*\n.*line 5: there is no VR LX/);
  writeFileSync(file, `${begin}  - { attribute: InstitutionName, action: keep }\n`);
  expect(await radonym('profile', 'check', file)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^remark, line 4: keeps InstitutionName/),
  });
});

test('schema is the one that is shipped', async () => {
  const shipped = readFileSync(new URL('../../profiles/profile.schema.json', import.meta.url), 'utf8');
  expect(await radonym('profile', 'schema')).toMatchObject({ code: 0, stdout: shipped });
});

test('what show prints is a profile that means the same', async () => {
  const { stdout } = await radonym('profile', 'show', 'rt-research');
  const shipped = (name: string): string => readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8');
  const { rules, ...rest } = loadProfile('shown', (name) => (name === 'shown' ? stdout : undefined));
  const { rules: ownRules, ...own } = loadProfile('rt-research', shipped);
  expect(rest).toEqual(own);
  expect(rules.map((rule) => ({ ...rule, profile: '', line: 0 }))).toEqual(ownRules.map((rule) => ({ ...rule, profile: '', line: 0 })));
});

test('explain --json lists every place of the IOD, with tag, action and source', async () => {
  const records = recordsOf(await radonym('profile', 'explain', 'rt-research', '--iod', 'rt-plan', '--json'));
  expect(records.length).toBeGreaterThan(2000);
  expect(records.find(({ path }) => path === 'BeamSequence > ControlPointSequence > ControlPointIndex')).toEqual({
    type: 'attribute',
    path: 'BeamSequence > ControlPointSequence > ControlPointIndex',
    tag: '(300A,0112)',
    keyword: 'ControlPointIndex',
    requirement: '1',
    action: 'keep',
    source: { table: 'value-representation' },
  });
});
