/** A temporary folder for all tests of a `describe`. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Absolute and real; removed when the tests are over. */
export function sharedFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'radonym-test-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
