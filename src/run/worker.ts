/** A worker thread: builds its processor once, then answers each task with its results. All else is in task.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { createProcessor } from '../flow/process-file.js';
import { flowPorts } from './digest.js';
import { nativeCodecs, watched } from './native-codecs.js';
import type { WorkerData } from './pool.js';
import { beat, type Task, type TaskResult, TaskRunner } from './task.js';

const { plan, shared } = workerData as WorkerData;
const native = watched(nativeCodecs(), () => beat(shared));
const check = plan.check && new (await import('./self-check.js')).SelfCheck(plan.check, plan.folder, native);
const digests = plan.digestsApart ? new (await import('./digests-apart.js')).DigestsApart() : undefined;
const processor = createProcessor(plan.flow, { ...flowPorts, native, ...(digests && { intake: digests }) });
const runner = new TaskRunner(plan, processor, shared, check, digests);
const { ocr } = plan.flow;
const search = ocr && new (await import('./text-search.js')).TextSearch(ocr, processor, () => beat(shared));
const answer = (results: TaskResult[]): void => parentPort!.postMessage(runner.closing(results));
parentPort!.on('message', (task: Task) => {
  if (search === undefined) answer(runner.run(task));
  else void runner.runLooking(task, (open, patient) => search.look(open, patient)).then(answer, fatal);
});
parentPort!.postMessage('ready');

/** As an error of a synchronous answer does: it ends the thread. */
function fatal(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
