/**
 * Is every guard held by a test? In a copy of the project each guard of the table is taken out, one after the other, and its tests have to
 * fail. Mutation testing of what keeps files, memory and people safe: `npx tsx scripts/guards.ts [word …]`, some minutes. The last line is
 * `N held, N not`; the exit code is 1 where a guard may go without notice.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Guard, guards } from './guards/table.js';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const copy = mkdtempSync(join(tmpdir(), 'radonym-guards-'));
const wanted = process.argv.slice(2);
/** Milliseconds for tests: all of them as they are, and those of one guard that is out. */
const [whole, each] = [1_200_000, 180_000];

try {
  // Tests that run radonym as nobody in particular must be able to enter it.
  chmodSync(copy, 0o755);
  for (const name of [
    'src',
    'test',
    'fixtures',
    'profiles',
    'scripts',
    'bin',
    'docs',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ])
    cpSync(join(project, name), join(copy, name), { recursive: true });
  cpSync(join(project, 'vitest.config.ts'), join(copy, 'vitest.config.ts'));
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  const asked = guards.filter(({ what }) => wanted.length === 0 || wanted.some((word) => what.includes(word)));
  if (asked.some(({ builds }) => builds)) build();
  if (!(await passes([...new Set(asked.flatMap(({ tests }) => tests))], whole))) throw new Error('the tests do not pass as it is');
  let held = 0;
  for (const guard of asked) if (await isHeld(guard)) held++;
  console.log(`${held} held, ${asked.length - held} not`);
  process.exitCode = held === asked.length ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

async function isHeld({ what, file, guard, without, tests, named, builds }: Guard): Promise<boolean> {
  const path = join(copy, 'src', file);
  const text = readFileSync(path, 'utf8');
  const pieces = text.split(guard);
  if (pieces.length !== 2) throw new Error(`${file} has ${pieces.length - 1} times: ${guard}`);
  writeFileSync(path, pieces.join(without));
  if (builds) build();
  const failed = !(await passes(tests, each, named));
  writeFileSync(path, text);
  console.log(`${failed ? 'held    ' : 'NOT HELD'} ${what}`);
  return failed;
}

/** The program of dist, which tests of the command line call. */
function build(): void {
  const built = spawnSync('npx', ['tsx', 'scripts/bundle.ts'], { cwd: copy, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the project does not build without a guard:\n${built.stderr}`);
}

/** Vitest and its workers are a group of their own, ended as one: a test that never ends leaves nothing behind. */
async function passes(tests: readonly string[], longest: number, named?: string): Promise<boolean> {
  const only = named === undefined ? [] : ['--testNamePattern', named];
  const words = ['run', '--testTimeout', '60000', '--bail', '1', ...only, ...tests.map((test) => `test/${test}`)];
  const ran = spawn(process.execPath, [join(copy, 'node_modules', 'vitest', 'vitest.mjs'), ...words], {
    cwd: copy,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [ran.stdout, ran.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const late = setTimeout(() => process.kill(-ran.pid!, 'SIGKILL'), longest);
  const code = await new Promise<number | null>((resolve) => ran.on('close', resolve));
  clearTimeout(late);
  if (/No test files found/.test(said)) throw new Error(`no such tests: ${tests.join(', ')}`);
  return code === 0;
}
