import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import { createProcessor } from '../../src/flow/process-file.js';
import { attempt } from '../../src/run/attempt.js';
import { flowPorts } from '../../src/run/digest.js';
import { heldDigests, places } from '../../src/run/digest-memory.js';
import { DigestsApart } from '../../src/run/digests-apart.js';
import type { Task, TaskResult } from '../../src/run/message.js';
import { InlinePool, newCounters, SharedPool, ThreadPool } from '../../src/run/pool.js';
import { TaskRunner } from '../../src/run/task.js';
import { WorkerDied } from '../../src/run/thread.js';
import type { WorkerPlan } from '../../src/run/worker-plan.js';
import { profileOf } from '../suites/pipeline.js';
import { temporaryFolder } from '../support/folder.js';
import { largeSlice } from '../support/large-slice.js';

const plan: WorkerPlan = {
  flow: { target: 'keep', sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] },
  folder: 'nowhere',
  paths: { kind: 'relative' },
  existing: 'refuse',
  dryRun: true,
  protectedPaths: [],
};

const builtThread = new URL('../../dist/run/digest-thread.cjs', import.meta.url);
const fakeThread = (which: string): URL => new URL(`./${which}-digest-thread.mjs`, import.meta.url);

function apart(script: URL, patience?: number): DigestsApart {
  const digests = new DigestsApart({ script, ...(patience === undefined ? {} : { patience }) });
  onTestFinished(() => digests.close());
  return digests;
}

async function started(digests: DigestsApart): Promise<DigestsApart> {
  while (!digests.ready) await new Promise((resume) => setTimeout(resume, 5));
  return digests;
}

const poolWith = (digests: DigestsApart | undefined, flow: Partial<WorkerPlan['flow']> = {}): InlinePool => {
  const own = { ...plan, flow: { ...plan.flow, ...flow } };
  const processor = createProcessor(own.flow, { ...flowPorts, ...(digests && { intake: digests }) });
  return new InlinePool(own, processor, newCounters(), undefined, digests);
};

const taskOf = (paths: readonly string[]): Task => ({
  kind: 'process',
  files: paths.map((path, index) => ({ index, path, relative: `${index}.dcm` })),
  patients: [],
});

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const digestOf = (result: TaskResult): string | undefined =>
  result.kind === 'outcome' && result.outcome.outcome === 'written' ? result.outcome.sha256 : undefined;

const fixtures = readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.dcm'))
  .map((name) => join('fixtures', name));

/** A file of many pieces. */
function large(folder: string, pieces: number): string {
  const value = Buffer.alloc(pieces * limits.chunk);
  for (let at = 0; at < value.length; at += 4096) value.writeUInt32LE(at, at);
  const path = join(folder, 'large.dcm');
  writeFileSync(path, largeSlice(value));
  return path;
}

test.each([{}, { target: '1.2.840.10008.1.2.2' }, { sequenceLength: 'explicit' as const }])(
  'a thread beside says of every file what this one says: %j',
  async (flow) => {
    const folder = temporaryFolder();
    const cut = join(folder, 'cut.dcm');
    writeFileSync(cut, readFileSync('fixtures/study/RS.dcm').subarray(0, 2000));
    const task = taskOf([cut, ...fixtures, large(folder, 2 * places + 1), cut]);
    const apartFrom = await poolWith(await started(apart(builtThread)), flow).run(task);
    expect(apartFrom).toEqual(await poolWith(undefined, flow).run(task));
    const written = task.files.filter((_, index) => digestOf(apartFrom[index]!) !== undefined);
    expect(written.length).toBeGreaterThan(fixtures.length / 2);
    expect(written).toContainEqual(task.files.at(-2));
    for (const { index, path } of written) expect(digestOf(apartFrom[index]!)).toBe(sha256(path));
  },
);

test('a piece stays until a slow thread has summed it up', async () => {
  const path = large(temporaryFolder(), 3 * places);
  const [result] = await poolWith(await started(apart(fakeThread('slow')))).run(taskOf([path]));
  expect(digestOf(result!)).toBe(sha256(path));
});

