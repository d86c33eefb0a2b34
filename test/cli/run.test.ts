import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDicom } from 'dicom-parser';
import { describe, expect, test } from 'vitest';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';
import { type Ended, fixtures, radonym, recordsOf, start } from './radonym.js';

const study = join(fixtures, 'study');
const key = 'a1'.repeat(32);
const journalOf = (state: string) =>
  readFileSync(join(state, 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Not DICOM, but large: then threads do the work. */
const largeFile = { 'large.bin': new Uint8Array(17e6) };

/** A folder with a key, and where output and state of a run in it are. */
function place() {
  const folder = plant(temporaryFolder(), { key });
  return { folder, out: join(folder, 'out'), state: join(folder, 'out.radonym'), keyFile: join(folder, 'key') };
}

describe('deidentify', () => {
  test('writes every file of the study under pseudonyms, and nothing else', async () => {
    const { out, state } = place();
    const ended = await radonym('deidentify', study, '-o', out);
    expect(ended.code, ended.stderr).toBe(0);
    const names = namesIn(out);
    expect(names).toHaveLength(namesIn(study).length);
    for (const name of names) expect(name).toMatch(/^RT\w{10}\/2\.25\.\d+\/2\.25\.\d+\/[A-Z]+\.2\.25\.\d+\.dcm$/);
    expect(namesIn(state)).toEqual(['journal.jsonl', 'mapping.csv', 'project.key', 'report.html', 'report.json', 'review.csv']);
    expect(ended.stderr).toContain('project.key');
    expect(ended.stdout).toMatch(/RT Plan +1 files/);
  });

  test('neither terminal nor output names tell an identifier or an input path', async () => {
    const { folder, out } = place();
    cpSync(fixtures, join(folder, 'Quillfeather'), { recursive: true });
    const manifest = JSON.parse(readFileSync(join(fixtures, 'MANIFEST.json'), 'utf8')) as {
      identifiers: { value: string; kind: string }[];
    };
    const told: string[] = [];
    for (const more of [[], ['--json'], ['-v'], ['--dry-run', '-v']]) {
      const ended = await radonym('deidentify', join(folder, 'Quillfeather'), '-o', out, '--overwrite', ...more);
      expect(ended.code).toBe(3);
      told.push(ended.stdout, ended.stderr);
    }
    const all = [...told, ...namesIn(out)].join('\n').replaceAll(folder, '…');
    for (const { value } of manifest.identifiers) expect(all).not.toContain(value);
    expect(all).not.toMatch(/fixtures|study\/|CT\.1\.dcm/);
  });

  test('one worker and many give the same bytes, and so does a second run', async () => {
    const { folder, keyFile } = place();
    const input = join(folder, 'in');
    for (let n = 0; n < 9; n++) cpSync(study, join(input, String(n)), { recursive: true });
    plant(input, largeFile);
    const outs = await Promise.all(
      [1, 2, 3].map(async (jobs) => {
        const out = join(folder, `out${jobs}`);
        const ended = await radonym('deidentify', input, '-o', out, '--key-file', keyFile, '-j', String(jobs), '--json');
        expect(ended.code, ended.stderr).toBe(0);
        const told = recordsOf(ended).filter(({ type }) => type === 'file' || type === 'finding');
        return { files: contentsOf(out), told };
      }),
    );
    expect(Object.keys(outs[0]!.files)).toHaveLength(namesIn(study).length);
    expect(outs[1]).toEqual(outs[0]);
    expect(outs[2]).toEqual(outs[0]);
    const again = join(folder, 'again');
    await radonym('deidentify', study, '-o', again, '--key-file', keyFile);
    expect(contentsOf(again)).toEqual(outs[0]!.files);
  });

  test('the journal has a line for the run and one for each file, with originals and digests', async () => {
    const { out, state, keyFile } = place();
    await radonym('deidentify', study, '-o', out, '--key-file', keyFile);
    const [run, ...files] = journalOf(state);
    expect(Object.keys(run!)).toEqual([
      'radonym',
      'command',
      'profile',
      'profileHash',
      'promises',
      'target',
      'settings',
      'keyCheck',
      'started',
      'node',
      'jobs',
    ]);
    expect(files.map(({ input }) => input).sort()).toEqual(namesIn(study).map((name) => join(study, name)));
    for (const { size, mtime, sha256, output, outcome } of files) {
      expect(outcome).toBe('written');
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(new Date(mtime as string).toISOString()).toBe(mtime);
      expect(size).toBeGreaterThan(0);
      expect(namesIn(out)).toContain(output);
    }
    expect(readFileSync(join(state, 'journal.jsonl'), 'utf8')).not.toContain(key);
    const kinds = readFileSync(join(state, 'mapping.csv'), 'utf8')
      .split('\n')
      .map((line) => line.split(',')[0]);
    const own = ['kind', 'patient', 'study', 'series', 'instance', 'frame-of-reference', 'date-shift', ''];
    const named = ['accession', 'accessory', 'institution', 'machine', 'person', 'study-id'];
    expect(new Set(kinds)).toEqual(new Set([...own, ...named]));
  });

  test.runIf(process.platform !== 'win32')('the state folder is for the user alone', async () => {
    const { out, state } = place();
    await radonym('deidentify', study, '-o', out);
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect([mode(state), ...namesIn(state).map((name) => mode(join(state, name)))]).toEqual(['700', ...Array(6).fill('600')]);
  });

  test('a key from the environment is used and not copied', async () => {
    const { out, state, keyFile } = place();
    const ended = await start(['deidentify', study, '-o', out], { RADONYM_KEY_FILE: keyFile }).ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(namesIn(state)).toEqual(['journal.jsonl', 'mapping.csv', 'report.html', 'report.json', 'review.csv']);
    const other = await radonym('deidentify', study, '-o', out, '--resume');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('run/key');
  });

  test('pseudonyms of a mapping table are used', async () => {
    const { folder, out, keyFile } = place();
    plant(folder, { 'map.csv': 'PatientID,Pseudonym,PatientName,DateShiftDays\nBRM-4471209,TRIAL-007,Trial^Seven,-70\n' });
    const ended = await radonym('deidentify', study, '-o', out, '--key-file', keyFile, '--mapping', join(folder, 'map.csv'));
    expect(ended.code, ended.stderr).toBe(0);
    expect(new Set(namesIn(out).map((name) => name.split('/')[0]))).toEqual(new Set(['TRIAL-007']));
    const deflated = '1.2.840.10008.1.2.1.99';
    expect(Object.values(contentsOf(out)).every((bytes) => bytes.includes('Trial^Seven') || bytes.includes(deflated))).toBe(true);
  });

  test('days of a mapping table move the dates inside the outputs', async () => {
    const { folder, out, keyFile } = place();
    plant(folder, { 'map.csv': 'PatientID,Pseudonym,DateShiftDays\nBRM-4471209,TRIAL-007,-70\n' });
    plant(folder, { 'in/RT.dcm': readFileSync(join(study, 'RT.beams.dcm')) });
    const ended = await radonym('deidentify', join(folder, 'in'), '-o', out, '--key-file', keyFile, '--mapping', join(folder, 'map.csv'));
    expect(ended.code, ended.stderr).toBe(0);
    const dates = ['x00080020', 'x00080021', 'x30080250'];
    const datesOf = (path: string): (string | undefined)[] => dates.map((date) => parseDicom(readFileSync(path)).string(date));
    const before = datesOf(join(study, 'RT.beams.dcm'));
    const moved = (date: string): string =>
      new Date(Date.UTC(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6) - 70)).toISOString().slice(0, 10).replaceAll('-', '');
    expect(datesOf(join(out, namesIn(out)[0]!))).toEqual(before.map((date) => moved(date!)));
  });

  test('equal duplicates give one output, different ones each its own; both are told', async () => {
    const { folder, out, state } = place();
    const changed = readFileSync(join(study, 'CT.2.dcm'));
    changed[changed.length - 1]! ^= 1;
    plant(folder, { 'in/b.dcm': readFileSync(join(study, 'CT.1.dcm')), 'in/a.dcm': readFileSync(join(study, 'CT.1.dcm')) });
    plant(folder, { 'in/c.dcm': readFileSync(join(study, 'CT.2.dcm')), 'in/d.dcm': changed });
    const ended = await radonym('deidentify', join(folder, 'in'), '-o', out, '--quarantine', join(folder, 'aside'), '--json');
    expect(ended.code).toBe(0);
    const lines = journalOf(state).slice(1);
    const codes = Object.fromEntries(lines.map((line) => [(line.input as string).slice(-5), line.code ?? line.outcome]));
    expect(codes).toEqual({
      'a.dcm': 'written',
      'b.dcm': 'run/duplicate-instance',
      'c.dcm': 'written',
      'd.dcm': 'written',
    });
    expect(
      recordsOf(ended)
        .filter(({ type }) => type === 'finding')
        .map(({ file, code }) => `${file} ${code}`),
    ).toEqual(expect.arrayContaining(['2 run/duplicate-instance', '3 run/instance-conflict', '4 run/instance-conflict']));
    expect(namesIn(out)).toHaveLength(3);
    expect(namesIn(out).filter((name) => name.endsWith('~2.dcm'))).toHaveLength(1);
  });

  test.each([
    ['basic', 0],
    ['rt-research', 1],
  ])('with %s the mapping has %i date shifts: only those that were made', async (profile, rows) => {
    const { out, state } = place();
    expect((await radonym('deidentify', join(study, 'RP.dcm'), '-o', out, '-p', profile)).code).toBe(0);
    expect(readFileSync(join(state, 'mapping.csv'), 'utf8').match(/^date-shift,/gm) ?? []).toHaveLength(rows);
  });

  test('a profile that changes nothing says so', async () => {
    const { out } = place();
    const ended = await radonym('deidentify', study, '-o', out, '-p', 'transcode-only');
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('NOT de-identified');
  });

  test('a dry run tells the same outcomes and writes nothing at all', async () => {
    const { folder, out, keyFile } = place();
    const broken = join(fixtures, 'broken');
    const args = ['deidentify', study, broken, '-o', out, '--key-file', keyFile, '--json'];
    const dry = await radonym(...args, '--dry-run');
    expect(namesIn(folder)).toEqual(['key']);
    const wet = await radonym(...args);
    expect(dry.code).toBe(wet.code);
    const files = (ended: typeof dry) => recordsOf(ended).filter(({ type }) => type === 'file' || type === 'finding');
    expect(files(dry)).toEqual(files(wet));
  });
});

describe('transcode', () => {
  test('keeps the inputs’ relative paths, skips what is no DICOM, and exits 3 when a file fails', async () => {
    const { folder, out, state } = place();
    plant(folder, { 'in/x/a.dcm': readFileSync(join(study, 'CT.1.dcm')), 'in/notes.txt': 'no DICOM' });
    plant(folder, { 'in/cut.dcm': readFileSync(join(study, 'CT.1.dcm')).subarray(0, 900) });
    const ended = await radonym('transcode', join(folder, 'in'), '-o', out, '--to', 'implicit');
    expect(ended.code).toBe(3);
    expect(namesIn(out)).toEqual(['x/a.dcm']);
    expect(namesIn(state)).toEqual(['journal.jsonl', 'report.html', 'report.json']);
    expect(ended.stderr).toMatch(/^file 1: wire\/truncated: .*\(see journal\)$/m);
    expect(ended.stdout).toMatch(/3 files: 1 written, 1 skipped, 0 quarantined, 1 failed/);
  });

  test('one input file and an output that ends in .dcm give that file', async () => {
    const { folder } = place();
    const ended = await radonym('transcode', join(study, 'RP.dcm'), '-o', join(folder, 'plan.dcm'), '--to', 'explicit');
    expect(ended.code, ended.stderr).toBe(0);
    expect(namesIn(folder)).toEqual([
      'key',
      'plan.dcm',
      ...['journal.jsonl', 'report.html', 'report.json'].map((name) => `plan.dcm.radonym/${name}`),
    ]);
  });

  test('outputs that exist are refused with a hint, replaced with --overwrite, left alone with --resume', async () => {
    const { out } = place();
    const args = ['transcode', study, '-o', out, '--to', 'keep'];
    expect((await radonym(...args)).code).toBe(0);
    const before = contentsOf(out);
    const [first] = namesIn(out);
    writeFileSync(join(out, first!), 'changed');
    const refused = await radonym(...args);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/--resume/);
    expect(readFileSync(join(out, first!), 'utf8')).toBe('changed');
    expect((await radonym(...args, '--overwrite')).code).toBe(0);
    expect(contentsOf(out)).toEqual(before);
    rmSync(join(out, first!));
    const resumed = await radonym(...args, '--resume');
    expect([resumed.code, contentsOf(out)]).toEqual([0, before]);
    expect(resumed.stdout).toContain(`1 written, 0 skipped, 0 quarantined, 0 failed, ${Object.keys(before).length - 1} done before`);
  });

  test('a run with other settings is not resumed', async () => {
    const { out } = place();
    await radonym('transcode', study, '-o', out, '--to', 'explicit');
    const ended = await radonym('transcode', study, '-o', out, '--to', 'implicit', '--resume');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('run/resume');
  });

  test('files that want one path: the first in order gets it', async () => {
    const { out, state } = place();
    const ended = await radonym('transcode', study, '-o', out, '--to', 'explicit', '--path', '{Modality}.dcm', '-j', '2');
    expect(ended.code).toBe(3);
    expect(namesIn(out)).toContain('CT.dcm');
    const written = journalOf(state)
      .filter(({ output }) => output === 'CT.dcm')
      .map(({ input }) => (input as string).slice(-8));
    expect(written).toEqual(['CT.1.dcm']);
  });

  test('an input that lies in the output folder is never replaced', async () => {
    const { out } = place();
    const original = readFileSync(join(study, 'CT.1.dcm'));
    plant(out, { 'in/a.dcm': original, 'a.dcm': original });
    // The one of `in` would go to out/a.dcm, which is an input too.
    const ended = await radonym(
      'transcode',
      join(out, 'in', 'a.dcm'),
      join(out, 'a.dcm'),
      '-o',
      out,
      '--to',
      'big-endian',
      '--overwrite',
      '--path',
      'a.dcm',
    );
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('io/output-is-input');
    expect(readFileSync(join(out, 'a.dcm')).equals(original)).toBe(true);
  });

  test('an output folder that cannot be written ends the run', async () => {
    const { folder, out } = place();
    mkdirSync(join(folder, 'file'), { recursive: true });
    writeFileSync(out, 'a file');
    const ended = await radonym('transcode', study, '-o', join(out, 'below'), '--to', 'explicit', '--state', join(folder, 's'));
    expect(ended.code).toBe(4);
    expect(ended.stderr).not.toContain(folder);
  });
});

