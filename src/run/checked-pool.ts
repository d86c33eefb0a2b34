/**
 * Writes here, checks there: while a pool writes one portion, a thread reads again what the last one came to. Each has to warm up for half
 * of the work only. What is checked, and what becomes of an output that fails, self-check.ts knows.
 */
import type { Written } from '../flow/outcome.js';
import { attempt } from './attempt.js';
import type { FileResult, Task, TaskResult } from './message.js';
import type { Pool } from './pool.js';

type WrittenResult = Extract<FileResult, { readonly kind: 'outcome' }> & { readonly outcome: Written };

export class CheckedPool implements Pool {
  /** One portion is written, one checked, one waits for whoever is done first. */
  readonly size = 3;
  readonly #writer: Pool;
  readonly #checker: Pool;
  #checking: Promise<unknown> = Promise.resolve();

  /** @param checker of one thread, whose plan verifies; that of the writer does not */
  constructor(writer: Pool, checker: Pool) {
    this.#writer = writer;
    this.#checker = checker;
  }

  async run(task: Task): Promise<TaskResult[]> {
    const results = await this.#writer.run(task);
    const written = results.filter(isWritten);
    if (task.kind !== 'process' || written.length === 0) return results;
    const turn = this.#checking.then(() => attempt(this.#checker, checkOf(task, written)));
    this.#checking = turn.catch(() => {});
    const checked = new Map((await turn).flatMap((result) => (result.kind === 'counted' ? [] : [[result.index, result]])));
    return results.map((result) => (isWritten(result) ? joined(result, checked.get(result.index)!) : result));
  }

  bytesUnderWay(): number {
    return this.#writer.bytesUnderWay();
  }

  async close(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#checker.close()]);
  }
}

const isWritten = (result: TaskResult): result is WrittenResult => result.kind === 'outcome' && result.outcome.outcome === 'written';

/** What is kept of an output for the lists of a run need not cross to the checker and back. */
function checkOf({ files, patients }: Task, results: readonly WrittenResult[]): Task {
  const byIndex = new Map(results.map((result) => [result.index, result]));
  return {
    kind: 'check',
    patients,
    files: files.flatMap((file) => {
      const result = byIndex.get(file.index);
      return result ? [{ ...file, written: { ...result, outcome: { ...result.outcome, mappings: [], review: [] } } }] : [];
    }),
  };
}

/** What the check came to, with what it was not told. */
function joined(result: WrittenResult, checked: TaskResult): TaskResult {
  if (!isWritten(checked)) return isLost(checked) ? unchecked(result) : checked;
  const { mappings, review } = result.outcome;
  return { ...checked, outcome: { ...checked.outcome, mappings, review } };
}

const lost: ReadonlySet<string> = new Set(['run/worker-died', 'run/time-limit']);

const isLost = (result: TaskResult): boolean => result.kind === 'outcome' && 'code' in result.outcome && lost.has(result.outcome.code);

function unchecked(result: WrittenResult): TaskResult {
  const finding = { code: 'verify/not-verified', detail: 'the checker ended before it was done with this output' } as const;
  return { ...result, outcome: { ...result.outcome, findings: [...result.outcome.findings, finding] } };
}
