/**
 * What if a worker dies? Its files are tried once more, each alone in a new worker, so that only the culprit is lost; not
 * the one that a worker was ended on because it hung.
 */
import type { Task, TaskResult } from './message.js';
import { notWritten } from './not-written.js';
import type { Pool } from './pool.js';
import { WorkerDied } from './thread.js';

/** One result per file, in order, and counts. @throws RadonymError run/worker-start */
export async function attempt(pool: Pool, task: Task): Promise<TaskResult[]> {
  let overdue: number | undefined;
  try {
    return await pool.run(task);
  } catch (error) {
    if (!(error instanceof WorkerDied)) throw error;
    overdue = error.overdue;
  }
  const results: TaskResult[] = [];
  for (const file of task.files) {
    if (file.index === overdue) results.push({ ...lost, index: file.index, outcome: hung });
    else if (task.again) results.push({ ...lost, index: file.index, outcome: died });
    else results.push(...(await attempt(pool, { ...task, files: [file], again: true })));
  }
  return results;
}

const lost = { kind: 'outcome', size: 0, mtime: 0 } as const;
const hung = notWritten('failed', 'run/time-limit', 'nothing went on with this file for too long');
const died = notWritten('failed', 'run/worker-died', 'a worker thread ended twice on this file');
