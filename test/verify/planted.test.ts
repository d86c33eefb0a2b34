/** On a plain copy of the fixtures each identifier that MANIFEST.json says is planted is reported at its place, but for those that no original gives away. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Manifest } from '../../scripts/fixtures/manifest.js';
import { type VerifyRecord, verifyRun } from '../../src/run/verify-run.js';
import { tagOfKeyword } from '../../src/standard/dictionary.js';
import { type Tag, tagText } from '../../src/standard/tag.js';
import type { VerifyFinding } from '../../src/verify/finding.js';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const manifest = JSON.parse(readFileSync(join(fixtures, 'MANIFEST.json'), 'utf8')) as Manifest;

let folder = '';
const findings = new Map<string, VerifyFinding[]>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'radonym-test-'));
  const output = join(folder, 'copy');
  cpSync(fixtures, output, { recursive: true });
  const record = (one: VerifyRecord): void => {
    if (one.type === 'finding') findings.set(one.output, [...(findings.get(one.output) ?? []), one]);
  };
  await verifyRun(
    { original: fixtures, output, jobs: 1 },
    { signal: new AbortController().signal, now: () => 0, record, progress: () => {} },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What cannot be known from the patient's originals. */
const unknowable: readonly (readonly [reason: string, value: RegExp, tagPath: RegExp])[] = [
  ['a date as people write it, and no attribute has that date in a form that is searched for', /^\d+-\d+-\d+$/, /^RTPlanLabel$/],
  ['the name of a trial, in a text alone', /^LARKSPUR/, /^TreatmentProtocols$/],
  ['a host, in private text alone', /^brm-ws17/, /00991011$/],
  ['places are searched for whole: their words are words of others too', /^Brackenmoor$/, /ToleranceTableLabel$/],
  ["staff that another patient's files name", /^Fenwyck$/, /ROIGenerationDescription$/],
  ['the UID of a class, private as it is, names no instance', /\.70\.1\.70$/, /^SOPClassUID$/],
];

const telling = new Set(['verify/leak', 'verify/date-kept', 'verify/uid-kept', 'verify/preamble', 'verify/file-meta']);

test('every planted identifier is reported where it stands', () => {
  const missed: string[] = [];
  const excused = new Set<string>();
  let planted = 0;
  for (const file of manifest.files.filter(({ path }) => !path.startsWith('broken/'))) {
    const own = (findings.get(file.path) ?? []).filter(({ code }) => telling.has(code));
    for (const { value, tagPath } of file.planted) {
      planted++;
      if (own.some((finding) => stands(finding, tagPath))) continue;
      const row = unknowable.find(([, values, paths]) => values.test(value) && paths.test(tagPath));
      if (row) excused.add(row[0]);
      else missed.push(`${file.path} ${tagPath}: ${value}`);
    }
  }
  expect(missed).toEqual([]);
  expect(planted).toBeGreaterThan(4000);
  // A reason that no longer holds is one too many.
  expect([...excused].sort()).toEqual(unknowable.map(([reason]) => reason).sort());
});

test('a broken file is an error of its own', () => {
  const broken = manifest.files.filter(({ path }) => path.startsWith('broken/'));
  const silent = broken.filter(({ path }) => !(findings.get(path) ?? []).some(({ severity }) => severity === 'error'));
  expect(silent.map(({ path }) => path)).toEqual([]);
});

function stands({ code, path }: VerifyFinding, tagPath: string): boolean {
  if (tagPath === 'bytes') return true;
  if (tagPath === 'preamble and file meta') return path === undefined || path.startsWith('(0002,') || code === 'verify/preamble';
  return path === placeOf(tagPath);
}

/** `BeamSequence[0].BeamName` → `(300A,00B0)[1].(300A,00C2)` */
function placeOf(tagPath: string): string {
  const parts = tagPath.split('.').map((part) => {
    const [, name = '', item] = /^(\w+?)(?:\[(\d+)\])?$/.exec(part)!;
    const tag = /^[\dA-F]{8}$/.test(name) ? (Number.parseInt(name, 16) as Tag) : tagOfKeyword(name)!;
    return item === undefined ? tagText(tag) : `${tagText(tag)}[${Number(item) + 1}]`;
  });
  return parts.join('.');
}
