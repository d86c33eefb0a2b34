/** Every key of every record that commands print, and of the journal, is in the docs, and what the docs promise is there. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { element, part10 } from '../support/bytes.js';
import { compared, type KeyTable, keyTables } from '../support/record-tables.js';
import { type Ended, fixtures, radonym, recordsOf } from './radonym.js';

const page = (name: string): string => readFileSync(fileURLToPath(new URL(`../../docs/${name}`, import.meta.url)), 'utf8');
const tables = keyTables(page('json-records.md'));
const state = page('state-folder.md');
const journalTables = keyTables(state);

const scratch = mkdtempSync(join(tmpdir(), 'radonym-records-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const at = (name: string): string => join(scratch, name);
const study = join(fixtures, 'study');

/** By part of the page: all records that its commands printed. */
const printed = new Map<string, Record<string, unknown>[]>();
const journal: Record<string, unknown>[] = [];

async function run(part: string, ...words: string[]): Promise<Ended> {
  const ended = await radonym(...words, '--json');
  expect(ended.stdout, `${words.join(' ')}: ${ended.stderr}`).not.toBe('');
  printed.set(part, [...(printed.get(part) ?? []), ...recordsOf(ended)]);
  return ended;
}

const careless = `name: careless
extends: rt-research
options: [cleanDescriptors, cleanPixelData, retainPatientCharacteristics, retainLongitudinalTemporalModifiedDates, retainSafePrivate]
structureNames: { keep: none, unknown: drop }
rules:
  - { attribute: RTPlanLabel, action: remove, reason: nobody reads it }
  - { attribute: Manufacturer, action: replace, value: MAKER, when: { attribute: Modality, equals: CT } }
  - { attribute: '(3243,"OWN 1",01)', action: keep, modality: RTPLAN, reason: ours }
pixels:
  - { iod: rt-image, modality: RTIMAGE, manufacturer: M, model: X, imageType: DRR, rows: 4, columns: 4, blank: [[0, 0, 1, 1]], fill: 0, reason: name }
`;

/** Of no one study: an object drawn on outputs. */
function newObject(mapping: string): Uint8Array {
  const of = (kind: string): string =>
    mapping
      .split('\n')
      .find((line) => line.startsWith(`${kind},`))!
      .split(',')[2]!;
  const sopClass = '1.2.840.10008.5.1.4.1.1.481.3';
  return part10({ sopClass, sopInstance: '1.2.826.0.1.77.1' }, [
    element(0x00080016, 'UI', sopClass),
    element(0x00080018, 'UI', '1.2.826.0.1.77.1'),
    element(0x00100010, 'PN', ''),
    element(0x00100020, 'LO', of('patient')),
    element(0x0020000d, 'UI', of('study')),
    element(0x0020000e, 'UI', '1.2.826.0.1.77.2'),
  ]);
}

