/** A worker thread: builds its processor once, then answers each task with its results. All else is in task.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { createProcessor } from '../flow/process-file.js';
import { flowPorts } from './digest.js';
import type { Task, TaskResult } from './message.js';
import { nativeCodecs, watched } from './native-codecs.js';
import type { WorkerData } from './pool.js';
import { beat, TaskRunner } from './task.js';

/** Who does tasks in this thread. */
async function performer(): Promise<(task: Task) => Promise<TaskResult[]>> {
  const { plan, shared } = workerData as WorkerData;
  const native = watched(nativeCodecs(), () => beat(shared));
  const check = plan.check && new (await import('./self-check.js')).SelfCheck(plan.check, plan.folder, native);
  const digests = plan.digestsApart ? new (await import('./digests-apart.js')).DigestsApart() : undefined;
  const processor = createProcessor(plan.flow, { ...flowPorts, native, ...(digests && { intake: digests }) });
  const runner = new TaskRunner(plan, processor, shared, check, digests);
  const { ocr } = plan.flow;
  const search = ocr && new (await import('./text-search.js')).TextSearch(ocr, processor, () => beat(shared));
  return async (task) =>
    runner.closing(search ? await runner.runLooking(task, (open, patient) => search.look(open, patient)) : runner.run(task));
}

async function begin(): Promise<void> {
  const perform = await performer();
  const answer = async (task: Task): Promise<void> => parentPort!.postMessage(await perform(task));
  parentPort!.on('message', (task: Task) => void answer(task).catch(fatal));
  parentPort!.postMessage('ready');
}

/** It ends the thread. */
function fatal(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}

void begin().catch(fatal);
