/** What if a worker dies? Its files are tried once more, each alone in a new worker, so that only the culprit is lost. */
import type { Pool } from './pool.js';
import { notWritten, type Task, type TaskResult } from './task.js';
import { WorkerDied } from './thread.js';

/** One result per file, in order, and counts. @throws RadonymError run/worker-start */
export async function attempt(pool: Pool, task: Task): Promise<TaskResult[]> {
  try {
    return await pool.run(task);
  } catch (error) {
    if (!(error instanceof WorkerDied)) throw error;
  }
  if (task.again) return task.files.map(({ index }) => ({ kind: 'outcome', index, size: 0, mtime: 0, outcome: died }));
  const results: TaskResult[] = [];
  for (const file of task.files) results.push(...(await attempt(pool, { ...task, files: [file], again: true })));
  return results;
}

const died = notWritten('failed', 'run/worker-died', 'a worker thread ended twice on this file');
