/** A verification that is stopped says so, and judges nothing that it did not look at. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { verifyRun } from '../../src/run/verify-run.js';

const original = fileURLToPath(new URL('../../fixtures/study', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'radonym-test-'));
const output = join(scratch, 'copy');
cpSync(original, output, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test.each(['looking', 'verifying'])('stopped while %s', async (phase) => {
  const stop = new AbortController();
  const summary = await verifyRun(
    { original, output, jobs: 1 },
    { signal: stop.signal, now: () => 0, record: () => {}, progress: (now) => void (now === phase && stop.abort()) },
  );
  expect(summary.interrupted).toBe(true);
  expect(summary.pairs).toBeLessThan(summary.outputs);
});
