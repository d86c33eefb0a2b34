import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProcessor } from '../../src/flow/process-file.js';
import { FileSource } from '../../src/io/file-source.js';
import { flowPorts } from '../../src/run/digest.js';
import { isoTime } from '../../src/run/journal.js';
import type { FileResult } from '../../src/run/message.js';
import { newCounters } from '../../src/run/pool.js';
import { TaskRunner } from '../../src/run/task.js';
import type { WorkerPlan } from '../../src/run/worker-plan.js';
import { namesIn, plant, temporaryFolder } from '../support/folder.js';
import { patientFiles } from '../support/patients.js';

/** Runs a file through the real flow while `meddle` is called at its first read, or before it is opened. */
function processed(meddle: (path: string) => unknown, when: 'reading' | 'before'): { readonly code: string; readonly left: string[] } {
  const folder = plant(temporaryFolder(), { 'in/RS.dcm': patientFiles(1)['RS.dcm']! });
  const path = join(folder, 'in', 'RS.dcm');
  // A file system may tell times no finer than a test is fast.
  utimesSync(path, 1e9, 1e9);
  mkdirSync(join(folder, 'out'));
  const plan: WorkerPlan = {
    flow: { target: '1.2.840.10008.1.2', sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] },
    folder: join(folder, 'out'),
    paths: { kind: 'relative' },
    existing: 'refuse',
    dryRun: false,
    protectedPaths: [],
  };
  const source = new FileSource(path);
  const listed = { size: source.size, mtime: source.mtime };
  source.close();
  const processor = createProcessor(plan.flow, flowPorts);
  let reads = 0;
  const meddling = {
    ...processor,
    process: (...[from, ...rest]: Parameters<typeof processor.process>) => {
      const read = from.read.bind(from);
      from.read = (position, target) => {
        const bytes = read(position, target.subarray(0, 4096));
        if (when === 'reading' && reads++ === 1) meddle(path);
        return bytes;
      };
      return processor.process(from, ...rest);
    },
  };
  if (when === 'before') meddle(path);
  const runner = new TaskRunner(plan, meddling as typeof processor, { run: newCounters(), own: newCounters() });
  const [result] = runner.run({ kind: 'process', files: [{ index: 0, path, relative: 'RS.dcm', listed }], patients: [] }) as FileResult[];
  if (result?.kind !== 'outcome') throw new Error('no outcome');
  return { code: result.outcome.outcome === 'written' ? 'written' : result.outcome.code, left: namesIn(join(folder, 'out')) };
}

test.each([
  ['nothing happens to', () => {}, 'written'],
  ['somebody appends to', (path: string) => appendFileSync(path, 'more'), 'wire/|io/changed'],
  ['somebody writes the same to', (path: string) => writeFileSync(path, readFileSync(path)), 'io/changed'],
  [
    'somebody writes anew, as long as before,',
    (path: string) => writeFileSync(path, readFileSync(path).fill(0x20, 5000)),
    'wire/|io/changed',
  ],
  ['somebody cuts', (path: string) => truncateSync(path, 6000), 'wire/|io/changed'],
  // An open file stays what it is until it is closed.
  ...(process.platform === 'win32' ? [] : [['somebody removes', (path: string) => rmSync(path), 'written'] as const]),
] as const)('an input that %s while it is read', (_, meddle, code) => {
  const found = processed(meddle, 'reading');
  expect(found.code).toMatch(new RegExp(`^(${code})`));
  expect(found.left).toEqual(found.code === 'written' ? ['RS.dcm'] : []);
});

test.each([
  ['somebody removes', (path: string) => rmSync(path), 'io/read'],
  ['becomes a folder', (path: string) => [rmSync(path), mkdirSync(path)], 'io/read'],
  ['is another patient’s by now', (path: string) => writeFileSync(path, patientFiles(2)['RS.dcm']!), 'io/changed'],
  ['has another time', (path: string) => utimesSync(path, 1, 1), 'io/changed'],
] as const)('an input that %s after it was listed', (_, meddle, code) => {
  expect(processed(meddle, 'before')).toEqual({ code, left: [] });
});

test.runIf(process.platform === 'linux')('a read that fails is told by the system’s word, without a path', () => {
  const source = new FileSource('/proc/self/mem');
  expect(() => source.read(0, new Uint8Array(8))).toThrow(
    expect.objectContaining({ code: 'io/read', message: expect.stringMatching(/^the file cannot be read: EIO$/) }),
  );
  source.close();
});

test.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)('a file that may not be read is told', () => {
  const folder = plant(temporaryFolder(), { a: 'a' });
  chmodSync(join(folder, 'a'), 0);
  expect(() => new FileSource(join(folder, 'a'))).toThrow(expect.objectContaining({ code: 'io/read' }));
});

test('a time that no date can tell is told as the last that can', () => {
  expect([1e300, -1e300].map(isoTime)).toEqual(['+275760-09-13T00:00:00.000Z', '-271821-04-20T00:00:00.000Z']);
});
