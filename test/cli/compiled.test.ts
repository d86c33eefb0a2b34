/** What the engine compiled when radonym was built: taken where it is whole, and nothing but time depends on it. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { contentsOf } from '../support/folder.js';

const study = resolve('fixtures/study');

function node(folder: string, ...words: readonly string[]) {
  return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, RADONYM_KEY_FILE: '' } });
}

const compiledIn = (folder: string): string[] =>
  readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.compiled'))
    .map((name) => join(folder, 'dist', name));

const chunkOf = (compiled: string): string => compiled.replace(/\.[0-9a-f]+\.compiled$/, '');

/** A radonym of its own, with what this engine compiles. */
let folder: string;
/** Of a run with all of it. */
let usual: Run;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'radonym-test-')));
  for (const name of ['bin', 'dist', 'profiles', 'package.json']) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  for (const name of compiledIn(folder)) rmSync(name);
  mkdirSync(join(folder, 'scratch'));
  const ended = node(folder, resolve('scripts/bundle/remember.cjs'), 'dist', study, 'scratch');
  expect(ended.status, ended.stderr).toBe(0);
  writeFileSync(join(folder, 'key'), `${'5'.repeat(64)}\n`, { mode: 0o600 });
  usual = run();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Puts everything back when the test is over. */
function kept(files: readonly string[]): void {
  const before = files.map((file) => [file, readFileSync(file)] as const);
  onTestFinished(() => before.forEach(([file, bytes]) => void writeFileSync(file, bytes)));
}

/** Says which chunks the engine had not to compile in a run. */
const program = `const { loaded, requireWithin } = require('./dist/run/load.cjs');
const words = process.argv.slice(1);
requireWithin(process.cwd() + '/dist/cli/main.cjs')('./program.cjs').main(words).then(() => {
  const chunks = [...loaded].filter(([, { script }]) => script);
  console.log(JSON.stringify(chunks.map(([file, { script }]) => [file, script.cachedDataRejected === false])));
});`;

interface Run {
  readonly taken: ReadonlySet<string>;
  readonly all: number;
  readonly outputs: Readonly<Record<string, string>>;
}

function run(): Run {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  rmSync(join(folder, 'out.radonym'), { recursive: true, force: true });
  const ended = node(folder, '-e', program, 'deidentify', study, '-o', 'out', '--key-file', 'key', '--quiet');
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  const chunks = JSON.parse(ended.stdout) as [file: string, taken: boolean][];
  return {
    taken: new Set(chunks.filter(([, taken]) => taken).map(([file]) => file)),
    all: chunks.length,
    outputs: contentsOf(join(folder, 'out')),
  };
}

test('is taken of every chunk, and outputs are those of a radonym without', () => {
  const compiled = compiledIn(folder);
  kept(compiled);
  const { taken, all, outputs } = usual;
  expect(all).toBeGreaterThan(3);
  expect(taken.size).toBe(all);
  // Chunks that are loaded late, and threads, begin with other options of the engine.
  expect(compiled.length).toBe(2 * new Set(compiled.map(chunkOf)).size);
  for (const name of compiled) rmSync(name);
  const without = run();
  expect(without.taken.size).toBe(0);
  expect(without.outputs).toEqual(outputs);
  expect(Object.keys(outputs)).toHaveLength(21);
});

test.each<[what: string, damage: (compiled: string, others: readonly string[]) => void]>([
  [
    'a bit is another',
    (compiled) => {
      const bytes = readFileSync(compiled);
      bytes[bytes.length >> 1]! ^= 4;
      writeFileSync(compiled, bytes);
    },
  ],
  ['it ends too soon', (compiled) => truncateSync(compiled, 1000)],
  ['it is empty', (compiled) => truncateSync(compiled, 0)],
  ['its chunk has changed', (compiled) => appendFileSync(chunkOf(compiled), '\n// changed')],
  ['it is of another chunk', (compiled, others) => writeFileSync(compiled, readFileSync(others.find((name) => name !== compiled)!))],
])('is left where %s', (_, damage) => {
  const of = compiledIn(folder).filter((name) => name.includes('run-'));
  expect(of).toHaveLength(2);
  const others = compiledIn(folder).filter((name) => name.includes('command-'));
  kept([...of, chunkOf(of[0]!)]);
  for (const compiled of of) damage(compiled, others);
  const { taken, all, outputs } = run();
  expect([...taken]).not.toContain(chunkOf(of[0]!));
  expect(taken.size).toBe(all - 1);
  expect(outputs).toEqual(usual.outputs);
});