beforeAll(async () => {
  const runs = 'deidentify, transcode, share';
  writeFileSync(at('careless.yaml'), careless);
  await run(runs, 'deidentify', fixtures, '-o', at('all'));
  await run(runs, 'deidentify', study, '-o', at('dry'), '--dry-run', '-p', at('careless.yaml'));
  await run(runs, 'transcode', study, '-o', at('implicit'), '--to', 'implicit');
  await run(runs, 'deidentify', study, '-o', at('implicit'));
  await run(runs, 'share', study, '-o', at('case.zip'));
  await run('verify', 'verify', fixtures, at('all'));
  await run('lookup', 'lookup', '*', 'nobody', '--state', `${at('all')}.radonym`);
  await radonym('key', 'create', at('key'));
  for (const shard of ['1/2', '2/2']) await run(runs, 'deidentify', study, '-o', at('parts'), '--key-file', at('key'), '--shard', shard);
  await run('merge-state', 'merge-state', `${at('parts')}.radonym`, '-o', `${at('parts')}.radonym`);
  await run('dicomdir', 'dicomdir', join(fixtures, 'quarantine'), '-o', at('disc'));
  writeFileSync(at('new.dcm'), newObject(readFileSync(at('parts.radonym/mapping.csv'), 'utf8')));
  await run('reidentify', 'reidentify', at('new.dcm'), at('parts'), '--state', at('parts.radonym'), '-o', at('returned'));
  await run('profile explain', 'profile', 'explain', at('careless.yaml'));
  await run('profile explain', 'profile', 'explain', at('careless.yaml'), '--iod', 'rt-plan');
  const selftest = ['selftest', '--patients', '1', '-p', at('careless.yaml')];
  await run('selftest', ...selftest, '--mutants', '--keep', at('kept'), '--answer-key-out', at('key.csv'));
  const own = (name: string): string => join(at('kept'), 'careless', name);
  await run('selftest --answer-key', 'selftest', '--answer-key', at('key.csv'), '--outputs', own('output'), '--state', own('state'));
  for (const folder of ['all.radonym', 'implicit.radonym', 'parts.radonym/shard-1-of-2', 'parts.radonym'])
    journal.push(
      ...readFileSync(join(at(folder), 'journal.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
}, 180_000);

/** Keys that no run of this test can bring about, and why. */
const unseen: { readonly [key: string]: string } = {
  'blanked[][]': 'needs tesseract.js',
  'promises.changedVrs[]': 'is absent where each rule names an attribute',
  'promises.pixels[]': 'is empty where no profile has rows',
};

function holds(table: KeyTable, records: readonly Record<string, unknown>[]): void {
  expect(records.length, `records ${table.record} of ${table.part}`).toBeGreaterThan(0);
  const seen = new Set<string>();
  const wrong = new Set<string>();
  for (const record of records) {
    const answer = compared(record, table);
    for (const key of answer.seen) seen.add(key);
    for (const text of answer.wrong) wrong.add(text);
  }
  expect([...wrong]).toEqual([]);
  expect(table.keys.filter(({ key }) => !seen.has(key) && !(key in unseen)).map(({ key }) => key)).toEqual([]);
}

test('each type that is printed has a table in the part of its command, and the other way round', () => {
  const inDocs = tables.map(({ part, record }) => `${part}: ${record}`).sort();
  const inLife = [...printed].flatMap(([part, records]) => [...new Set(records.map(({ type }) => `${part}: ${type}`))]).sort();
  expect(inDocs).toEqual(inLife);
});

test.each(tables.map((table) => [table.part, table.record, table] as const))('%s, record %s', (part, record, table) => {
  holds(
    table,
    printed.get(part)!.filter(({ type }) => type === record),
  );
});

test.each([...tables, ...journalTables].map((table) => [table.part, table.record, table] as const))(
  '%s, example of %s',
  (_, record, table) => {
    for (const line of table.examples) {
      const example = JSON.parse(line) as Record<string, unknown>;
      expect(compared(example, table).wrong).toEqual([]);
      if (!record.endsWith(' line')) expect(example.type).toBe(record);
    }
  },
);

describe('the private state', () => {
  test.each(journalTables.map((table) => [table.record, table] as const))('journal, %s', (record, table) => {
    const isFile = record === 'file line';
    holds(
      table,
      journal.filter((line) => 'input' in line === isFile),
    );
  });

  test('its files are those of the page', () => {
    const files = state.slice(0, state.indexOf('\n## '));
    for (const name of [...readdirSync(at('all.radonym')), ...readdirSync(at('parts.radonym'))])
      expect(files).toContain(name.startsWith('shard-') ? '`shard-i-of-n/`' : `\`${name}\``);
  });

  test.each(['mapping.csv', 'review.csv'])('%s has the columns of its example', (name) => {
    const [head] = readFileSync(join(at('all.radonym'), name), 'utf8').split('\n');
    const part = state.slice(state.indexOf(`\n## ${name}`));
    expect(/^```csv\n(.*)$/m.exec(part)![1]).toBe(head);
  });

  test('kinds of the mapping that no rule names are those of the page', () => {
    const part = state.slice(state.indexOf('\n## mapping.csv'), state.indexOf('\n## review.csv'));
    const kinds = new Set(
      readFileSync(at('all.radonym/mapping.csv'), 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0]!),
    );
    for (const kind of ['patient', 'study', 'series', 'instance', 'frame-of-reference', 'date-shift']) {
      expect(part).toContain(`\`${kind}\``);
      expect(kinds).toContain(kind);
    }
  });
});

test('records of inspect have the members that its page says', async () => {
  const text = page('inspect.md');
  const members = new Map(
    [...text.matchAll(/^\| `([a-z-]+)`[^|]*\| (.*) \|$/gm)].map(([, type, cells]) => [type, cells!.matchAll(/`([a-zA-Z]+)`/g)] as const),
  );
  const known = new Map([...members].map(([type, all]) => [type, new Set([...all].map((match) => match[1]!))]));
  for (const { type, ...record } of recordsOf(await radonym('inspect', fixtures, '--json')))
    for (const key of Object.keys(record)) expect(known.get(String(type)), `${type} ${key}`).toContain(key);
});
