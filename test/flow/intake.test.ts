/** Another thread may look at what is read while it is worked on: nobody writes into it. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import { loadProfile } from '../../src/deid/profile.js';
import type { FlowPlan } from '../../src/flow/plan.js';
import type { Intake } from '../../src/flow/ports.js';
import { createProcessor } from '../../src/flow/process-file.js';
import { flowPorts } from '../../src/run/digest.js';
import { transferSyntaxOfWord } from '../../src/standard/transfer-syntax.js';

const shipped = (name: string): string => readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8');
const blanking = `name: own
extends: rt-research
options: [cleanPixelData, cleanDescriptors]
private: { keep: [] }
pixels: [{ modality: CT, blank: [[0, 0, 4, 4]] }, { modality: MR, blank: [[0, 0, 4, 4]] }, { modality: PT, blank: [[0, 0, 4, 4]] }]
`;
const profile = loadProfile('own', (name) => (name === 'own' ? blanking : shipped(name)));
const deidentified = { profile, key: new Uint8Array(32).fill(5) };

const files = ['fixtures/study', 'fixtures/encodings'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.dcm'))
    .map((name) => `${folder}/${name}`),
);

/** Gives each piece memory of its own, and remembers how it was when it was given to the digest. */
function watchful(): { readonly intake: Intake; readonly pieces: [now: Uint8Array, then: Uint8Array][] } {
  const pieces: [Uint8Array, Uint8Array][] = [];
  const update = (bytes: Uint8Array): void => void pieces.push([bytes, bytes.slice()]);
  return {
    pieces,
    intake: { chunk: () => new Uint8Array(new SharedArrayBuffer(limits.chunk)), digest: () => ({ update, hex: () => 'ticket' }) },
  };
}

test.each<[string, Partial<FlowPlan>]>([
  ['kept', {}],
  ['with lengths', { sequenceLength: 'explicit' }],
  ['turned round', { target: transferSyntaxOfWord('big-endian')!.uid }],
  ['compressed', { target: transferSyntaxOfWord('rle')!.uid, fallback: 'explicit' }],
  ['de-identified and blanked', deidentified],
  ['de-identified, blanked and turned round', { ...deidentified, target: transferSyntaxOfWord('big-endian')!.uid }],
])('files that are %s stay in memory as they were read', (_, plan) => {
  const { intake, pieces } = watchful();
  const processor = createProcessor(
    { target: 'keep', sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [], ...plan },
    { ...flowPorts, intake },
  );
  let [written, blanked] = [0, 0];
  for (const path of files) {
    const bytes = readFileSync(path);
    const source = { size: bytes.length, read: (at: number, target: Uint8Array) => bytes.copy(target, 0, at) };
    const sink = { write: () => {}, patch: () => {}, commit: () => 'output', abort: () => {} };
    const outcome = processor.process(source, () => sink);
    if (outcome.outcome !== 'written') continue;
    expect(outcome.sha256).toBe('ticket');
    written++;
    if (outcome.pixels) blanked++;
  }
  expect(written).toBeGreaterThan(files.length / 2);
  expect(blanked > 0).toBe('profile' in plan);
  expect(pieces.length).toBeGreaterThanOrEqual(written);
  for (const [now, then] of pieces) expect(Buffer.compare(now, then)).toBe(0);
});
