/** What must hold whatever the profile, over all fixtures: the built command makes the outputs, the second parser judges them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeText } from '../../scripts/fixtures/charset.js';
import { type ReadFile, readDicomFile } from '../../src/verify/dataset-reader.js';
import { createLeakSearch, type LeakSearch } from '../../src/verify/leaks.js';
import { LinkChecker } from '../../src/verify/links.js';
import { compareValues } from '../../src/verify/values.js';
import { fixtures, radonym } from './radonym.js';

interface Manifest {
  readonly identifiers: readonly { readonly value: string; readonly kind: string }[];
  readonly retained: readonly { readonly value: string }[];
}

const manifest = JSON.parse(readFileSync(join(fixtures, 'MANIFEST.json'), 'utf8')) as Manifest;
const characterSets = ['ISO_IR 100', 'ISO_IR 144', 'ISO 2022 IR 6\\ISO 2022 IR 87', 'ISO 2022 IR 6\\ISO 2022 IR 149', 'GB18030'];
const folders = ['study', 'second-patient', 'encodings'];
const scratch = mkdtempSync(join(tmpdir(), 'radonym-promises-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
}

function read(path: string): ReadFile | undefined {
  const bytes = readFileSync(path);
  for (const trust of ['stated', 'looks'] as const) {
    try {
      return readDicomFile(bytes, trust);
    } catch {
      // The other way, or none.
    }
  }
  return undefined;
}

function searchOf(values: readonly { readonly value: string; readonly kind: string }[]): LeakSearch {
  return createLeakSearch(
    values.map(({ value, kind }) => ({
      text: value,
      name: kind === 'name',
      bytes: characterSets.flatMap((set) => {
        try {
          return [encodeText(value, set, 'LT')];
        } catch {
          return [];
        }
      }),
    })),
  );
}

/** Kinds of identifier that a profile keeps on purpose. */
const retainedKinds: { readonly [profile: string]: readonly string[] } = {
  'rt-tps-import': ['device'],
  'rt-vendor-support': ['device', 'serial'],
};

describe.each(['rt-research', 'basic', 'rt-tps-import', 'rt-vendor-support', 'public-release'])('%s', (profile) => {
  const output = join(scratch, profile);
  const pairs: { readonly input: string; readonly output: string }[] = [];
  beforeAll(async () => {
    const ended = await radonym('deidentify', ...folders.map((name) => join(fixtures, name)), '-o', output, '-p', profile, '-q');
    expect([0, 3]).toContain(ended.code);
    const lines = readFileSync(`${output}.radonym/journal.jsonl`, 'utf8').trim().split('\n').slice(1);
    for (const line of lines) {
      const { input, output: name, outcome, code } = JSON.parse(line) as Record<string, string>;
      if (outcome === 'written') pairs.push({ input: input!, output: join(output, name!) });
      else expect(code).toBeTruthy();
    }
  });

  test('writes nearly all of the fixtures', () => {
    expect(pairs.length).toBeGreaterThan(50);
    expect(filesUnder(output)).toHaveLength(pairs.length);
  });

  test('leaves no identifier in any byte of an output, nor in its name', () => {
    const stays = retainedKinds[profile] ?? [];
    const search = searchOf(manifest.identifiers.filter(({ kind }) => !stays.includes(kind)));
    const leaks = pairs.flatMap(({ output: path }) => {
      const file = read(path);
      const found = [...(file ? search.inFile(file) : search.inBytes(readFileSync(path))), ...search.inName(path.slice(output.length))];
      return found.map(({ term, disguise, path: at }) => `${manifest.identifiers[term]!.kind} as ${disguise} at ${at}`);
    });
    expect(leaks).toEqual([]);
  });

  test('keeps the graph of references, and every clinical value byte for byte', () => {
    const links = new LinkChecker();
    const changed: string[] = [];
    for (const pair of pairs) {
      const [original, made] = [read(pair.input), read(pair.output)];
      if (original === undefined || made === undefined) continue;
      links.add({ original, output: made });
      for (const { code, path } of compareValues({ original, output: made })) changed.push(`${code} ${path}`);
    }
    const report = links.report();
    expect(report.resolvedBefore).toBeGreaterThan(100);
    expect(report.findings).toEqual([]);
    expect(changed).toEqual([]);
  });
});

test('what shall survive rt-research stands in some output', () => {
  const all = filesUnder(join(scratch, 'rt-research')).map((name) => read(join(scratch, 'rt-research', name)));
  const texts = all.map((file) => Buffer.from(file?.inflated ?? file?.bytes ?? []).toString('latin1')).join('\n');
  expect(
    manifest.retained.filter(({ value }) => !texts.includes(Buffer.from(value, 'utf8').toString('latin1'))).map(({ value }) => value),
  ).toEqual([]);
});

test('the same search finds nearly every identifier in the inputs: it can fail', () => {
  const search = searchOf(manifest.identifiers);
  const found = new Set<number>();
  for (const folder of [...folders, 'quarantine', 'broken']) {
    for (const name of filesUnder(join(fixtures, folder))) {
      const path = join(fixtures, folder, name);
      const file = read(path);
      for (const { term } of file ? search.inFile(file) : search.inBytes(readFileSync(path))) found.add(term);
    }
  }
  expect(found.size).toBeGreaterThan(manifest.identifiers.length * 0.9);
});
