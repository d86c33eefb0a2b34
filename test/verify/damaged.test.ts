/** Outputs as made are verified; a plain copy and every damage done to them by hand are found, under the right code. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type VerifyRecord, verifyRun } from '../../src/run/verify-run.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { Harvest } from '../../src/verify/harvest.js';
import { fixtures, radonym } from '../cli/radonym.js';
import { retell } from '../support/retell.js';
import { damages, type Scene } from './damages.js';

const inputs = [
  'study/RP.dcm',
  'study/RS.dcm',
  'study/RD.16.dcm',
  'study/CT.1.dcm',
  'study/CT.2.dcm',
  'study/RE.dcm',
  'second-patient/RP.dcm',
  'second-patient/RS.dcm',
  'second-patient/RD.dcm',
  'encodings/charset-cyrillic.dcm',
];

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'radonym-damaged-')));
const originals = join(scratch, 'originals');
const made = join(scratch, 'made');
const state = `${made}.radonym`;
const byInput = new Map<string, string>();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

beforeAll(async () => {
  for (const name of inputs) cpSync(join(fixtures, name), join(originals, name));
  const ended = await radonym('deidentify', originals, '-o', made, '-q');
  expect(ended.code).toBe(0);
  for (const line of readFileSync(join(state, 'journal.jsonl'), 'utf8').trim().split('\n').slice(1)) {
    const { input, output } = JSON.parse(line) as { input: string; output: string };
    byInput.set(input.slice(originals.length + 1), output);
  }
});

async function verified(output: string, original = originals, from = state) {
  const records: VerifyRecord[] = [];
  const summary = await verifyRun(
    { ...(original === '' ? {} : { original }), output, state: from, jobs: 1 },
    { signal: new AbortController().signal, now: () => 0, record: (one) => void records.push(one), progress: () => {} },
  );
  const findings = records.filter((one) => one.type === 'finding');
  return { summary, findings, errors: findings.filter((one) => one.severity === 'error'), records };
}

test.each(['the journal', 'the mapping alone'])('outputs as they were made, paired by %s: nothing is found', async (by) => {
  const mapping = join(scratch, 'mapping');
  mkdirSync(mapping, { recursive: true });
  cpSync(join(state, 'mapping.csv'), join(mapping, 'mapping.csv'));
  const { errors, summary } = await verified(made, originals, by === 'the journal' ? state : mapping);
  expect(errors).toEqual([]);
  expect(summary.pairs).toBe(inputs.length);
  expect(summary.resolvedAfter).toBe(summary.resolvedBefore);
  expect(summary.resolvedAfter).toBeGreaterThan(20);
});

test('outputs alone: nothing is found, and no suspicion but what the originals lacked', async () => {
  const { errors, findings } = await verified(made, '');
  expect(errors).toEqual([]);
  expect(findings.filter(({ code }) => !code.startsWith('verify/type') && !code.startsWith('verify/import'))).toEqual([]);
});

test.each(damages.map((damage) => [damage.what, damage] as const))('%s is found', async (_, { code, path, of, change, file }) => {
  const outputs = join(scratch, 'damaged');
  rmSync(outputs, { recursive: true, force: true });
  cpSync(made, outputs, { recursive: true });
  const scene: Scene = { originals, outputs, output: (name) => join(outputs, byInput.get(name)!) };
  if (change) retell(scene.output(of), (root) => change(root, scene));
  file?.(scene.output(of), scene);
  const { errors, summary } = await verified(outputs);
  const named = errors.filter((one) => one.code === code).map((one) => one.path);
  expect(errors.map((one) => `${one.code} ${one.path ?? ''}`)).not.toEqual([]);
  expect(named).not.toEqual([]);
  if (path !== undefined) expect(named).toContain(path);
  expect(summary.errors).toBe(errors.length);
});

test('retelling a file damages nothing', async () => {
  const outputs = join(scratch, 'retold');
  cpSync(made, outputs, { recursive: true });
  for (const output of byInput.values()) retell(join(outputs, output), () => {});
  expect((await verified(outputs)).errors).toEqual([]);
});

test('findings hold no value and no path of an original', async () => {
  const { records } = await verified(originals, originals, join(scratch, 'none'));
  const text = JSON.stringify(records.map((one) => ('output' in one ? { ...one, output: '' } : one)));
  for (const word of ['Quillfeather', 'BRM-4471209', 'KT7730418', scratch]) expect(text).not.toContain(word);
});

interface Planted {
  readonly value: string;
  readonly kind: string;
  readonly harvestable?: boolean;
}
const manifest = JSON.parse(readFileSync(join(fixtures, 'MANIFEST.json'), 'utf8')) as {
  readonly identifiers: readonly Planted[];
  readonly files: readonly { readonly path: string; readonly planted: readonly Planted[] }[];
};

test('on a plain copy every file is reported', async () => {
  const copy = join(scratch, 'copy');
  cpSync(originals, copy, { recursive: true });
  const { findings } = await verified(copy, originals, join(scratch, 'none'));
  const told = new Set(findings.filter(({ code }) => code === 'verify/leak').map(({ output }) => output));
  expect([...told].sort()).toEqual([...inputs].sort());
});

test('every planted identifier that the originals tell of is harvested from them', () => {
  const harvest = new Harvest();
  const folders = ['study', 'second-patient', 'encodings'];
  const files = manifest.files.filter((file) => folders.includes(file.path.split('/')[0]!));
  const there = new Set(files.flatMap(({ planted }) => planted.map(({ value }) => value)));
  for (const { path } of files) harvest.add(readDicomFile(readFileSync(join(fixtures, path))));
  const texts = harvest.all().map(({ text }) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const lost = manifest.identifiers
    .filter(({ value, harvestable }) => harvestable && there.has(value))
    .map(({ value }) => value.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((value) => !texts.some((text) => text.includes(value)));
  expect(lost).toEqual([]);
});
