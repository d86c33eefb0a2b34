/** Drives a target: its seeds, then inputs made of them for as long as it is told. It knows no format. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RadonymError } from '../../src/base/errors.js';
import { type Draw, drawOf, mutated } from './mutate.js';

export interface Target {
  readonly name: string;
  /** To begin with: what is well formed. */
  readonly seeds: readonly Uint8Array[];
  /** Codes that it may refuse an input with: a prefix each. */
  readonly refuses: readonly string[];
  /** Reads an input and asserts what must hold. @throws whatever does not hold */
  readonly run: (bytes: Uint8Array, draw: Draw) => void;
}

/** No input takes longer, however slow the machine is: what does would hang on a larger one. */
const longestMilliseconds = 5000;

const kept = fileURLToPath(new URL('./seeds/', import.meta.url));

/** What once went wrong. */
export function keptSeeds(name: string): Uint8Array[] {
  const folder = join(kept, name);
  return existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((file) => new Uint8Array(readFileSync(join(folder, file))))
    : [];
}

export interface Fuzzed {
  readonly inputs: number;
  readonly refused: number;
}

/**
 * @param seed where inputs begin
 * @param crashed told of the input before the error is thrown
 * @throws what an input brought up
 */
export function fuzz(target: Target, seed: number, milliseconds: number, crashed: (bytes: Uint8Array) => void = () => {}): Fuzzed {
  const seeds = [...target.seeds, ...keptSeeds(target.name)];
  let [inputs, refused] = [0, 0];
  const once = (bytes: Uint8Array, draw: Draw): void => {
    inputs++;
    const began = performance.now();
    try {
      target.run(bytes, draw);
    } catch (error) {
      if (error instanceof RadonymError && target.refuses.some((prefix) => error.code.startsWith(prefix))) refused++;
      else {
        crashed(bytes);
        throw error;
      }
    }
    if (performance.now() - began < longestMilliseconds) return;
    crashed(bytes);
    throw new Error(`an input of ${bytes.length} bytes took ${Math.round(performance.now() - began)} ms`);
  };
  for (const [at, bytes] of seeds.entries()) once(bytes, drawOf(`${target.name} seed ${at}`));
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const draw = drawOf(`${target.name} ${seed} ${inputs}`);
    once(mutated(seeds[draw(seeds.length)]!, seeds, draw), draw);
  }
  return { inputs, refused };
}

/** Keeps an input as a seed; returns its path under the project. */
export function keepSeed(name: string, bytes: Uint8Array): string {
  const file = join(name, `${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.bin`);
  mkdirSync(join(kept, name), { recursive: true });
  writeFileSync(join(kept, file), bytes);
  return join('test/fuzz/seeds', file);
}
