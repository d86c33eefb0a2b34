/** What is wrong only with all outputs together is put aside at the end, and the journal's last word is that. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Written } from '../../src/flow/outcome.js';
import type { InstanceFacts } from '../../src/rt/instance-facts.js';
import { ClosingCheck } from '../../src/run/closing-check.js';
import { isoTime, readJournal } from '../../src/run/journal.js';
import { Ledger, type Settled } from '../../src/run/ledger.js';
import { openState } from '../../src/run/state.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { policyOf } from '../../src/verify/policy.js';
import { patientSearch, verifyPair } from '../../src/verify/verify.js';
import { element, part10 } from '../support/bytes.js';
import { plant, temporaryFolder } from '../support/folder.js';

const policy = policyOf({ options: ['retainLongitudinalTemporalModifiedDates'], wholeWeeks: true });
const file = (uid: string, patientId: string, date: string) =>
  readDicomFile(part10({}, [element(0x00080018, 'UI', uid), element(0x00080020, 'DA', date), element(0x00100020, 'LO', patientId)]));
const source = { size: 0, read: () => 0 };
const factsOf = (patientId: string, shifted: string, number: number) =>
  verifyPair(
    {
      original: { file: file(`2.999.${number}`, 'A', '20200108'), source },
      output: { file: file(`2.25.${number}`, patientId, shifted), source },
      name: 'x',
    },
    patientSearch([], policy),
    policy,
  );

const instance = (name: string): InstanceFacts => ({
  file: 0, sopClassUid: '1.2.840.10008.5.1.4.1.1.481.5', sopInstanceUid: name, studyInstanceUid: '1', seriesInstanceUid: '2',
  frameOfReferenceUid: '', modality: 'RTPLAN', patientKey: '', references: [], entities: [], numbers: [],
}); // biome-ignore format: a row

test('a date that moved by other days than the others of its patient', async () => {
  const folder = temporaryFolder();
  const outputs = plant(join(folder, 'out'), { '1.dcm': 'one', '2.dcm': 'two', '3.dcm': 'three' });
  const state = openState(join(folder, 'state'), {
    radonym: '0',
    command: 'deidentify',
    target: 'keep',
    settings: 's',
    started: isoTime(0),
    node: 'v',
    jobs: 1,
  });
  const host = { signal: new AbortController().signal, now: () => 0, record: () => {}, message: () => {}, watch: () => {} };
  const ledger = new Ledger(state, host, undefined);
  const closing = new ClosingCheck({ policy, aside: join(folder, 'state', 'quarantine') }, outputs);
  const dates = ['20200101', '20200101', '20191231'];
  for (const [index, date] of dates.entries()) {
    const name = `${index + 1}.dcm`;
    const outcome: Written = {
      outcome: 'written',
      output: name,
      sopClassUid: '',
      transferSyntaxUid: '',
      bytesIn: 5,
      bytesOut: 5,
      sha256: '',
      findings: [],
      mappings: [],
      review: [],
    };
    const settled: Settled & { readonly outcome: Written } = {
      file: { index, path: `/originals/${name}`, relative: name, size: 5, mtime: 0 },
      outcome,
      size: 5,
      mtime: 0,
    };
    await ledger.settle([settled]);
    const { findings: _, ...facts } = factsOf('RT1', date, index + 1);
    closing.add(
      settled,
      { ...facts, findings: [], graph: { before: instance(name), after: instance(name) } },
      { patientKey: 'A', terms: { names: [], ids: [], dates: [], places: [], devices: [] } },
    );
  }
  await closing.settle(ledger);
  ledger.close();
  expect(ledger.verified).toBe(2);
  // What was put aside is not drawn.
  expect(ledger.verdict?.graphs?.after.nodes.flatMap(({ files }) => files)).toEqual([1, 2]);
  expect(ledger.tally.counts()).toMatchObject({ written: 2, quarantined: 1, bytesOut: 10 });
  expect(existsSync(join(outputs, '3.dcm'))).toBe(false);
  expect(statSync(join(folder, 'state', 'quarantine', '3.dcm')).size).toBe(5);
  const past = await readJournal(join(folder, 'state', 'journal.jsonl'));
  expect([...past.files.values()].map(({ outcome, code }) => code ?? outcome)).toEqual(['written', 'written', 'verify/date-offset']);
});
