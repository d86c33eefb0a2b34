/** Is a de-identified folder readable, no less conformant, linked as before, clinically the same, and free of every identifier? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadFile, readDicomFile } from '../../src/verify/dataset-reader.js';
import type { Identifier } from '../../src/verify/disguises.js';
import { createLeakSearch, type LeakSearch } from '../../src/verify/leaks.js';
import { LinkChecker } from '../../src/verify/links.js';
import { compareValues } from '../../src/verify/values.js';
import { encodeText } from '../fixtures/charset.js';
import { type Fate, fates, filesUnder, type InputSet, isExcepted, treeDigest } from './input-set.js';
import { checkConformance, checkReaders } from './readers.js';
import type { Tally } from './tally.js';
import { python, radonym } from './tools.js';

export async function checkDeidentified(tally: Tally, set: InputSet): Promise<void> {
  const output = join(set.scratch, 'deidentified');
  const ran = await radonym('deidentify', set.folder, '-o', output);
  const name = `deidentify ${set.name}`;
  if (ran.code !== 0 && ran.code !== 3) {
    tally.check(`${name}: it runs`, [`exit code ${ran.code}`]);
    return;
  }
  const all = fates(set.folder, `${output}.radonym`);
  const written = all.filter((fate) => fate.outcome === 'written');
  checkFates(tally, name, set, output, all, ran.code);
  const origin = new Map(written.map((fate) => [fate.output!, join(set.folder, fate.input)]));
  await checkReaders(tally, name, output, (file) => origin.get(file));
  await checkConformance(tally, name, set.folder, output, written);
  checkPairs(tally, name, set.folder, output, written);
  await checkLeaks(tally, name, set, output, written);
  await checkDeterminism(tally, name, set, output);
}

function checkFates(tally: Tally, name: string, set: InputSet, output: string, all: readonly Fate[], code: number): void {
  const inputs = filesUnder(set.folder);
  const told = new Set(all.map((fate) => fate.input));
  tally.check(
    `${name}: ${inputs.length} inputs have a fate each`,
    inputs.filter((input) => !told.has(input)).map((input) => `${input}: no line in the journal`),
  );
  const silent = all
    .filter((fate) => fate.outcome !== 'written' && !fate.code)
    .map((fate) => `${fate.input}: ${fate.outcome} without a code`);
  tally.check(`${name}: what was not written says why`, silent);
  const refused = all.filter((fate) => fate.outcome === 'failed' && !isExcepted('deidentify', join(set.folder, fate.input)));
  tally.check(
    `${name}: only listed inputs fail`,
    refused.map((fate) => `${fate.input}: ${fate.code}`),
  );
  const expected = all.flatMap((fate) => (fate.output === undefined ? [] : [fate.output])).sort();
  const there = filesUnder(output);
  const odd = [...expected.filter((file) => !there.includes(file)), ...there.filter((file) => !expected.includes(file))];
  tally.check(`${name}: the output folder holds the journal's outputs and nothing else`, odd);
  const troubled = all.some((fate) => fate.outcome === 'failed' || fate.outcome === 'quarantined');
  tally.check(`${name}: the exit code tells`, code === (troubled ? 3 : 0) ? [] : [`exit code ${code}`]);
}

function checkPairs(tally: Tally, name: string, folder: string, output: string, written: readonly Fate[]): void {
  const links = new LinkChecker();
  const changed: string[] = [];
  const unreadable: string[] = [];
  for (const fate of written) {
    const pair = { original: tryRead(join(folder, fate.input)), output: tryRead(join(output, fate.output!)) };
    if (!pair.output) unreadable.push(`${fate.input}: its output`);
    if (!pair.original) unreadable.push(`${fate.input}: itself`);
    if (!pair.original || !pair.output) {
      links.add({ original: empty, output: empty });
      continue;
    }
    links.add({ original: pair.original, output: pair.output });
    for (const finding of compareValues({ original: pair.original, output: pair.output }))
      changed.push(`${fate.input}: ${finding.code} ${finding.path}`);
  }
  tally.check(`${name}: the second parser reads inputs and outputs`, unreadable);
  tally.check(`${name}: clinical values are the same bytes`, changed);
  const report = links.report();
  tally.check(
    `${name}: ${report.resolvedBefore} references that resolved, ${report.resolvedAfter} that resolve, the graph is the same`,
    report.findings.map((finding) => `${written[finding.pair]!.input}: ${finding.code} ${finding.path}`),
  );
}

const empty: ReadFile = { preamble: new Uint8Array(0), fileMeta: [], elements: [], transferSyntaxUid: '', dataSetBytes: new Uint8Array(0) };

function tryRead(path: string): ReadFile | undefined {
  try {
    return readDicomFile(readFileSync(path));
  } catch {
    return undefined;
  }
}

async function checkLeaks(tally: Tally, name: string, set: InputSet, output: string, written: readonly Fate[]): Promise<void> {
  const searches = set.name === 'fixtures' ? plantedSearch(set) : await harvestedSearches(set, written);
  const wrong: string[] = [];
  for (const fate of written) {
    const bytes = readFileSync(join(output, fate.output!));
    const search = searches(fate.input);
    const leaks = [...search.inFile(bytes, tryRead(join(output, fate.output!))), ...search.inName(fate.output!)];
    for (const leak of leaks)
      wrong.push(`${fate.input}: identifier ${leak.term} as ${leak.disguise} in ${leak.path ?? leak.where} at ${leak.offset}`);
  }
  tally.check(`${name}: no identifier in any byte or name of ${written.length} outputs`, wrong);
}

function plantedSearch(set: InputSet): (input: string) => LeakSearch {
  const manifest = JSON.parse(readFileSync(join(set.folder, 'MANIFEST.json'), 'utf8')) as { identifiers: readonly { value: string }[] };
  const search = createLeakSearch(manifest.identifiers.map(({ value }) => ({ text: value, bytes: otherCharacterSets(value) })));
  return () => search;
}

function otherCharacterSets(text: string): Uint8Array[] {
  return ['\\ISO 2022 IR 87', '\\ISO 2022 IR 149', 'GB18030', 'ISO_IR 144'].flatMap((characterSet) => {
    try {
      return [encodeText(text, characterSet, 'PN')];
    } catch {
      return [];
    }
  });
}

interface Harvest {
  readonly patient: string;
  readonly terms: readonly { readonly text?: string; readonly hex?: string }[];
}

/** What pydicom finds in all files of a patient is searched for in that patient's outputs, UIDs in everyone's. */
async function harvestedSearches(set: InputSet, written: readonly Fate[]): Promise<(input: string) => LeakSearch> {
  const { out } = await python('harvest.py', [], written.map((fate) => `${join(set.folder, fate.input)}\n`).join(''));
  const harvests = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Harvest);
  if (harvests.length !== written.length) throw new Error('harvest.py did not answer for every file');
  const terms = new Map<string, Map<string, Identifier>>();
  const common = new Map<string, Identifier>();
  for (const harvest of harvests) {
    const own = terms.get(harvest.patient) ?? new Map<string, Identifier>();
    terms.set(harvest.patient, own);
    for (const { text, hex } of harvest.terms) {
      if (hex) own.set(`hex:${hex}`, { text: '', bytes: [Buffer.from(hex, 'hex')] });
      else if (text) (/^[\d.]{9,}$/.test(text) && text.includes('.') ? common : own).set(text, { text });
    }
  }
  const searches = new Map([...terms].map(([patient, own]) => [patient, createLeakSearch([...own.values(), ...common.values()])]));
  const patientOf = new Map(written.map((fate, index) => [fate.input, harvests[index]!.patient]));
  return (input) => searches.get(patientOf.get(input)!)!;
}

async function checkDeterminism(tally: Tally, name: string, set: InputSet, first: string): Promise<void> {
  const key = join(`${first}.radonym`, 'project.key');
  const expected = treeDigest(first);
  for (const jobs of ['1', '2']) {
    const again = join(set.scratch, `again-${jobs}`);
    const ran = await radonym('deidentify', set.folder, '-o', again, '--key-file', key, '-j', jobs);
    const digest = treeDigest(again);
    const odd =
      digest.length === expected.length
        ? digest.filter((line, index) => line !== expected[index]).map((line) => line.slice(0, -65))
        : [`${digest.length} files instead of ${expected.length}, exit code ${ran.code}`];
    tally.check(`${name}: the same key gives the same bytes with -j ${jobs}`, odd);
  }
}
