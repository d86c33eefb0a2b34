/** How are radonym and the other toolkits called? Each call gives its exit code and what it printed; nothing here judges. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';

export interface Ran {
  /** -1 when it could not be started or was killed. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const together = pLimit(2);

export function run(command: string, args: readonly string[], input = ''): Promise<Ran> {
  return together(
    () =>
      new Promise<Ran>((resolve) => {
        const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
        const [out, err]: [Buffer[], Buffer[]] = [[], []];
        child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
        child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
        child.stdin.on('error', () => {});
        child.on('error', () => resolve({ code: -1, out: '', err: '' }));
        child.on('close', (code) => resolve({ code: code ?? -1, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
        child.stdin.end(input);
      }),
  );
}

export const radonym = (...args: string[]): Promise<Ran> => run(process.execPath, [join(project, 'bin', 'radonym.js'), ...args, '-q']);

/** Runs one of test/oracles with the system's Python, which has pydicom. */
export const python = (script: string, args: readonly string[] = [], input = ''): Promise<Ran> =>
  run('/usr/bin/python3', ['-W', 'ignore', join(project, 'test', 'oracles', script), ...args], input);

/** Lines of `name TAB what` that are not `ok`, as `name: what`. */
export function notOk(ran: Ran, script: string): string[] {
  const wrong = ran.out
    .split('\n')
    .filter((line) => line !== '' && !line.endsWith('\tok'))
    .map((line) => line.replace('\t', ': '));
  // A script that died says nothing: that is no pass.
  return ran.code === 0 || wrong.length > 0 ? wrong : [`${script} ended with exit code ${ran.code}`];
}

export async function present(): Promise<{ readonly [tool: string]: boolean }> {
  const starts = async (command: string, ...args: string[]): Promise<boolean> => (await run(command, args)).code !== -1;
  const [dcmtk, gdcm, dicom3tools, libjxl, openjpeg, pydicom] = await Promise.all([
    starts('dcmdump', '--version'),
    starts('gdcmdump', '--version'),
    starts('dciodvfy', '-version'),
    starts('djxl', '--version'),
    starts('opj_decompress', '-h'),
    run('/usr/bin/python3', ['-c', 'import pydicom, numpy']).then((ran) => ran.code === 0),
  ]);
  return { dcmtk, gdcm, dicom3tools, libjxl, openjpeg, pydicom };
}
