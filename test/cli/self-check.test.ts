/** A run checks what it has written: what fails leaves the output folder, and says so. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { contentsOf, namesIn, plant } from '../support/folder.js';
import { slices } from '../support/slices.js';
import { fixtures, radonym, recordsOf } from './radonym.js';

const scratch = mkdtempSync(join(tmpdir(), 'radonym-check-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Its pseudonyms hold the patient's own name, as a careless profile may. */
const careless = join(scratch, 'careless.yaml');
writeFileSync(careless, 'name: careless\nextends: rt-research\npseudonyms: { patientId: "Quillfeather-{hash:10}" }\n');
const inputs = ['RP.dcm', 'RS.dcm'].map((name) => join(fixtures, 'study', name));
const journal = (output: string): Record<string, string>[] =>
  readFileSync(`${output}.radonym/journal.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));

test('outputs are verified, and the summary says so', async () => {
  const ended = await radonym('deidentify', ...inputs, '-o', join(scratch, 'good'), '--json');
  expect(ended.code).toBe(0);
  expect(recordsOf(ended).at(-1)).toMatchObject({ type: 'summary', written: 2, verified: 2 });
});

test.each(['rle', 'explicit', 'implicit'])('outputs in another Transfer Syntax pass, samples and all: %s', async (syntax) => {
  const ended = await radonym('deidentify', join(fixtures, 'study'), '-o', join(scratch, syntax), '--to', syntax, '--json');
  expect(ended.code, ended.stderr).toBe(0);
  const { written, verified } = recordsOf(ended).at(-1)!;
  expect(verified).toBe(written);
});

test.each(['rle', 'jpeg-ls', 'jpeg2000', 'implicit', 'deflated'])(
  'transcode --verify compares each output with its input: %s',
  async (syntax) => {
    const output = join(scratch, `transcoded-${syntax}`);
    const ended = await radonym(
      'transcode',
      join(fixtures, 'study'),
      '-o',
      output,
      '--to',
      syntax,
      '--fallback',
      'explicit',
      '--verify',
      '--json',
    );
    expect(ended.code, ended.stderr).toBe(0);
    const { written, verified } = recordsOf(ended).at(-1)!;
    expect(written).toBeGreaterThan(10);
    expect(verified).toBe(written);
  },
);

test('transcode verifies nothing unless asked to', async () => {
  const ended = await radonym('transcode', inputs[0]!, '-o', join(scratch, 'plain'), '--to', 'implicit', '--json');
  expect(recordsOf(ended).at(-1)).not.toHaveProperty('verified');
});

test('a resumed run tells which of the earlier outputs were verified when they were written', async () => {
  const output = join(scratch, 'resumed');
  await radonym('deidentify', inputs[0]!, '-o', output, '-q');
  expect(journal(output).map(({ verified }) => verified)).toEqual([true]);
  const ended = await radonym('deidentify', ...inputs, '-o', output, '--resume', '--json');
  expect(recordsOf(ended).at(-1)).toMatchObject({ written: 1, doneBefore: 1, verified: 1, verifiedBefore: 1 });

  const unverified = join(scratch, 'resumed-unverified');
  await radonym('deidentify', inputs[0]!, '-o', unverified, '-q', '--no-verify');
  const later = await radonym('deidentify', ...inputs, '-o', unverified, '--resume');
  expect(later.stdout).toContain('Of 1 done before, 0 were verified when they were written');
  const report = JSON.parse(readFileSync(`${unverified}.radonym/report.json`, 'utf8')) as { verification: Record<string, unknown> };
  expect(report.verification).toMatchObject({ verified: 1, verifiedBefore: 0 });
});

test.each(['1', '2'])('an output that holds a name is put aside, with %s workers', async (jobs) => {
  const output = join(scratch, `careless-${jobs}`);
  const ended = await radonym('deidentify', ...inputs, '-o', output, '-p', careless, '-j', jobs);
  expect(ended.code).toBe(3);
  expect(namesIn(output)).toEqual([]);
  expect(journal(output).map(({ outcome, code }) => `${outcome} ${code}`)).toEqual(['quarantined verify/leak', 'quarantined verify/leak']);
  const aside = namesIn(join(`${output}.radonym`, 'quarantine'));
  expect(aside).toHaveLength(2);
  for (const name of aside) expect(statSync(join(`${output}.radonym`, 'quarantine', name)).mode & 0o077).toBe(0);
  expect(ended.stderr).not.toMatch(/Quillfeather/i);
});

describe('a thread that checks what the main thread writes', { timeout: 60_000 }, () => {
  const many = slices(join(scratch, 'many'), 320, 60_000);
  const key = join(plant(scratch, { 'the.key': 'a7'.repeat(32) }), 'the.key');

  test('lets the same outputs pass', async () => {
    const outputs = await Promise.all(
      ['1', '3'].map(async (jobs) => {
        const output = join(scratch, `many-${jobs}`);
        const ended = await radonym('deidentify', many, '-o', output, '--key-file', key, '-j', jobs, '--json');
        expect(recordsOf(ended).at(-1), ended.stderr).toMatchObject({ written: 320, verified: 320 });
        return output;
      }),
    );
    expect(contentsOf(outputs[1]!)).toEqual(contentsOf(outputs[0]!));
    const mapping = (output: string) => readFileSync(`${output}.radonym/mapping.csv`, 'utf8').trim().split('\n').sort();
    expect(mapping(outputs[1]!)).toEqual(mapping(outputs[0]!));
    expect(journal(outputs[1]!).every(({ verified }) => (verified as unknown) === true)).toBe(true);
  });

  test('puts aside what holds a name', async () => {
    const output = join(scratch, 'many-careless');
    const ended = await radonym('deidentify', many, '-o', output, '-p', careless, '-j', '3');
    expect(ended.code).toBe(3);
    expect(namesIn(output)).toEqual([]);
    expect(new Set(journal(output).map(({ outcome, code }) => `${outcome} ${code}`))).toEqual(new Set(['quarantined verify/leak']));
    expect(namesIn(join(`${output}.radonym`, 'quarantine'))).toHaveLength(320);
  });
});

test('with --no-verify nobody looks', async () => {
  const output = join(scratch, 'unseen');
  const ended = await radonym('deidentify', ...inputs, '-o', output, '-p', careless, '--no-verify');
  expect(ended.code).toBe(0);
  expect(namesIn(output)).toHaveLength(2);
  expect(ended.stdout).not.toContain('Verified');
});

test('where nothing passed, the summary does not say that nothing was wrong', async () => {
  const output = join(scratch, 'none');
  const ended = await radonym('deidentify', ...inputs, '-o', output, '-p', careless);
  expect(ended.code).toBe(3);
  expect(ended.stdout).not.toContain('nothing wrong');
  expect(ended.stdout).toContain('Verified: none of 2 outputs. Something was wrong in 2, which are in quarantine/ of the private state.');
  expect(readFileSync(`${output}.radonym/report.html`, 'utf8')).not.toContain('nothing wrong');
});

test('warnings are counted in summary, record and report', async () => {
  const output = join(scratch, 'warned');
  const ended = await radonym('deidentify', join(fixtures, 'encodings'), '-o', output);
  expect(ended.stdout).toMatch(/found no error in them, but warnings: verify\/[a-z-]+ in \d+.*radonym verify -v says where/);
  expect(readFileSync(`${output}.radonym/report.html`, 'utf8')).toMatch(/found no error in them, but warnings: verify\/[a-z-]+ in \d+/);
  const json = recordsOf(await radonym('deidentify', join(fixtures, 'encodings'), '-o', output, '--overwrite', '--json')).at(-1)!;
  const report = JSON.parse(readFileSync(`${output}.radonym/report.json`, 'utf8')) as {
    verification: { codes: { severity: string; code: string; files: number }[] };
  };
  expect(json.warnings).toEqual(report.verification.codes.map(({ code, files }) => ({ code, count: files })));
});
