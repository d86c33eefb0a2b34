import fc from 'fast-check';
import { expect, test } from 'vitest';
import { feed, portions } from '../../src/run/feed.js';

const sized = (...sizes: number[]) => sizes.map((size) => ({ size }));

test('every file is in one portion, in order, within the limits', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100)), fc.integer({ min: 1, max: 8 }), (sizes, jobs) => {
      const files = sized(...sizes);
      const all = [...portions(files, { jobs, files: 5, bytes: 120 })];
      expect(all.flat()).toEqual(files);
      for (const portion of all) {
        expect(portion.length).toBeGreaterThan(0);
        expect(portion.length).toBeLessThanOrEqual(5);
        if (portion.length > 1) expect(portion.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(120);
      }
    }),
  );
});

test('small files share portions, which get smaller towards the end', () => {
  const lengths = [...portions(sized(...Array(1000).fill(1)), { jobs: 2, files: 64, bytes: 1e6 })].map((portion) => portion.length);
  expect(lengths[0]).toBe(64);
  expect(lengths.at(-1)).toBe(1);
  expect([...lengths].sort((a, b) => b - a)).toEqual(lengths);
});

test('at most `jobs` portions are worked on, and only a window of them is made', async () => {
  let [made, now, most, furthest, done] = [0, 0, 0, 0, 0];
  function* numbers() {
    for (let n = 0; n < 100; n++) {
      made++;
      yield n;
    }
  }
  await feed(
    numbers(),
    3,
    () => false,
    async () => {
      most = Math.max(most, ++now);
      furthest = Math.max(furthest, made - done);
      await new Promise((resume) => setImmediate(resume));
      now--;
      done++;
    },
  );
  expect([done, most]).toEqual([100, 3]);
  expect(furthest).toBeLessThanOrEqual(7);
});

test('nothing begins after stop, and after an error, which is thrown once all is over', async () => {
  const begun: number[] = [];
  await feed(
    [1, 2, 3],
    1,
    () => begun.length === 1,
    async (n) => void begun.push(n),
  );
  expect(begun).toEqual([1]);
  let over = 0;
  const work = async (n: number) => {
    if (n === 2) throw new Error('two');
    await new Promise((resume) => setTimeout(resume, 20));
    over++;
  };
  await expect(feed([1, 2, 3, 4, 5, 6], 2, () => false, work)).rejects.toThrow('two');
  expect(over).toBe(1);
});
