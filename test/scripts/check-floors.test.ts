import { describe, expect, test } from 'vitest';
import { floorProblems } from '../../scripts/check-floors.js';

describe('floor imports', () => {
  test.each([
    ['wire/a.ts', "import { vr } from '../standard/vr.js';"],
    ['wire/a.ts', "import type { Token } from './token.js';"],
    ['wire/a.ts', "import { Inflate } from 'pako';"],
    ['wire/a.ts', "const library = createRequire(import.meta.url)('dicom-character-set');"],
    ['deid/profile-check.ts', "import { z } from 'zod';"],
    ['deid/pseudonyms.ts', "import { createHmac } from 'node:crypto';"],
    ['verify/a.ts', "import parser from 'dicom-parser';"],
    ['run/deep/a.ts', "import { x } from '../../flow/outcome.js';"],
    ['run/a.ts', "import { Worker } from 'node:worker_threads';"],
    ['cli/a.ts', "const { run } = await import('../run/run.js');"],
    ['standard/tag.ts', "import { tags } from './generated/attributes.js';"],
    ['index.ts', "export { x } from './wire/tokenizer.js';"],
    ['wire/a.ts', "// import { x } from '../deid/actions.js';"],
    ['wire/a.ts', "/** not import('../deid/actions.js') */"],
  ] as const)('%s may say: %s', (path, text) => {
    expect(floorProblems(path, `${text}\n`)).toEqual([]);
  });

  test.each([
    ['base/a.ts', "import { x } from '../standard/vr.js';", 'imports standard'],
    ['base/a.ts', "import { readFileSync } from 'node:fs';", 'imports node:fs'],
    ['standard/a.ts', "import { Buffer } from 'node:buffer';", 'imports node:buffer'],
    ['standard/a.ts', "export { x } from '../wire/value.js';", 'imports wire'],
    ['wire/a.ts', "import type { X } from '../deid/actions.js';", 'imports deid'],
    ['wire/a.ts', "import { readSync } from 'node:fs';", 'imports node:fs'],
    ['wire/a.ts', "const x = createRequire(import.meta.url)('yaml');", 'imports yaml'],
    ['deid/a.ts', "import { x } from '../rt/graph.js';", 'imports rt'],
    ['deid/compile.ts', "import { z } from 'zod';", 'imports zod'],
    ['rt/a.ts', "import { x } from '../pixel/image.js';", 'imports pixel'],
    ['flow/a.ts', "import { x } from '../io/files.js';", 'imports io'],
    ['flow/a.ts', "import { x } from 'node:fs';", 'imports node:fs'],
    ['verify/a.ts', "import { Tokenizer } from '../wire/tokenizer.js';", 'imports wire'],
    ['verify/a.ts', "const x = await import('../wire/tokenizer.js');", 'imports wire'],
    ['run/a.ts', "import { x } from '../cli/main.js';", 'imports cli'],
    ['cli/a.ts', "import { x } from '../flow/process-file.js';", 'imports flow'],
    ['io/a.ts', "import '../standard/vr.js';", 'imports standard'],
    ['wire/a.ts', "import { tags } from '../standard/generated/attributes.js';", 'only standard reads generated tables'],
    ['run/a.ts', "import { x } from '../../scripts/generate.js';", 'imports ../../scripts'],
    ['utils/a.ts', 'const x = 1;', 'no floor is called utils'],
  ] as const)('%s may not say: %s', (path, text, problem) => {
    expect(floorProblems(path, `${text}\n`)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('other rules of src', () => {
  test('a file has at most 300 lines, a generated one any number', () => {
    const lines = (count: number): string => 'x;\n'.repeat(count);
    expect(floorProblems('wire/a.ts', lines(300))).toEqual([]);
    expect(floorProblems('wire/a.ts', lines(301))).toEqual([expect.stringContaining('301 lines')]);
    expect(floorProblems('standard/generated/a.ts', lines(301))).toEqual([]);
    expect(floorProblems('index.ts', lines(301))).toHaveLength(1);
  });

  test.each([
    ['export default function x() {}', 'a default export'],
    ['export { x as default };', 'a default export'],
    ['const x = Math.random();', 'Math.random'],
    ['const x = Date.now();', 'Date.now'],
    ['const x = new Date();', 'new Date()'],
    ["const x = process.env['HOME'];", 'process.'],
    ["const uid = '1.2.840.10008.1.2.1';", 'a UID literal'],
  ])('wire may not say: %s', (text, problem) => {
    expect(floorProblems('wire/a.ts', `${text}\n`)).toEqual([expect.stringContaining(problem)]);
  });

  test('the edges may have a clock; nobody but standard a UID literal', () => {
    expect(floorProblems('run/a.ts', 'const x = Date.now();\n')).toEqual([]);
    expect(floorProblems('run/a.ts', "const x = '1.2.840.10008.1.2';\n")).toHaveLength(1);
    expect(floorProblems('standard/a.ts', "const x = '1.2.840.10008.1.2';\n")).toEqual([]);
    expect(floorProblems('deid/a.ts', 'const x = new Date(2020, 1, 1);\n')).toEqual([]);
  });
});
