import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noTerms } from '../../src/deid/identity.js';
import type { PatientIdentity } from '../../src/flow/process-file.js';
import { refuseCollisions } from '../../src/run/collisions.js';
import { MappingFile } from '../../src/run/mapping-file.js';
import { temporaryFolder } from '../support/folder.js';

const patient = (patientKey: string): PatientIdentity => ({ patientKey, terms: noTerms });
const [a, b] = [patient('A'), patient('B')];

function ask(identities: readonly (PatientIdentity | undefined)[], names: Record<string, string>, earlier: Record<string, string[]> = {}) {
  refuseCollisions({
    identities,
    patientIdsOf: ({ patientKey }) => [patientKey],
    pseudonymOf: ({ patientKey }) => names[patientKey]!,
    earlier: (pseudonym) => earlier[pseudonym] ?? [],
  });
}

test('patients with pseudonyms of their own pass, however many files they have', () => {
  expect(() => ask([a, undefined, b, a, b], { A: 'P1', B: 'P2' }, { P1: [' a '], P2: ['x', 'B'] })).not.toThrow();
});

test.each([
  ['two patients of a run', [undefined, a, a, b], {}, /files 2 and 4 /],
  ['a patient and one of an earlier run', [undefined, a], { P: ['C'] }, /file 2 .* earlier run/],
] as const)('%s with one pseudonym are refused, and nobody is named', (_, identities, earlier, message) => {
  expect(() => ask([...identities], { A: 'P', B: 'P' }, earlier as unknown as Record<string, string[]>)).toThrow(
    expect.objectContaining({ code: 'run/pseudonym-collision', message: expect.stringMatching(message) }),
  );
});

test('originals that share a pseudonym are counted by kind; spellings of one, offsets and IDs of a patient are none', () => {
  const path = join(temporaryFolder(), 'mapping.csv');
  const first = new MappingFile(path, true);
  first.add([
    ['machine', 'TB1', 'LINAC-2'],
    ['machine', 'tb1', 'LINAC-2'],
    ['person', 'Doe^Jane', 'P-2'],
    ['person', 'Doe, Jane', 'P-2'],
    ['patient', 'A', 'RT1'],
    ['patient', 'B', 'RT1'],
    ['date-shift', 'A', '-70'],
    ['date-shift', 'C', '-70'],
  ]);
  expect(first.shared()).toEqual([]);
  first.close();
  const second = new MappingFile(path, false);
  second.add([['machine', 'TB2', 'LINAC-2']]);
  expect(second.shared()).toEqual([['machine', 1]]);
  expect(second.patientsOf('RT1')).toEqual(['A', 'B']);
});
