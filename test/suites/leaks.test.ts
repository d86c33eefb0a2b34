/**
 * Synthetic patients with identifiers in every text of every IOD, through the real flow: nothing of them is left in any byte, what is
 * useful is left, and the scorer notices when a part of the de-identifier is missing. RADONYM_SYNTHETIC=patients,seed makes it bigger.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Scored, scoreInMemory } from '../../src/run/selftest-flow.js';
import { mutants } from '../../src/run/selftest-mutants.js';
import { iodTypeSopClasses } from '../../src/standard/iod-types.js';
import { sopClass } from '../../src/standard/sop-class.js';
import type { SyntheticOptions } from '../../src/synthetic/study.js';
import { syntheticPatients } from '../../src/synthetic/study.js';
import type { Case, Score, Tally } from '../../src/verify/score.js';
import { profileOf } from './pipeline.js';

const [patients, seed] = (process.env.RADONYM_SYNTHETIC ?? '').split(',').map(Number);
/** One patient per character set; every IOD is in one of them, or in all of them when asked for more. */
const made: SyntheticOptions = patients ? { patients, seed: seed || 1 } : { patients: 6, seed: 1, every: 6 };

const folder = fileURLToPath(new URL('../../coverage/synthetic/', import.meta.url));

/** Counts by SOP Class and category, as a table beside the test's output. */
function report(name: string, { total, bySopClass, byCategory }: Score): void {
  const line = (title: string, { instances, planted, leaked, expected, kept }: Tally): string => {
    const share = expected === 0 ? '' : `${((kept / expected) * 100).toFixed(2)} %`;
    return [title.padEnd(52), instances, planted, leaked, expected, kept, share].join('\t');
  };
  const head = 'SOP Class or category\tinstances\tplanted\tleaked\texpected\tkept\tshare';
  mkdirSync(folder, { recursive: true });
  const rows = [...bySopClass, ...byCategory].map(([title, tally]) => line(title, tally));
  writeFileSync(`${folder}${name}.tsv`, `${[head, line('all', total), ...rows].join('\n')}\n`);
}

const told = (cases: readonly Case[]): string[] =>
  cases.map(({ sopClass: where, path, what, text }) => `${where} ${path} ${what}: ${text}`);

describe.each(['basic', 'rt-research', 'rt-tps-import', 'rt-vendor-support', 'public-release'])('%s', (profile) => {
  let scored: Scored | undefined;
  const score = (): Score => {
    scored ??= scoreInMemory(profileOf(profile), made);
    return scored.score;
  };

  test('writes an instance of every IOD, but of those that it quarantines', () => {
    report(profile, score());
    const quarantined = iodTypeSopClasses().filter((uid) => profileOf(profile).quarantine.includes(sopClass(uid)!.category));
    expect(score().bySopClass.size).toBe(iodTypeSopClasses().length - quarantined.length);
    expect([...scored!.others.keys()]).toEqual(['deid/sop-class-quarantined']);
  });

  test('leaves no identifier in any byte', () => {
    expect(score().total.planted).toBeGreaterThan(40_000);
    expect(told(score().leaks)).toEqual([]);
  });

  test('keeps 99 of 100 values that its options keep, in every category', () => {
    const { total, byCategory, lost } = score();
    expect(total.expected).toBeGreaterThan(10_000);
    expect(total.kept / total.expected, told(lost).slice(0, 20).join('\n')).toBeGreaterThan(0.99);
    for (const [category, { expected, kept }] of byCategory)
      if (expected > 200) expect(kept / expected, `${category}\n${told(lost.filter((one) => one.what === category)).slice(0, 20).join('\n')}`).toBeGreaterThan(0.98); // biome-ignore format: one line
  });

  test('moves all dates of a patient by the same whole weeks', () => {
    expect(told(score().dates)).toEqual([]);
  });

  test('leaves what the tables require, and every reference', () => {
    const { invalid, links } = score();
    expect(told(invalid)).toEqual([]);
    expect(told(links.findings)).toEqual([]);
    if (profile !== 'basic') expect(links.resolvedAfter).toBe(links.resolvedBefore);
    expect(links.resolvedBefore).toBeGreaterThan(150);
  });
});

test('the same seed makes the same bytes', () => {
  const few = { patients: 2, seed: 5, every: 12 };
  const all = () => [...syntheticPatients(few)].flatMap(({ files, key }) => [key, ...files]);
  expect(all()).toEqual(all());
  expect([...syntheticPatients({ ...few, seed: 6 })][0]!.key.patientId).not.toBe([...syntheticPatients(few)][0]!.key.patientId);
});

describe('a weakened de-identifier is caught', () => {
  const few: SyntheticOptions = { patients: 2, seed: 3, every: 20 };

  test('plainly: as it is, it is clean', () => {
    const { score } = scoreInMemory(profileOf('rt-research'), few);
    expect([told(score.leaks), told(score.links.findings), told(score.invalid)]).toEqual([[], [], []]);
  });

  test.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s', (_, { weakness, noticed, appliesTo }) => {
    const profile = profileOf('rt-research');
    expect(appliesTo?.(profile) ?? true).toBe(true);
    expect(noticed(scoreInMemory(profile, few, weakness).score)).toBeGreaterThan(0);
  });
});
