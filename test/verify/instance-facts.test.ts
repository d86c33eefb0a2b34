/** Two readers that share no code tell the same of a file's references: that of `inspect` on tokens, and that of the verification on trees. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inspect } from '../../src/flow/inspect.js';
import type { InstanceFacts } from '../../src/rt/instance-facts.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { instanceFacts } from '../../src/verify/instance-facts.js';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const files = ['study', 'second-patient'].flatMap((folder) => readdirSync(`${fixtures}${folder}`).map((name) => `${folder}/${name}`));

const placeOf = (row: { readonly path: string; readonly sopClassUid?: string }): string => `${row.path} ${row.sopClassUid ?? ''}`;
const sorted = <Row extends Parameters<typeof placeOf>[0]>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
const inOrder = ({ references, entities, numbers, ...own }: InstanceFacts) => ({
  ...own,
  patientKey: '',
  references: sorted(references),
  entities: sorted(entities),
  numbers: sorted(numbers),
});

test.each(files)('%s', (name) => {
  const bytes = new Uint8Array(readFileSync(`${fixtures}${name}`));
  const source = {
    size: bytes.length,
    read(position: number, target: Uint8Array) {
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
  };
  const { instance } = inspect(source, bytes.subarray(0, 65536), { values: false });
  expect(inOrder(instanceFacts(readDicomFile(bytes)))).toEqual(inOrder(instance));
});
