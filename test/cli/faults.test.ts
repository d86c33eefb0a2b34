/** What goes wrong around a run, caused for real. Afterwards nothing partial is there, and --resume ends as if nothing had happened. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { steadyClock } from '../../src/cli/clock.js';
import { farDisk } from '../support/far-disk.js';
import { contentsOf, namesIn, plant, temporaryFolder } from '../support/folder.js';
import { patientFiles } from '../support/patients.js';
import { sharedFolder } from '../support/shared-folder.js';
import { slices } from '../support/slices.js';
import { canMount, onSmallDisk, withReadOnly } from '../support/small-disk.js';
import { bin, radonym, start } from './radonym.js';

const isPosix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;
/** Someone whom permissions hold for. */
const nobody = 65534;
const nobodyCan = isPosix && (!isRoot || spawnSync(process.execPath, [bin, '--version'], { uid: nobody, gid: nobody }).status === 0);

const files = 40;

describe('a run that ends before its time', () => {
  const shared = sharedFolder();
  let input: string;
  let key: string;
  let whole: Record<string, string>;
  let wholeTook: number;
  const command = (out: string, ...more: string[]) => ['deidentify', input, '-o', out, '--key-file', key, '-j', '2', ...more];

  beforeAll(async () => {
    input = slices(shared, files, 20_000);
    key = join(plant(shared, { key: 'd4'.repeat(32) }), 'key');
    const began = performance.now();
    expect((await radonym(...command(join(shared, 'whole')))).code).toBe(0);
    wholeTook = performance.now() - began;
    whole = contentsOf(join(shared, 'whole'));
    expect(Object.keys(whole).length).toBe(files);
  }, 60_000);

  /** Whatever has its name is whole; nothing else is there. */
  function expectNothingPartial(out: string, allowed: RegExp = /^$/): void {
    for (const name of existsSync(out) ? namesIn(out) : []) {
      if (allowed.test(name)) continue;
      expect(readFileSync(join(out, name), 'latin1') === whole[name], name).toBe(true);
    }
  }

  async function expectResumed(out: string): Promise<void> {
    const resumed = await radonym(...command(out, '--resume'));
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(contentsOf(out)).toEqual(whole);
    const written = readFileSync(join(`${out}.radonym`, 'journal.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const lines = written.map((line) => JSON.parse(line)).filter(({ outcome }) => outcome === 'written');
    expect(new Set(lines.map((line) => line.output)).size).toBe(files);
    expect(new Set(lines.map((line) => line.input)).size).toBe(files);
  }

  test.runIf(canMount).each([
    ['outputs', 400],
    ['the state folder', 8],
  ])('the disk of %s is full', async (what, kilobytes) => {
    const out = join(temporaryFolder(), 'out');
    const disk = what === 'outputs' ? out : `${out}.radonym`;
    mkdirSync(disk);
    const full = onSmallDisk(disk, kilobytes, command(out));
    expect([full.code, full.stderr]).toEqual([4, expect.stringContaining('error: io/no-space')]);
    expectNothingPartial(out);
    expect(namesIn(out).length).toBeLessThan(files);
    await expectResumed(out);
  });

  test('the output folder goes away', async () => {
    const out = join(temporaryFolder(), 'out');
    const { child, ended } = start(command(out));
    while (child.exitCode === null && !(existsSync(out) && namesIn(out).some((name) => name.endsWith('.dcm')))) await pause(2);
    if (existsSync(out)) renameSync(out, `${out}.gone`);
    const { code, stderr } = await ended;
    expect([0, 3, 4]).toContain(code);
    expect(stderr).not.toContain('run/unexpected');
    expectNothingPartial(out);
    await expectResumed(out);
  });

  test.runIf(isPosix)('the process is killed at twenty moments, and resumed each time', { timeout: 180_000 }, async () => {
    const random = seeded(20_260_112);
    let out = join(temporaryFolder(), 'out');
    let seen = 0;
    for (let killed = 0, tries = 0; killed < 20; tries++) {
      expect(tries).toBeLessThan(60);
      const { child, ended } = start(command(out, '--resume'));
      // Before anything, while it looks, while it writes, while it sums up.
      await pause(random() * wholeTook);
      child.kill('SIGKILL');
      const { code } = await ended;
      expectNothingPartial(out, /^\.radonym-[0-9a-f]{8}-\d+-\d+\.part$/);
      const now = existsSync(out) ? namesIn(out).filter((name) => name.endsWith('.dcm')).length : 0;
      expect(now).toBeGreaterThanOrEqual(seen);
      seen = now;
      if (code === null) killed++;
      if (now < files) continue;
      await expectResumed(out);
      out = join(temporaryFolder(), 'out');
      seen = 0;
    }
    await expectResumed(out);
  });

  test.runIf(isPosix)('there are few file descriptors', async () => {
    const out = join(temporaryFolder(), 'out');
    for (const most of [22, 26, 32]) {
      const few = spawnSync('sh', ['-c', `ulimit -n ${most}; exec "$@"`, 'sh', process.execPath, bin, ...command(out, '--resume')], {
        encoding: 'utf8',
      });
      // 2: not even the key file could be opened.
      expect([0, 1, 2, 3, 4, 134, null]).toContain(few.status);
      expectNothingPartial(out, /\.part$/);
    }
    await expectResumed(out);
  });

  describe('a disk that is far away', () => {
    test.each(['1', '2'])('is slow, and reads and writes in parts: the outputs are the same (-j %s)', async (jobs) => {
      const out = join(temporaryFolder(), 'out');
      const { code, stderr } = await start(command(out, '-j', jobs), farDisk).ended;
      expect(code, stderr).toBe(0);
      expect(contentsOf(out)).toEqual(whole);
    });

    test('fails within a file: that file is told, the others are written', async () => {
      const out = join(temporaryFolder(), 'out');
      const { code, stdout } = await start(command(out), { ...farDisk, RADONYM_TEST_UNREADABLE: join('in', '7.dcm') }).ended;
      expect([code, stdout]).toEqual([3, expect.stringContaining('failed 1  io/read  The input cannot be read')]);
      expect(readFileSync(join(`${out}.radonym`, 'journal.jsonl'), 'utf8')).toContain('the file cannot be read: EIO');
      expectNothingPartial(out);
      expect(namesIn(out).length).toBe(files - 1);
      await expectResumed(out);
    });
  });

  test('a second run on the same output is refused, and the first goes on', async () => {
    const out = join(temporaryFolder(), 'out');
    const first = start(command(out));
    while (!existsSync(join(`${out}.radonym`, 'run.lock'))) await pause(2);
    const second = await radonym(...command(out, '--resume'));
    expect([second.code, second.stderr]).toEqual([4, expect.stringContaining('error: run/locked')]);
    expect((await first.ended).code).toBe(0);
    expect(contentsOf(out)).toEqual(whole);
    expect(existsSync(join(`${out}.radonym`, 'run.lock'))).toBe(false);
  });
});

describe('inputs', () => {
  const folderOf = (names: Record<string, Uint8Array>) => {
    const folder = temporaryFolder();
    plant(join(folder, 'in'), names);
    return folder;
  };
  const transcode = (folder: string, ...more: string[]) =>
    radonym('transcode', join(folder, 'in'), '-o', join(folder, 'out'), '--to', 'implicit', ...more);
  const ct = () => patientFiles(1)['CT.1.dcm']!;

  test.runIf(nobodyCan)('that may not be read are told, the others are written', async () => {
    const folder = folderOf({ 'a.dcm': ct(), 'b.dcm': ct(), 'shut/c.dcm': ct() });
    chmodSync(folder, 0o777);
    chmodSync(join(folder, 'in', 'b.dcm'), 0);
    chmodSync(join(folder, 'in', 'shut'), 0);
    const child = spawn(
      process.execPath,
      [bin, 'transcode', join(folder, 'in'), '-o', join(folder, 'out'), '--to', 'implicit'],
      isRoot ? { uid: nobody, gid: nobody } : {},
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream!.on('data', (text) => (said += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    chmodSync(join(folder, 'in', 'shut'), 0o755);
    expect([code, said]).toEqual([3, expect.stringContaining('io/read: the file cannot be opened: EACCES')]);
    expect(said).toContain('1 entries of the inputs could not be examined');
    expect(namesIn(join(folder, 'out'))).toEqual(['a.dcm']);
  });

  test.runIf(canMount)('that cannot be written are only read', () => {
    const folder = folderOf({ 'a.dcm': ct() });
    const { code, stderr } = withReadOnly(join(folder, 'in'), ['deidentify', join(folder, 'in'), '-o', join(folder, 'out')]);
    expect(code, stderr).toBe(0);
  });

  test.runIf(canMount)('beside which nothing can be written: the run is refused', () => {
    const folder = folderOf({ 'a.dcm': ct() });
    const { code, stderr } = withReadOnly(folder, ['deidentify', join(folder, 'in'), '-o', join(folder, 'out')]);
    expect([code, stderr]).toEqual([4, expect.stringMatching(/error: (io\/no-space|run\/state): /)]);
  });

  test.runIf(process.platform === 'linux')('whose names are not UTF-8 are counted, the others are written', async () => {
    const folder = folderOf({ 'a.dcm': ct() });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/in/`), Buffer.from([0x4d, 0xfc, 0x6c, 0x2e, 0x64, 0x63, 0x6d])]), ct());
    const { code, stdout } = await transcode(folder);
    expect([code, stdout]).toEqual([3, expect.stringContaining('1 entries of the inputs could not be examined')]);
    expect(namesIn(join(folder, 'out'))).toEqual(['a.dcm']);
  });

  test.runIf(isPosix)('that lead round in circles are read once', async () => {
    const folder = folderOf({ 'a/b/c.dcm': ct() });
    symlinkSync('..', join(folder, 'in', 'a', 'up'));
    symlinkSync(join(folder, 'in'), join(folder, 'in', 'a', 'b', 'top'));
    symlinkSync('self', join(folder, 'in', 'self'));
    const { code, stdout } = await transcode(folder);
    expect([code, stdout]).toEqual([3, expect.stringContaining('1 files: 1 written')]);
    expect(namesIn(join(folder, 'out'))).toEqual(['a/b/c.dcm']);
  });

  test('that differ only in case each have an output, or an error where the file system knows no case', async () => {
    const folder = folderOf({ 'x/a.dcm': ct(), 'y/A.dcm': patientFiles(2)['CT.1.dcm']! });
    const both = await radonym(
      'transcode',
      join(folder, 'in', 'x', 'a.dcm'),
      join(folder, 'in', 'y', 'A.dcm'),
      '-o',
      join(folder, 'out'),
      '--to',
      'implicit',
    );
    expect(both.code).toBe(0);
    // Two inputs of one name are numbered, in whatever case.
    expect(namesIn(join(folder, 'out'))).toEqual(['1/a.dcm', '2/A.dcm']);
    const names = await radonym(
      'transcode',
      join(folder, 'in'),
      '-o',
      join(folder, 'named'),
      '--to',
      'implicit',
      '--path',
      '{PatientSex}/{Modality}.dcm',
    );
    expect([names.code, names.stdout]).toEqual([3, expect.stringContaining('failed 1  run/same-output')]);
  });

  test.each(['../../x', '..', '/etc/x', 'C:\\x', '\u0000\u001b[2J', '.. '])('whose Patient ID is %j lead nowhere else', async (id) => {
    const folder = temporaryFolder();
    const text = Buffer.from(ct()).toString('latin1');
    const evil = id.padEnd('BRM-4471211'.length, ' ').slice(0, 11);
    plant(join(folder, 'deep', 'in'), { 'a.dcm': Buffer.from(text.replaceAll('BRM-4471211', evil), 'latin1') });
    const { code, stdout, stderr } = await radonym(
      'transcode',
      join(folder, 'deep', 'in'),
      '-o',
      join(folder, 'deep', 'out'),
      '--to',
      'implicit',
      '-v',
      '--path',
      '{PatientID}/x-{PatientID}.dcm',
    );
    expect(code, stderr).toBe(0);
    expect(namesIn(folder).filter((name) => !/^deep\/(in|out|out\.radonym)\//.test(name))).toEqual([]);
    expect(namesIn(join(folder, 'deep', 'out')).length).toBe(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test('whose output path is too long for the system fail by themselves', async () => {
    const folder = folderOf({ 'a.dcm': ct() });
    const { code, stdout } = await transcode(folder, '--path', `${'{StudyInstanceUID}/'.repeat(80)}{SOPInstanceUID}.dcm`);
    expect([code, stdout]).toEqual([3, expect.stringContaining('failed 1  io/write')]);
    expect(readdirSync(join(folder, 'out'))).toEqual([]);
  });

  test('of another age than dates can tell are written, and done', async () => {
    const folder = folderOf({ 'a.dcm': ct(), 'b.dcm': ct() });
    utimesSync(join(folder, 'in', 'a.dcm'), 1, 2 ** 33);
    utimesSync(join(folder, 'in', 'b.dcm'), 1, -1_000_000);
    expect((await transcode(folder)).code).toBe(0);
    expect((await transcode(folder, '--resume')).stdout).toContain('2 done before');
  });
});

test('durations do not follow a clock that jumps', () => {
  let [wall, steady] = [1e12, 0];
  const now = steadyClock(
    () => wall,
    () => steady,
  );
  expect(now()).toBe(1e12);
  [wall, steady] = [0, 5000];
  expect(now()).toBe(1e12 + 5000);
});

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** Numbers from 0 to 1, the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