test('--json: one typed record a line, run first, files in order, summary last', async () => {
  const { out } = place();
  const records = recordsOf(await radonym('transcode', study, join(fixtures, 'broken'), '-o', out, '--to', 'explicit', '--json'));
  expect(records[0]).toMatchObject({ type: 'run', command: 'transcode', files: records[0]!.files });
  const files = records.filter(({ type }) => type === 'file').map(({ file }) => file);
  expect(files).toEqual(Array.from({ length: records[0]!.files as number }, (_, index) => index + 1));
  const { type, written, skipped, quarantined, failed } = records.at(-1)! as Record<string, number | string>;
  expect(type).toBe('summary');
  expect((written as number) + (skipped as number) + (quarantined as number) + (failed as number)).toBe(files.length);
});

test('-q tells errors only', async () => {
  const { out } = place();
  const ended = await radonym('deidentify', study, '-o', out, '-q');
  expect([ended.code, ended.stdout, ended.stderr]).toEqual([0, '', '']);
});

describe('a dry run', () => {
  const dry = (...more: string[]): Promise<Ended> =>
    radonym('deidentify', study, '-o', join(temporaryFolder(), 'out'), '--dry-run', ...more);
  const attributes = (ended: Ended): string[] => ended.stdout.split('\n').filter((line) => line.startsWith('{"type":"attribute"'));

  test('tells what would become of each attribute, the same from any number of workers, and no value', async () => {
    const [one, two] = [attributes(await dry('--json', '-j', '1')), attributes(await dry('--json', '-j', '2'))];
    expect(one.length).toBeGreaterThan(100);
    expect(two).toEqual(one);
    const manifest = JSON.parse(readFileSync(join(fixtures, 'MANIFEST.json'), 'utf8')) as { identifiers: { value: string }[] };
    const told = one.join('\n');
    expect(manifest.identifiers.filter(({ value }) => value.length > 3 && told.includes(value))).toEqual([]);
  });

  test('prints it as a table behind the summary', async () => {
    const { stdout } = await dry();
    expect(stdout).toMatch(/ text of \d+ bytes → pseudonym +BeamSequence > TreatmentMachineName +profile rt-research: one machine/);
  });
});
