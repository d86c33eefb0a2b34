/** In which portions do workers get files, and how many portions are under way? Nothing here knows what is done with them. */
import pLimit from 'p-limit';

export interface Sized {
  readonly size: number;
}

export interface PortionLimits {
  readonly jobs: number;
  /** Files per portion at most. */
  readonly files: number;
  /** Bytes per portion at most; a larger file is a portion of its own. */
  readonly bytes: number;
}

/** Many small files share a message. Towards the end portions get smaller, so that workers finish together. */
export function* portions<T extends Sized>(items: readonly T[], limits: PortionLimits): Generator<T[]> {
  let bytesLeft = items.reduce((sum, item) => sum + item.size, 0);
  for (let at = 0; at < items.length; ) {
    const shares = limits.jobs * 3;
    const mostBytes = Math.min(limits.bytes, bytesLeft / shares);
    const mostFiles = Math.min(limits.files, Math.ceil((items.length - at) / shares));
    const portion: T[] = [];
    let bytes = 0;
    do {
      portion.push(items[at]!);
      bytes += items[at++]!.size;
    } while (at < items.length && portion.length < mostFiles && bytes + items[at]!.size <= mostBytes);
    bytesLeft -= bytes;
    yield portion;
  }
}

/**
 * Does `work` for each portion, `jobs` at a time. Portions are made as they are needed: a window of them exists, whatever their number.
 * The first error ends it, once what is under way is over.
 */
export async function feed<T>(
  portions: Iterable<T>,
  jobs: number,
  stop: () => boolean,
  work: (portion: T) => Promise<void>,
): Promise<void> {
  const limit = pLimit(jobs);
  const window = jobs * 2;
  const underWay = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | undefined;
  const once = async (portion: T): Promise<void> => {
    if (stop() || failed) return;
    try {
      await work(portion);
    } catch (error) {
      failed ??= { error };
    }
  };
  for (const portion of portions) {
    if (stop() || failed) break;
    const one: Promise<void> = limit(once, portion).finally(() => underWay.delete(one));
    underWay.add(one);
    if (underWay.size >= window) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failed) throw failed.error;
}
