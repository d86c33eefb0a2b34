/**
 * How long does it take, in multiples of `cp -r`, and how much memory? `npm run bench [-- --peers --only study,contours --runs 5
 * --jobs deidentify,rle --corpora <folder on disk> --dir <folder on tmpfs for outputs>]`. Jobs are interleaved, so that a slow moment of the machine hits all of them; outputs are
 * removed outside of the timed part. Results go to bench/results.jsonl with the commit, without a name of machine or folder.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Corpus, type CorpusName, corpus, corpusNames } from './corpora.js';
import { type Job, ownJobs, peerJobs } from './jobs.js';

const { values: options } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    only: { type: 'string', default: 'small,study,contours,manyfiles' },
    jobs: { type: 'string', default: '' },
    runs: { type: 'string', default: '5' },
    corpora: { type: 'string', default: join(tmpdir(), 'radonym-bench-corpora') },
    dir: { type: 'string', default: join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'radonym-bench') },
    'no-record': { type: 'boolean', default: false },
  },
});

interface Measure {
  readonly seconds: number;
  readonly peakMegabytes: number | undefined;
  readonly exitCode: number | null;
  readonly outputs: number;
}

/** Where a network wants certificates of its own, Node reads them at every start, which takes longer than the start: nothing here is asked of a network. */
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;
const scratch = options.dir;
const hasTime = existsSync('/usr/bin/time');
mkdirSync(scratch, { recursive: true });
const jobs = [...ownJobs, ...(options.peers ? peerJobs(scratch) : [])].filter(
  (job) => job.name === 'cp -r' || job.name.startsWith('node') || options.jobs.split(',').some((part) => job.name.includes(part)),
);
for (const name of options.only.split(',')) {
  if (!corpusNames.includes(name as CorpusName)) throw new RangeError(`corpora are ${corpusNames.join(', ')}`);
  report(corpus(name as CorpusName, options.corpora));
}

function report(input: Corpus): void {
  console.log(`\n${input.name}: ${input.files} files, ${(input.bytes / 1e6).toFixed(0)} MB, ${availableParallelism()} cores`);
  const own = jobs.filter(({ only }) => only?.includes(input.name) ?? true);
  const measures = new Map<Job, Measure[]>(own.map((job) => [job, []]));
  for (let run = 0; run < Number(options.runs); run++) {
    // Who takes a minute is measured once: no chance decides there.
    for (const [job, list] of measures) if ((list[0]?.seconds ?? 0) < 60) list.push(measure(job, input));
  }
  const copy = median([...measures.values()][0]!.map(({ seconds }) => seconds));
  for (const [job, list] of measures) {
    const seconds = list.map((each) => each.seconds);
    const peaks = list.map((each) => each.peakMegabytes ?? 0);
    const line = {
      corpus: input.name,
      files: input.files,
      megabytes: Math.round(input.bytes / 1e6),
      job: job.name,
      runs: list.length,
      medianSeconds: round(median(seconds)),
      minSeconds: round(Math.min(...seconds)),
      maxSeconds: round(Math.max(...seconds)),
      timesCopy: round(median(seconds) / copy),
      peakMegabytes: hasTime ? Math.round(Math.max(...peaks)) : undefined,
      exitCode: list.at(-1)!.exitCode,
      outputs: list.at(-1)!.outputs,
    };
    console.log(textOf(line));
    if (!options['no-record']) record(line);
  }
  for (const { name, note } of own) if (note !== undefined) console.log(`  ${name}: ${note}`);
}

function measure(job: Job, input: Corpus): Measure {
  const folder = join(scratch, 'work');
  const output = join(folder, 'out');
  const peak = join(folder, 'peak');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const [program, ...args] = job.command(input.folder, output);
  const timed = hasTime ? (['/usr/bin/time', '-f', '%M', '-o', peak, program, ...args] as const) : ([program, ...args] as const);
  const before = process.hrtime.bigint();
  const { status } = spawnSync(timed[0], timed.slice(1), { stdio: 'ignore', env: environment });
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  const outputs = existsSync(output)
    ? readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
    : 0;
  const peakMegabytes = hasTime && existsSync(peak) ? Number(readFileSync(peak, 'utf8').trim().split('\n').at(-1)) / 1024 : undefined;
  rmSync(folder, { recursive: true, force: true });
  return { seconds, peakMegabytes, exitCode: status, outputs };
}

type Line = { readonly job: string; readonly [key: string]: string | number | null | undefined };

function textOf(line: Line): string {
  const failed = line.exitCode === 0 ? '' : `  exit ${line.exitCode}`;
  const missing = line.outputs === line.files ? '' : `  ${line.outputs} of ${line.files} files`;
  const time = `${line.medianSeconds} s (${line.minSeconds}–${line.maxSeconds})`;
  return `  ${line.job.padEnd(34)} ${time.padEnd(26)} ${`${line.timesCopy} × cp`.padEnd(14)} ${line.peakMegabytes ?? '?'} MB${failed}${missing}`;
}

function record(line: Line): void {
  const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
  const commit = git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'src', 'bin', 'profiles') === '' ? '' : '+');
  const about = { commit, node: process.versions.node, cores: availableParallelism() };
  appendFileSync(new URL('results.jsonl', import.meta.url), `${JSON.stringify({ ...about, ...line })}\n`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
