/** The thread that makes the SHA-256 of what another thread reads, out of memory that both see. */
import { createHash, type Hash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { at, begins, type DigestMemory, digestLength, ends, heldDigests, orders, over } from './digest-memory.js';

const { counts, bytes, digests } = workerData as DigestMemory;
let hash: Hash = createHash('sha256');
let files = 0;
let done = 0;
Atomics.store(counts, at.ready, 1);
for (let given = Atomics.load(counts, at.given); given !== over; given = Atomics.load(counts, at.given)) {
  if (given === done) {
    Atomics.wait(counts, at.given, done);
    continue;
  }
  const order = at.order + 3 * (done % orders);
  const start = counts[order]!;
  const role = counts[order + 2]!;
  if (role & begins) hash = createHash('sha256');
  hash.update(bytes.subarray(start, start + counts[order + 1]!));
  if (role & ends) digests.set(hash.digest(), (files++ % heldDigests) * digestLength);
  Atomics.store(counts, at.done, ++done);
  Atomics.notify(counts, at.done);
}
