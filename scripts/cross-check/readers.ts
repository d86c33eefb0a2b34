/** Do the other toolkits read every file of a folder, and does dciodvfy like outputs no less than their inputs? */
import { join } from 'node:path';
import { type Fate, filesUnder, isExcepted } from './input-set.js';
import type { Tally } from './tally.js';
import { notOk, python, type Ran, run } from './tools.js';

/** @param origin where an output came from, for exceptions; undefined: no exceptions */
export async function checkReaders(
  tally: Tally,
  name: string,
  folder: string,
  origin: (file: string) => string | undefined,
): Promise<void> {
  const files = filesUnder(folder);
  const excepted = (check: string, file: string): boolean => {
    const input = origin(file);
    return input !== undefined && isExcepted(check, input);
  };
  const reads = async (check: string, args: (path: string) => string[], fine: (ran: Ran) => boolean): Promise<void> => {
    const results = await Promise.all(files.map(async (file) => ({ file, ran: await run(check, args(join(folder, file))) })));
    const wrong = results
      .filter(({ file, ran }) => !fine(ran) && !excepted(check, file))
      .map(({ file, ran }) => `${file}: exit code ${ran.code}`);
    tally.check(`${name}: ${check} reads ${files.length} files`, files.length === 0 ? ['there are no files'] : wrong);
  };
  await reads(
    'dcmdump',
    (path) => ['+L', path],
    (ran) => ran.code === 0 && !/^[EF]: /m.test(ran.err),
  );
  await reads(
    'gdcmdump',
    (path) => [path],
    (ran) => ran.code === 0 && !/Failed to read|Error/.test(ran.err),
  );
  const wrong = notOk(await python('read_all.py', [folder]), 'read_all.py');
  tally.check(
    `${name}: pydicom reads ${files.length} files, every element`,
    wrong.filter((line) => !excepted('pydicom', line.slice(0, line.indexOf(': ')))),
  );
}

export async function checkConformance(
  tally: Tally,
  name: string,
  inputFolder: string,
  outputFolder: string,
  written: readonly Fate[],
): Promise<void> {
  const found = await Promise.all(
    written.map(async (fate) => {
      const [before, after] = await Promise.all([
        errorsOfInput(join(inputFolder, fate.input)),
        errorKinds(join(outputFolder, fate.output!)),
      ]);
      return [...after]
        .filter(([kind, count]) => count > (before.get(kind) ?? 0))
        .map(([kind, count]) => `${fate.input}: ${count} × ${kind}`);
    }),
  );
  tally.check(`${name}: dciodvfy finds no error that the input did not have`, found.flat());
}

const ofInputs = new Map<string, Promise<Map<string, number>>>();

/** Asked once a file, however many profiles it is de-identified by. */
function errorsOfInput(path: string): Promise<Map<string, number>> {
  const known = ofInputs.get(path) ?? errorKinds(path);
  ofInputs.set(path, known);
  return known;
}

/** dciodvfy's errors without values, counted. */
async function errorKinds(path: string): Promise<Map<string, number>> {
  const { out, err } = await run('dciodvfy', [path]);
  const kinds = new Map<string, number>();
  for (const line of `${out}\n${err}`.split('\n')) {
    if (!line.startsWith('Error - ')) continue;
    const kind = line
      .slice(8)
      .replace(/\[\d+\] = <.*?>(?= - |$)/g, '[…]')
      .replace(/(value|character) <.*?>/gi, '$1 <…>')
      .replace(/<[\d.]{8,}>/g, '<…>')
      .trim();
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}
