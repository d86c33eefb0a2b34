/** Stands in for dist/run/digest-thread.cjs: takes its time with each order. */
import { createHash } from 'node:crypto';
import { workerData } from 'node:worker_threads';

const { counts, bytes, digests } = workerData;
const [ready, given, done, order] = [0, 1, 2, 3];
const orders = (counts.length - order) / 3;
let hash;
let files = 0;
Atomics.store(counts, ready, 1);
for (let at = 0; ; at++) {
  Atomics.wait(counts, given, at);
  if (Atomics.load(counts, given) < 0) break;
  const [start, length, role] = counts.subarray(order + 3 * (at % orders), order + 3 * (at % orders) + 3);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  if (role & 1) hash = createHash('sha256');
  hash.update(bytes.subarray(start, start + length));
  if (role & 2) digests.set(hash.digest(), (files++ % (digests.length / 32)) * 32);
  Atomics.store(counts, done, at + 1);
  Atomics.notify(counts, done);
}
