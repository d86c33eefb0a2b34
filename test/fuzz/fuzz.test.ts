/** Each target for about two seconds, the same inputs every time as far as those reach. Longer: npx tsx scripts/fuzz.ts --seconds 600 */
import { expect, test } from 'vitest';
import { fuzz } from './fuzz.js';
import { mutated } from './mutate.js';
import { targets } from './targets.js';

const milliseconds = 2000;

test.each(targets.map((target) => [target.name, target] as const))('%s holds for inputs that nobody meant', (_, target) => {
  const { inputs, refused } = fuzz(target, 1, milliseconds);
  // Inputs that are all refused, or all well formed, put nothing to the test.
  expect(inputs).toBeGreaterThan(target.seeds.length);
  expect(refused).toBeLessThan(inputs);
});

test('a reader that is broken is found out, and the input told', () => {
  const crashers: Uint8Array[] = [];
  const broken = {
    name: 'broken',
    seeds: [Uint8Array.of(1, 2, 3)],
    refuses: [],
    run: (bytes: Uint8Array) => {
      if (bytes.length > 3 && bytes.includes(0xff)) throw new TypeError('x');
    },
  };
  expect(() => fuzz(broken, 1, 5000, (bytes) => crashers.push(bytes))).toThrow(TypeError);
  expect(crashers[0]?.includes(0xff)).toBe(true);
});

test('the same number draws the same input', () => {
  const [target] = targets;
  const draws = () => {
    const numbers = [5, 1, 4, 0, 3, 7, 2, 6];
    return (below: number) => {
      const next = numbers.shift()!;
      numbers.push(next);
      return next % below;
    };
  };
  expect(mutated(target!.seeds[0]!, target!.seeds, draws())).toEqual(mutated(target!.seeds[0]!, target!.seeds, draws()));
});
