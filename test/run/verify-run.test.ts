/** A verification that is stopped says so, and judges nothing that it did not look at. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verifyRun } from '../../src/run/verify-run.js';

const study = fileURLToPath(new URL('../../fixtures/study', import.meta.url));

test.each(['looking', 'verifying'])('stopped while %s', async (phase) => {
  const stop = new AbortController();
  const summary = await verifyRun(
    { original: study, output: study, jobs: 1 },
    { signal: stop.signal, now: () => 0, record: () => {}, progress: (now) => void (now === phase && stop.abort()) },
  );
  expect(summary.interrupted).toBe(true);
  expect(summary.pairs).toBeLessThan(summary.outputs);
});