test('two threads share the work where one is behind', async () => {
  const digests = await started(apart(fakeThread('slow')));
  const tickets = Array.from({ length: 2 * places }, (_, index) => {
    const chunk = digests.chunk().subarray(0, 10).fill(index);
    const digest = digests.digest();
    digest.update(chunk);
    return digest.hex();
  });
  expect(tickets.filter((one) => /^[0-9a-f]{64}$/.test(one)).length).toBeGreaterThan(0);
  expect(tickets.slice(0, places - 1).some((one) => /^[0-9a-f]{64}$/.test(one))).toBe(false);
  const expected = tickets.map((_, index) => createHash('sha256').update(new Uint8Array(10).fill(index)).digest('hex'));
  expect(await Promise.all(tickets.map((one) => digests.redeem(one)))).toEqual(expected);
});

test('until a thread has started, this one makes the digests', async () => {
  const digests = apart(fakeThread('absent'));
  const [result] = await poolWith(digests).run(taskOf(['fixtures/study/RS.dcm']));
  expect(digests.ready).toBe(false);
  expect(digestOf(result!)).toBe(sha256('fixtures/study/RS.dcm'));
});

test('a program does not end while it waits for nothing but a digest', () => {
  const ended = spawnSync(process.execPath, ['--import', 'tsx', 'test/support/late-digest.ts'], { encoding: 'utf8' });
  expect(ended.stdout.trim(), ended.stderr).toBe(
    createHash('sha256')
      .update(Uint8Array.of(1, 2, 3))
      .digest('hex'),
  );
});

test.each([
  ['when it is asked for a digest', () => ['fixtures/study/RS.dcm', 'fixtures/study/RP.dcm']],
  ['within a file', () => [large(temporaryFolder(), 2 * places)]],
])('a thread that ends is found out %s: files are done again, and later ones without it', async (_, filesOf) => {
  const files = filesOf();
  const digests = await started(apart(fakeThread('dying'), 1));
  const threads = new ThreadPool(1, plan, newCounters(), new URL('./fake-worker.mjs', import.meta.url));
  const pool = new SharedPool(poolWith(digests), threads, 'needed');
  onTestFinished(() => pool.close());
  const task = taskOf(files);
  expect((await attempt(pool, task)).map((result) => result.kind === 'digested' && result.sha256)).toEqual(files.map(() => 'again'));
  expect(digests.ready).toBe(false);
  expect((await pool.run(task)).map(digestOf)).toEqual(task.files.map(({ path }) => sha256(path)));
});

test('what was done to attributes before the thread ends within a message is not counted twice', async () => {
  const flow = { profile: profileOf('basic'), key: new Uint8Array(32) };
  const runnerWith = (digests?: DigestsApart): TaskRunner => {
    const processor = createProcessor({ ...plan.flow, ...flow }, { ...flowPorts, ...(digests && { intake: digests }) });
    return new TaskRunner(plan, processor, { run: newCounters(), own: newCounters() }, undefined, digests);
  };
  const task = taskOf(['fixtures/study/RS.dcm', large(temporaryFolder(), 2 * places)]);
  const runner = runnerWith(await started(apart(fakeThread('dying'), 1)));
  expect(() => runner.run(task)).toThrow(WorkerDied);
  const counts = async (results: readonly TaskResult[], by: TaskRunner) =>
    (await by.closing(results)).filter(({ kind }) => kind === 'counted');
  const undisturbed = runnerWith();
  const expected = await counts(undisturbed.run(task), undisturbed);
  expect(expected).toHaveLength(1);
  expect(await counts(runner.run(task), runner)).toEqual(expected);
});

test('what cannot be known any more is refused', async () => {
  const digests = await started(apart(builtThread));
  const memory = digests.chunk();
  const tickets = Array.from({ length: heldDigests + 1 }, (_, index) => {
    const digest = digests.digest();
    memory[0] = index;
    if (index === 0) digest.update(digests.chunk().subarray(0, 0));
    return digest.hex();
  });
  await expect(digests.redeem(tickets[0]!)).rejects.toThrow(RangeError);
  expect(await digests.redeem(tickets.at(-1)!)).toBe(createHash('sha256').digest('hex'));
  expect(() => digests.digest().update(new Uint8Array(1))).toThrow(RangeError);
});
