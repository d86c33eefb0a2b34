/** Is a de-identified folder readable, no less conformant, linked as before, clinically the same, and free of every identifier? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReadFile, readDicomFile } from '../../src/verify/dataset-reader.js';
import type { Identifier } from '../../src/verify/disguises.js';
import { latin1Text } from '../../src/verify/element-tree.js';
import { createLeakSearch, type LeakSearch } from '../../src/verify/leaks.js';
import { LinkChecker } from '../../src/verify/links.js';
import { compareValues } from '../../src/verify/values.js';
import { encodeText } from '../fixtures/charset.js';
import { type Fate, fates, filesUnder, type InputSet, mayFail, treeDigest } from './input-set.js';
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
  checkFates(tally, name, set, output, all, ran.code);
  await checkOutputs(tally, name, set, output, all);
  await checkDeterminism(tally, name, set, output);
  await checkConflicting(tally, name, set, `${output}.radonym`, all);
}

async function checkOutputs(tally: Tally, name: string, set: InputSet, output: string, all: readonly Fate[]): Promise<void> {
  const written = all.filter((fate) => fate.outcome === 'written');
  const origin = new Map(written.map((fate) => [fate.output!, join(set.folder, fate.input)]));
  await checkReaders(tally, name, output, (file) => origin.get(file));
  await checkConformance(tally, name, set.folder, output, written);
  checkPairs(tally, name, set.folder, output, written);
  await checkLeaks(tally, name, set, output, written);
}

/** Files that claim to be the same instance cannot go into one run: they take turns, one of each claim at a time. */
async function checkConflicting(tally: Tally, name: string, set: InputSet, state: string, all: readonly Fate[]): Promise<void> {
  const claims = new Map<string, string[]>();
  for (const fate of all.filter(({ code }) => code === 'run/instance-conflict')) {
    const file = tryRead(join(set.folder, fate.input), 'original');
    const uid = file?.elements.find((element) => element.tag === 0x00080018);
    const claim = uid ? latin1Text(uid.bytes) : fate.input;
    claims.set(claim, [...(claims.get(claim) ?? []), fate.input]);
  }
  const turns = Math.max(0, ...[...claims.values()].map((inputs) => inputs.length));
  for (let turn = 0; turn < turns; turn++) {
    const inputs = [...claims.values()].flatMap((each) => each.slice(turn, turn + 1)).map((input) => join(set.folder, input));
    const output = join(set.scratch, `turn-${turn + 1}`);
    await radonym('deidentify', ...inputs, '-o', output, '--key-file', join(state, 'project.key'));
    const told = fates(set.folder, `${output}.radonym`);
    const title = `${name}, conflicting ones, turn ${turn + 1} of ${turns}`;
    const refused = told.filter((fate) => fate.outcome === 'failed' && !mayFail('deidentify', set, fate));
    tally.check(
      `${title}: only listed inputs fail`,
      refused.map((fate) => `${fate.input}: ${fate.code}`),
    );
    if (told.some((fate) => fate.outcome === 'written')) await checkOutputs(tally, title, set, output, told);
  }
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
  const refused = all.filter((fate) => fate.outcome === 'failed' && !mayFail('deidentify', set, fate));
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
    const pair = { original: tryRead(join(folder, fate.input), 'original'), output: tryRead(join(output, fate.output!), 'output') };
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

const none = new Uint8Array(0);
const empty: ReadFile = { preamble: none, fileMeta: [], elements: [], transferSyntaxUid: '', bytes: none, inflated: undefined };

/** An original may state a wrong Transfer Syntax: then what its first element looks like is gone by. */
function tryRead(path: string, of: 'original' | 'output'): ReadFile | undefined {
  for (const trust of of === 'original' ? (['stated', 'looks'] as const) : (['stated'] as const)) {
    try {
      return readDicomFile(readFileSync(path), trust);
    } catch {
      // The next way, or none.
    }
  }
  return undefined;
}

async function checkLeaks(tally: Tally, name: string, set: InputSet, output: string, written: readonly Fate[]): Promise<void> {
  const searches = set.name === 'fixtures' ? plantedSearch(set) : await harvestedSearches(set, written);
  const wrong: string[] = [];
  for (const fate of written) {
    const path = join(output, fate.output!);
    const search = searches(fate.input);
    const file = tryRead(path, 'output');
    const leaks = [...(file ? search.inFile(file) : search.inBytes(readFileSync(path))), ...search.inName(fate.output!)];
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
