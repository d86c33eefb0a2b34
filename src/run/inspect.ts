/** An inspection from beginning to end: list the files, let workers look at each, put together what they say. It writes nothing. */
import { createProcessor } from '../flow/process-file.js';
import type { Inspection } from '../report/inspection.js';
import { attempt } from './attempt.js';
import { flowPorts } from './digest.js';
import { feed, portions } from './feed.js';
import { type FileList, listFiles } from './file-list.js';
import type { RunHost } from './host.js';
import { InspectionLedger } from './inspection-ledger.js';
import { rootsOf } from './layout.js';
import { InlinePool, newCounters, type Pool, SharedPool, ThreadPool } from './pool.js';
import type { WorkerPlan } from './worker-plan.js';

export interface InspectSettings {
  readonly inputs: readonly string[];
  readonly jobs: number;
  /** Whether values (who the patient is, examples of texts, private creators) are told. */
  readonly values: boolean;
}

export type InspectHost = Pick<RunHost, 'signal' | 'now' | 'watch'>;

/** A file costs what its head costs; up to so many, or bytes of them, the main thread is done before a worker has started. */
const inline = { files: 600, bytes: 100e6 };

const portionFiles = 64;
const portionBytes = 64e6;

/** @throws RadonymError of scope usage or run */
export async function inspectAll(settings: InspectSettings, host: InspectHost): Promise<Inspection> {
  const began = host.now();
  const list = listFiles({
    roots: rootsOf(settings.inputs),
    outputFolder: '',
    fixedName: undefined,
    stateFolder: '',
    commonState: '',
    quarantineFolder: undefined,
    exclude: new Set(),
  });
  const ledger = new InspectionLedger(list, settings.values);
  const counters = newCounters();
  const stop = (): void => void Atomics.store(counters, 0, 1);
  host.signal.addEventListener('abort', stop);
  const pool = poolFor(list, settings.jobs, counters);
  host.watch(() => ({
    phase: 'looking',
    files: list.files.length,
    filesDone: ledger.filesDone,
    bytes: list.bytes,
    bytesDone: 0,
    troubles: 0,
    seconds: (host.now() - began) / 1000,
  }));
  try {
    await feed(
      portions(list.files, { jobs: pool.size, files: portionFiles, bytes: portionBytes }),
      pool.size,
      () => host.signal.aborted,
      async (portion) => {
        const files = portion.map(({ index, path, relative }) => ({ index, path, relative }));
        for (const result of await attempt(pool, { kind: 'inspect', files, patients: [], values: settings.values })) ledger.add(result);
      },
    );
  } finally {
    host.signal.removeEventListener('abort', stop);
    await pool.close();
  }
  return ledger.inspection(host.signal.aborted, () => (host.now() - began) / 1000);
}

/** Nothing is written: only the shape is needed. */
const plan: WorkerPlan = {
  flow: { target: 'keep', sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] },
  folder: '',
  paths: { kind: 'relative' },
  existing: 'refuse',
  dryRun: true,
  protectedPaths: [],
};

function poolFor({ files, bytes }: FileList, jobs: number, counters: Int32Array): Pool {
  const main = new InlinePool(plan, createProcessor(plan.flow, flowPorts), counters);
  if (jobs === 1 || (files.length <= inline.files && bytes <= inline.bytes)) return main;
  return new SharedPool(main, new ThreadPool(Math.min(jobs, files.length) - 1, plan, counters));
}
