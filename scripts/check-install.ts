/**
 * Installs what npm would publish as a user would, offline into an empty prefix, and runs it; builds the single-file executable and runs it
 * where no Node is. Real commands on the fixtures, in scratch folders. Run by .ci/run after a build; ends with `N passed, N failed`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'radonym-install-'));
const counts = { passed: 0, failed: 0 };

function check(name: string, work: () => void): void {
  try {
    work();
    counts.passed++;
    console.log(`ok    ${name}`);
  } catch (error) {
    counts.failed++;
    console.log(`FAIL  ${name}: ${error instanceof Error ? error.message.split('\n').slice(0, 12).join('\n') : error}`);
  }
}

function filesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile()).length;
}

/** The main jobs, by whatever `radonym` is, in an environment with nothing but a home and `path`. */
function works(radonym: string, name: string, path: string): void {
  const folder = join(scratch, name);
  mkdirSync(folder);
  const env = { HOME: folder, PATH: path, LC_ALL: 'C.UTF-8' };
  const run = (...args: string[]): string => {
    const ended = spawnSync(radonym, args, { cwd: folder, env, encoding: 'utf8' });
    if (ended.error) throw ended.error;
    if (ended.status !== 0) throw new Error(`${args[0]} ended with ${ended.status}: ${ended.stderr}`);
    return ended.stdout;
  };
  const study = join(root, 'fixtures', 'study');
  // Large enough that a worker thread gets it.
  const withLarge = join(folder, 'more');
  mkdirSync(withLarge);
  writeFileSync(join(withLarge, 'large.bin'), new Uint8Array(17e6));
  check(`${name}: tells its version`, () => void run('--version'));
  check(`${name}: de-identifies the fixtures and verifies them`, () => {
    run('deidentify', study, '-o', 'out');
    if (filesBelow(join(folder, 'out')) !== filesBelow(study)) throw new Error('not as many outputs as inputs');
    run('verify', study, 'out', '--state', 'out.radonym');
  });
  check(`${name}: works in threads`, () => void run('deidentify', study, withLarge, '-o', 'threads', '-j', '2'));
  check(`${name}: finds its codecs`, () => void run('transcode', study, '-o', 'small', '--to', 'jpeg-ls', '--fallback', 'explicit'));
  check(`${name}: knows its profiles`, () => void run('profile', 'check', join(root, 'profiles', 'rt-research.yaml')));
}

try {
  let tarball = '';
  check('npm pack', () => {
    const told = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', scratch], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ filename, size, files }] = JSON.parse(told.toString()) as [{ filename: string; size: number; files: { path: string }[] }];
    tarball = join(scratch, filename);
    const strange = files.filter(({ path }) => /^(?:test|src|fixtures|bench|coverage|\.ci)\//.test(path) || /\.(?:key|dcm)$/.test(path));
    if (strange.length > 0) throw new Error(`it holds ${strange[0]!.path}`);
    console.log(`      ${files.length} files, ${(size / 1e6).toFixed(1)} MB`);
  });
  const prefix = join(scratch, 'prefix');
  check('npm install --global of the tarball, offline, with an empty cache', () => {
    const cache = join(scratch, 'cache');
    execFileSync('npm', ['install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', prefix, '--cache', cache, tarball], {
      cwd: scratch,
      stdio: 'pipe',
    });
  });
  works(join(prefix, 'bin', 'radonym'), 'installed', [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter));
  const executable = join(scratch, 'radonym');
  check('the single-file executable is built', () => {
    execFileSync(process.execPath, ['--import', 'tsx', join(root, 'scripts', 'executable.ts'), '-o', executable], {
      cwd: root,
      stdio: 'pipe',
    });
  });
  works(executable, 'executable', join(scratch, 'nothing'));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
