/** A worker thread of a verification: answers each job. All else is in verify-task.ts. */
import { parentPort } from 'node:worker_threads';
import { type VerifyJob, VerifyWork } from './verify-task.js';

const work = new VerifyWork();
parentPort!.on('message', (job: VerifyJob) => parentPort!.postMessage(work.run(job)));
parentPort!.postMessage('ready');
