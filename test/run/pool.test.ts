import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createProcessor } from '../../src/flow/process-file.js';
import { attempt } from '../../src/run/attempt.js';
import { flowPorts } from '../../src/run/digest.js';
import type { Task } from '../../src/run/message.js';
import { InlinePool, newCounters, SharedPool, ThreadPool } from '../../src/run/pool.js';
import type { WorkerPlan } from '../../src/run/worker-plan.js';
import { transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';
import { transferSyntaxUid } from '../support/bytes.js';
import { plant, temporaryFolder } from '../support/folder.js';
import { image } from '../support/images.js';
import { nativeFile } from '../support/pixel-files.js';

const plan: WorkerPlan = {
  flow: { target: 'keep', sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] },
  folder: '.',
  paths: { kind: 'relative' },
  existing: 'refuse',
  dryRun: false,
  protectedPaths: [],
  timeLimit: 1,
};

function poolOf(script: string): ThreadPool {
  const pool = new ThreadPool(2, plan, newCounters(), new URL(script, import.meta.url));
  onTestFinished(() => pool.close());
  return pool;
}

const taskOf = (...paths: string[]): Task => ({
  kind: 'digest',
  files: paths.map((path, index) => ({ index, path, relative: path })),
  patients: [],
});

const gist = async (pool: ThreadPool, task: Task) =>
  (await attempt(pool, task)).map((result) =>
    result.kind === 'outcome' && result.outcome.outcome !== 'written'
      ? result.outcome.code
      : result.kind === 'digested'
        ? result.sha256
        : '',
  );

test('a worker that dies takes only the file with it that kills it twice', async () => {
  const pool = poolOf('./fake-worker.mjs');
  expect(await gist(pool, taskOf('a', 'always', 'b'))).toEqual(['again', 'run/worker-died', 'again']);
  expect(await gist(pool, taskOf('a', 'once'))).toEqual(['again', 'again']);
  expect(await gist(pool, taskOf('a'))).toEqual(['first']);
});

test('a worker on which nothing goes on is ended; the others of its message are done again', async () => {
  const pool = poolOf('./fake-worker.mjs');
  expect(await gist(pool, taskOf('a', 'hangs', 'b'))).toEqual(['again', 'run/time-limit', 'again']);
  expect(await gist(pool, taskOf('a'))).toEqual(['first']);
});

test('what takes codecs that may hang goes from the main thread to another, and its result to its place', async () => {
  const counters = newCounters();
  const script = new URL('./fake-worker.mjs', import.meta.url);
  const compressed = { ...plan, flow: { ...plan.flow, target: transferSyntaxUid.jpegBaseline, quality: 50 }, dryRun: true };
  const inline = new InlinePool(compressed, createProcessor(compressed.flow, { ...flowPorts, native: 'elsewhere' }), counters);
  const pool = new SharedPool(inline, new ThreadPool(2, compressed, counters, script), 'needed');
  onTestFinished(() => pool.close());
  const folder = plant(temporaryFolder(), { 'b.txt': 'nothing' });
  writeFileSync(join(folder, 'a.dcm'), nativeFile(image({ bitsAllocated: 8 }), transferSyntaxOfWord('explicit')!));
  const task: Task = { ...taskOf(join(folder, 'b.txt'), join(folder, 'a.dcm'), join(folder, 'b.txt')), kind: 'process' };
  expect((await attempt(pool, task)).map(({ kind }) => kind)).toEqual(['outcome', 'digested', 'outcome']);
});

test('tasks run side by side and each gets its own results', async () => {
  const pool = poolOf('./fake-worker.mjs');
  const all = await Promise.all([gist(pool, taskOf('a', 'b')), gist(pool, taskOf('always'))]);
  expect(all).toEqual([['first', 'first'], ['run/worker-died']]);
});

test('a worker that cannot start ends the run', async () => {
  await expect(attempt(poolOf('./no-such-worker.mjs'), taskOf('a'))).rejects.toThrow(expect.objectContaining({ code: 'run/worker-start' }));
});

test('the main thread works beside the others, but never on what killed a worker', async () => {
  const counters = newCounters();
  const inline = new InlinePool(plan, createProcessor(plan.flow, flowPorts), counters);
  const threads = new ThreadPool(1, plan, counters, new URL('./fake-worker.mjs', import.meta.url));
  const pool = new SharedPool(inline, threads);
  onTestFinished(() => pool.close());
  const here = taskOf(new URL('./fake-worker.mjs', import.meta.url).pathname);
  const [own, other] = await Promise.all([attempt(pool, here), attempt(pool, taskOf('a', 'always'))]);
  expect(own[0]).toMatchObject({ kind: 'digested', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(other.map((result) => (result.kind === 'outcome' ? result.outcome.outcome : result.kind))).toEqual(['digested', 'failed']);
});

test('short tasks that follow each other at once leave others their turn', async () => {
  const inline = new InlinePool(plan, createProcessor(plan.flow, flowPorts), newCounters());
  const task = taskOf(new URL('./fake-worker.mjs', import.meta.url).pathname);
  let others = false;
  setImmediate(() => {
    others = true;
  });
  const end = performance.now() + 5000;
  while (!others && performance.now() < end) await inline.run(task);
  expect(others).toBe(true);
});
