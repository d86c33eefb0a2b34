/** A worker thread of a verification: answers each job. All else is in verify-task.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { nativeCodecs, watched } from './native-codecs.js';
import { type VerifyJob, VerifyWork } from './verify-task.js';

const { beats } = workerData as { readonly beats: Int32Array };
const beat = (): void => void Atomics.add(beats, 0, 1);
const work = new VerifyWork(beat, watched(nativeCodecs(), beat));
parentPort!.on('message', (job: VerifyJob) => parentPort!.postMessage(work.run(job)));
parentPort!.postMessage('ready');
