/** What a file's way through the program needs of the world. Whoever runs it brings these; tests bring their own. */

/** Bytes by position, synchronously. */
export interface Source {
  /** In bytes. */
  readonly size: number;
  /** Fills `target` from `position` on; returns how many bytes it put, 0 at the end. */
  read(position: number, target: Uint8Array): number;
}

/** A new file that appears whole or not at all. */
export interface Sink {
  /** Takes all bytes before it returns: they are overwritten afterwards. */
  write(slices: readonly Uint8Array[]): void;
  /** Overwrites bytes that were written, from `position` in the file on. */
  patch(position: number, bytes: Uint8Array): void;
  /** Gives the file its name, made of values as they stand in it; returns the path under the output folder. */
  commit(value: (keyword: string) => string | undefined): string;
  /** Nothing remains. */
  abort(): void;
}

/** A running digest; `hex` ends it. */
export interface Digest {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/** Where files are read to, and what sums them up. */
export interface Intake {
  /** For the next piece of a file: limits.chunk long. What a digest was given stays there until the digest has it. */
  chunk(): Uint8Array;
  /** Of a file, given piece by piece as they stand in chunks. Its `hex` may be a ticket for what is known later. */
  digest(): Digest;
}

/** One piece of memory, in which each piece of a file takes the place of the one before. */
export const ownIntake = (digest: () => Digest, memory: Uint8Array): Intake => ({ chunk: () => memory, digest });

/** Thrown where a file needs codecs that may hang, in a thread that must not: another one shall do it. */
export class NeedsThread extends Error {}
