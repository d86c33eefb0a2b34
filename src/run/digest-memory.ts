/**
 * What does a thread that reads files share with the one that makes their digests? Memory to read into, and a ring of orders: what is to
 * be summed up. Each count has one writer and goes up only. It imports nothing: the other thread starts with this alone.
 */

/** Pieces of files in memory: one is worked on, one summed up, two are between. */
export const places = 4;

/** Orders that are not done yet, at most. */
export const orders = 64;

/** Digests that are kept until they are asked for: more than there are files in a message, and than any thread is done with before it looks around. */
export const heldDigests = 4096;

export const digestLength = 32;

export interface DigestMemory {
  /** Counts, then of each order: where its bytes begin, how many they are, what they are to their file. */
  readonly counts: Int32Array;
  readonly bytes: Uint8Array;
  /** Of the n-th file at n modulo `heldDigests`. */
  readonly digests: Uint8Array;
}

/** Places in `counts`. */
export const at = { ready: 0, given: 1, done: 2, order: 3 } as const;

/** `given` when no more orders come. */
export const over = -1;

/** Of an order: its file begins with it; its file is over. */
export const begins = 1;
export const ends = 2;
