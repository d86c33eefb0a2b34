import { expect, test } from 'vitest';
import type { NotWritten, Written } from '../../src/flow/outcome.js';
import { CheckedPool } from '../../src/run/checked-pool.js';
import type { Task, TaskResult } from '../../src/run/message.js';
import { notWritten } from '../../src/run/not-written.js';
import type { Pool } from '../../src/run/pool.js';
import { WorkerDied } from '../../src/run/thread.js';

const written = (output: string): Written => ({
  outcome: 'written',
  output,
  sopClassUid: '1.2.3',
  transferSyntaxUid: '1.2.840.10008.1.2',
  bytesIn: 1,
  bytesOut: 1,
  sha256: '00',
  findings: [{ code: 'wire/no-preamble', detail: '' }],
  mappings: [['patient', 'A', 'B']],
  review: [],
});
const outcomeOf = (index: number, outcome: Written | NotWritten): TaskResult => ({ kind: 'outcome', index, size: 1, mtime: 1, outcome });
const taskOf = (...names: string[]): Task => ({
  kind: 'process',
  files: names.map((name) => ({ index: Number(name), path: name, relative: name })),
  patients: [],
});

/** What it was asked, in order. */
function poolOf(run: (task: Task) => TaskResult[] | Promise<TaskResult[]>): Pool & { readonly asked: Task[] } {
  const asked: Task[] = [];
  return {
    size: 1,
    asked,
    bytesUnderWay: () => 0,
    close: async () => {},
    run: async (task) => {
      asked.push(task);
      return run(task);
    },
  };
}
const writer = () =>
  poolOf((task) => [
    ...task.files.map(({ index, path }) => outcomeOf(index, path === '9' ? notWritten('failed', 'io/read', '') : written(path))),
    { kind: 'counted', counts: [] },
  ]);

test('what was written is checked, and told with what the check found', async () => {
  const checker = poolOf((task) =>
    task.files.map(({ index, written: { outcome } = never() }) =>
      outcomeOf(
        index,
        index === 2
          ? notWritten('quarantined', 'verify/leak', '')
          : { ...outcome, findings: [...outcome.findings, { code: 'verify/preamble', detail: '' }] },
      ),
    ),
  );
  const results = await new CheckedPool(writer(), checker).run(taskOf('1', '2', '9', '3'));
  expect(checker.asked[0]!.files.map(({ path }) => path)).toEqual(['1', '2', '3']);
  expect(results.map(told)).toEqual([
    'written verify/preamble',
    'quarantined verify/leak',
    'failed io/read',
    'written verify/preamble',
    'counted',
  ]);
  // Lists for people stay here.
  expect(checker.asked[0]!.files[0]!.written!.outcome.mappings).toEqual([]);
  expect(results[0]).toMatchObject({ outcome: { mappings: [['patient', 'A', 'B']] } });
});

test('a survey is nothing to check', async () => {
  const checker = poolOf(never);
  await new CheckedPool(writer(), checker).run({ ...taskOf('1'), kind: 'survey' });
  expect(checker.asked).toEqual([]);
});

test('a check that is interrupted leaves its file to the next run', async () => {
  const checker = poolOf((task) => task.files.map(({ index }) => ({ kind: 'interrupted', index })));
  expect((await new CheckedPool(writer(), checker).run(taskOf('1'))).map(told)).toEqual(['interrupted', 'counted']);
});

test('a checker that dies on an output twice leaves it, and says that it was not verified', async () => {
  const checker = poolOf((task) => {
    if (task.files.some(({ path }) => path === '2')) throw new WorkerDied();
    return task.files.map(({ index, written: { outcome } = never() }) => outcomeOf(index, outcome));
  });
  const results = await new CheckedPool(writer(), checker).run(taskOf('1', '2'));
  expect(results.map(told)).toEqual(['written wire/no-preamble', 'written verify/not-verified', 'counted']);
});

test('one portion is written while another is checked, and only one is checked at a time', async () => {
  const events: string[] = [];
  const release: (() => void)[] = [];
  const checker = poolOf(async (task) => {
    events.push(`checks ${task.files[0]!.path}`);
    await new Promise<void>((resume) => release.push(resume));
    events.push(`checked ${task.files[0]!.path}`);
    return task.files.map(({ index, written: { outcome } = never() }) => outcomeOf(index, outcome));
  });
  const writing = poolOf((task) => {
    events.push(`writes ${task.files[0]!.path}`);
    return [outcomeOf(task.files[0]!.index, written(task.files[0]!.path))];
  });
  const pool = new CheckedPool(writing, checker);
  const all = ['1', '2'].map((name) => pool.run(taskOf(name)));
  while (release.length === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(events).toEqual(['writes 1', 'writes 2', 'checks 1']);
  release[0]!();
  while (release.length === 1) await new Promise(setImmediate);
  release[1]!();
  await Promise.all(all);
  expect(events.slice(3)).toEqual(['checked 1', 'checks 2', 'checked 2']);
});

function told(result: TaskResult): string {
  if (result.kind !== 'outcome') return result.kind;
  const { outcome } = result;
  return `${outcome.outcome} ${outcome.outcome === 'written' ? outcome.findings.at(-1)?.code : outcome.code}`;
}

function never(): never {
  throw new Error('this is not asked for');
}
