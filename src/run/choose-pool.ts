/** Who does the work of a run: the main thread, threads, or both? Decided by how much work there is, and of what kind. */
import { createProcessor } from '../flow/process-file.js';
import { needsNativeCodec } from '../pixel/abilities.js';
import { transferSyntax } from '../standard/transfer-syntax.js';
import { CheckedPool } from './checked-pool.js';
import { flowPorts } from './digest.js';
import { DigestsApart, isDigestSlow } from './digests-apart.js';
import { InlinePool, type Pool, SharedPool, ThreadPool } from './pool.js';
import type { Prepared } from './prepare.js';
import type { WorkerPlan } from './worker-plan.js';

/**
 * Starting a worker thread costs (modules, a cold compiler): about 0.2 s of a core where files are re-encoded, three times that where they
 * are de-identified; more than it saves on less work than this. On two cores the second is half taken by the engine's own threads, which
 * compile and collect garbage. Bytes, each file counting for 100 kB more. Small files the main thread does as well, in turns with its
 * other duties; a larger one gets a thread even alone, so that Ctrl-C and the progress line stay alive.
 */
const inline = { work: 200e6, deidentifyingOnTwo: 1e9, file: 1e5, largest: 16e6 };

/** From so much work on a thread checks what the main thread writes; on two cores it wins nothing sooner. */
const checkedElsewhere = { onTwo: 300e6, onMore: 50e6 };

/**
 * From so many bytes on a thread beside makes the digests of inputs, where the processor has no instructions for them: they take up to
 * half of a run there.
 */
const digestedApart = 50e6;

export async function choosePool({ list, plan, jobs }: Prepared, counters: Int32Array): Promise<Pool> {
  const threads = Math.max(1, Math.min(jobs, list.files.length));
  const target = transferSyntax(plan.flow.target);
  const digestsApart = jobs > 1 && list.bytes > digestedApart && isDigestSlow();
  // Codecs that may hang run where they can be ended; reading text takes a thread that can wait.
  if (plan.flow.ocr || (target && needsNativeCodec(target)) || list.files.some((file) => file.size > inline.largest))
    return new ThreadPool(threads, { ...plan, digestsApart: digestsApart && threads < jobs }, counters);
  const work = list.bytes + list.files.length * inline.file;
  const most = jobs <= 2 && plan.flow.profile ? inline.deidentifyingOnTwo : inline.work;
  const isSmall = jobs === 1 || work <= most;
  const { check: _, ...unchecked } = plan;
  const checksElsewhere =
    plan.check !== undefined && isSmall && jobs > 1 && work > (jobs > 2 ? checkedElsewhere.onMore : checkedElsewhere.onTwo);
  const own: WorkerPlan = checksElsewhere ? unchecked : plan;
  const main = await inlinePool(own, counters, digestsApart && isSmall);
  if (!isSmall) return new SharedPool(main, new ThreadPool(Math.max(1, threads - 1), plan, counters));
  const writer = new SharedPool(main, new ThreadPool(threads, own, counters), 'needed');
  if (!checksElsewhere) return writer;
  const checker = new ThreadPool(1, plan, counters);
  checker.warm();
  return new CheckedPool(writer, checker);
}

async function inlinePool(plan: WorkerPlan, counters: Int32Array, digestsApart: boolean): Promise<InlinePool> {
  const check = plan.check && new (await import('./self-check.js')).SelfCheck(plan.check, plan.folder);
  const digests = digestsApart ? new DigestsApart() : undefined;
  const processor = createProcessor(plan.flow, { ...flowPorts, native: 'elsewhere', ...(digests && { intake: digests }) });
  return new InlinePool(plan, processor, counters, check, digests);
}
