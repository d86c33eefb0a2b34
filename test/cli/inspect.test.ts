/** `inspect` as a shell sees it: what it tells, what it keeps to itself, how it ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plant, temporaryFolder } from '../support/folder.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const study = join(fixtures, 'study');
const ofType = (records: readonly Record<string, unknown>[], type: string): Record<string, unknown>[] =>
  records.filter((record) => record.type === type);

const { identifiers } = JSON.parse(readFileSync(join(fixtures, 'MANIFEST.json'), 'utf8')) as { identifiers: { value: string }[] };

test('a study is told as patients, series, nodes and edges, and what is broken ends with 1', async () => {
  const ended = await radonym('inspect', study, '--json');
  expect(ended.code).toBe(1);
  const records = recordsOf(ended);
  expect(ofType(records, 'patient')).toEqual([expect.objectContaining({ patient: 1, studies: 1, instances: 21 })]);
  expect(ofType(records, 'node').map(({ kind }) => kind)).toContain('structure-set');
  expect(ofType(records, 'edge')).toContainEqual(
    expect.objectContaining({ attribute: 'ReferencedStructureSetSequence', state: 'resolved' }),
  );
  const broken = ofType(records, 'trouble').filter((trouble) => trouble.broken === true);
  expect(broken).toEqual([expect.objectContaining({ kind: 'missing', attribute: 'ReferencedRTPlanSequence' })]);
  expect(records.at(-1)).toMatchObject({ type: 'summary', instances: 21, patients: 1, broken: 1, sound: false });
});

test('the first and the last record frame the others', async () => {
  const records = recordsOf(await radonym('inspect', study, '--json'));
  expect(records[0]).toMatchObject({ type: 'inspect', files: 21 });
  expect(records.filter(({ type }) => type === 'summary')).toHaveLength(1);
});

test('images alone are sound and end with 0', async () => {
  const { code, stdout } = await radonym('inspect', join(study, 'CT.1.dcm'), join(study, 'CT.2.dcm'));
  expect(code).toBe(0);
  expect(stdout).toContain('Every reference that planning needs resolves.');
});

test('files that cannot be read are told by number and end with 3', async () => {
  const { code, stdout } = await radonym('inspect', join(fixtures, 'broken'));
  expect(code).toBe(3);
  expect(stdout).toMatch(/file \d+ +wire\/truncated/);
});

test('no planted value, and no path, is told in any way', async () => {
  const folder = temporaryFolder();
  const picture = join(folder, 'graph.html');
  const table = await radonym('inspect', fixtures, '--graph', picture);
  const json = await radonym('inspect', fixtures, '--json');
  const all = [table.stdout, table.stderr, json.stdout, json.stderr, readFileSync(picture, 'utf8')].join('\n');
  expect(identifiers.length).toBeGreaterThan(20);
  expect(identifiers.filter(({ value }) => all.includes(value))).toEqual([]);
  expect(all).not.toContain('fixtures');
});

test('the same files tell the same with one worker and with several', async () => {
  const told = async (jobs: string): Promise<unknown> => recordsOf(await radonym('inspect', fixtures, '--json', '-j', jobs)).slice(0, -1);
  expect(await told('1')).toEqual(await told('3'));
});

test('the picture is one page without script, or one SVG', async () => {
  const folder = temporaryFolder();
  await radonym('inspect', study, '-q', '--graph', join(folder, 'graph.html'));
  await radonym('inspect', study, '-q', '--graph', join(folder, 'graph.svg'));
  const page = readFileSync(join(folder, 'graph.html'), 'utf8');
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|url\(/);
  expect(page).toContain('RT Structure Set');
  expect(readFileSync(join(folder, 'graph.svg'), 'utf8')).toMatch(/^<svg xmlns=/);
});

test.each([
  ['a picture of another kind', ['--graph', 'graph.png'], 2],
  ['values in a pipe', ['--show-values'], 2],
] as const)('%s is refused', async (_, options, code) => {
  expect((await radonym('inspect', study, ...options)).code).toBe(code);
});

test('a picture that exists is not replaced unless asked', async () => {
  const folder = plant(temporaryFolder(), { 'graph.svg': 'mine' });
  const picture = join(folder, 'graph.svg');
  const { code } = await radonym('inspect', study, '-q', '--graph', picture);
  expect([code, readFileSync(picture, 'utf8')]).toEqual([4, 'mine']);
  await radonym('inspect', study, '-q', '--graph', picture, '--overwrite');
  expect(readFileSync(picture, 'utf8')).not.toBe('mine');
});
