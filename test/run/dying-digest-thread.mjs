/** Stands in for dist/run/digest-thread.cjs: says that it is ready, and ends at the first order. */
import { workerData } from 'node:worker_threads';

const { counts } = workerData;
Atomics.store(counts, 0, 1);
Atomics.wait(counts, 1, 0);
