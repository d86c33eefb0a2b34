/** A worker thread: builds its processor once, then answers each task with its results. All else is in task.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { createProcessor } from '../flow/process-file.js';
import { flowPorts } from './digest.js';
import { nativeCodecs, watched } from './native-codecs.js';
import type { WorkerData } from './pool.js';
import { beat, type Task, TaskRunner } from './task.js';

const { plan, shared } = workerData as WorkerData;
const native = watched(nativeCodecs(), () => beat(shared));
const check = plan.check && new (await import('./self-check.js')).SelfCheck(plan.check, plan.folder, native);
const runner = new TaskRunner(plan, createProcessor(plan.flow, { ...flowPorts, native }), shared, check);
parentPort!.on('message', (task: Task) => parentPort!.postMessage([...runner.run(task), ...runner.counted()]));
parentPort!.postMessage('ready');
