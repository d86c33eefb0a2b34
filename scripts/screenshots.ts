/**
 * Do the pages that radonym draws look right in a browser? Opens them in headless Chromium, fails on any console message, and keeps
 * screenshots at 1280 px and prints for a person to look at. Without Chromium it says so and, outside CI, that is all.
 *   npx tsx scripts/screenshots.ts [folder]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Page {
  readonly name: string;
  /** Texts that a person must find on it. */
  readonly shows: readonly string[];
  readonly height: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(process.argv[2] ?? 'screenshots');

const pages: readonly (Page & { readonly input: string; readonly draws?: 'report' })[] = [
  { name: 'graph-study', input: 'study', shows: ['RT Structure Set', 'ReferencedRTPlan', 'not here'], height: 900 },
  { name: 'graph-fixtures', input: '', shows: ['Patient 3', 'of the same shape'], height: 2000 },
  { name: 'report-study', input: 'study', draws: 'report', shows: ['21 of 21 files are de-identified and verified'], height: 5200 },
  { name: 'report-fixtures', input: '', draws: 'report', shows: ['wire/truncated', '113100', 'What this does not say'], height: 7600 },
];

function chromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

/** Problems of one page, after its screenshots were taken. */
function look(browser: string, path: string, { name, shows, height }: Page): string[] {
  const profile = mkdtempSync(join(tmpdir(), 'radonym-browser-'));
  const options = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${profile}`,
    `--window-size=1280,${height}`,
  ];
  const browse = (...more: string[]): string => {
    const run = spawnSync(browser, [...options, '--enable-logging=stderr', ...more, pathToFileURL(path).href], {
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 64e6,
    });
    return `${run.stdout}\n${run.stderr}`;
  };
  try {
    const image = join(folder, `${name}.png`);
    const print = join(folder, `${name}.pdf`);
    const told = browse(`--screenshot=${image}`) + browse(`--print-to-pdf=${print}`, '--no-pdf-header-footer');
    const dom = browse('--dump-dom');
    const problems = told
      .split('\n')
      .filter((line) => line.includes('CONSOLE'))
      .map((line) => `${name}: ${line}`);
    for (const text of shows) if (!dom.includes(text)) problems.push(`${name}: does not show "${text}"`);
    for (const made of [image, print]) if (!isThere(made)) problems.push(`${name}: no ${made.slice(-3)} was made`);
    return problems;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path).size > 5000;
  } catch {
    return false;
  }
}

function draw({ input, draws }: (typeof pages)[number], path: string): void {
  const source = join(root, 'fixtures', input);
  if (draws !== 'report') {
    radonym('inspect', source, '-q', '--overwrite', '--graph', path);
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'radonym-report-'));
  try {
    radonym('deidentify', source, '-q', '-o', join(scratch, 'out'));
    copyFileSync(join(scratch, 'out.radonym', 'report.html'), path);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function radonym(...args: string[]): void {
  try {
    execFileSync(process.execPath, [join(root, 'bin/radonym.js'), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    // 1 and 3: the fixtures are broken on purpose.
    if (![1, 3].includes((error as { status: number }).status)) throw error;
  }
}

const browser = chromium();
if (browser === undefined) {
  console.log('left out: there is no Chromium here');
  if (process.env.CI) process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  const problemsOf = (page: (typeof pages)[number]): string[] => {
    const path = join(folder, `${page.name}.html`);
    draw(page, path);
    if (/<script|\bsrc=|@import/.test(readFileSync(path, 'utf8'))) return [`${page.name}: is not self-contained`];
    return look(browser, path, page);
  };
  const looked = pages.map(problemsOf);
  const failed = looked.filter((problems) => problems.length > 0).length;
  for (const problem of looked.flat()) console.error(problem);
  console.log(`${pages.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
