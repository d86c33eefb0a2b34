/** `inspect`: looks at files, shows what is in them, draws how they refer to each other. */
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { RadonymError } from '../../base/errors.js';
import { version } from '../../base/version.js';
import { inspectRecords } from '../../report/inspect-records.js';
import { inspectText } from '../../report/inspect-text.js';
import { hasBroken, type Inspection } from '../../report/inspection.js';
import { inspectAll } from '../../run/inspect.js';
import { steadyClock } from '../clock.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { progressLine } from '../progress.js';
import type { RawOptions } from '../settings.js';
import { style } from '../shell.js';
import { listenForStop } from '../stop.js';
import { told } from '../told.js';

export async function inspectCommand(inputs: readonly string[], raw: RawOptions): Promise<ExitCode> {
  const out = (text: string): void => void process.stdout.write(text);
  const line =
    process.stderr.isTTY === true && raw.progress !== false && raw.quiet !== true ? progressLine(process.stderr, steadyClock()) : undefined;
  const err = (text: string): void => {
    line?.clear();
    process.stderr.write(`${text}\n`);
  };
  const stopper = listenForStop(err);
  try {
    const picture = pictureOf(raw);
    const values = valuesWanted(raw);
    const jobs = (raw.jobs as number | undefined) ?? availableParallelism();
    const data = await inspectAll(
      { inputs, jobs, values },
      { signal: stopper.signal, now: steadyClock(), watch: (progress) => line?.watch(progress) },
    );
    line?.stop();
    if (raw.json === true) for (const record of inspectRecords(data, version)) out(`${JSON.stringify(record)}\n`);
    else if (raw.quiet !== true) out(inspectText(data, style()));
    if (picture !== undefined) {
      const { graphPage, graphSvg } = await import('../../report/graph-page.js');
      write(picture, /\.svg$/i.test(picture) ? graphSvg(data.graph) : graphPage(data.graph, version), raw.overwrite === true);
      if (raw.quiet !== true) err('The picture is drawn; it holds kinds, numbers and counts, no value of a file.');
    }
    return exitCodeOf(data);
  } catch (error) {
    line?.stop();
    return told(error, err);
  } finally {
    stopper.dispose();
  }
}

export function exitCodeOf(data: Inspection): ExitCode {
  if (data.interrupted) return exitCodes.interrupted;
  if (data.failures.length + data.unreadable > 0) return exitCodes.someFailed;
  return hasBroken(data) ? exitCodes.found : exitCodes.ok;
}

/** @throws RadonymError run/usage, before anything is read */
function pictureOf(raw: RawOptions): string | undefined {
  if (typeof raw.graph !== 'string') return undefined;
  if (!/\.(html|svg)$/i.test(raw.graph)) throw new RadonymError('run/usage', '--graph takes a file that ends in .html or .svg');
  if (raw.overwrite !== true && existsSync(raw.graph))
    throw new RadonymError('io/output-exists', 'the file for the picture is there already');
  return raw.graph;
}

/** Values go to a person's own terminal, never into a pipe or a file. @throws RadonymError run/usage */
function valuesWanted(raw: RawOptions): boolean {
  if (raw.showValues !== true) return false;
  if (process.stdout.isTTY !== true || raw.json === true) throw new RadonymError('run/usage', '--show-values works on a terminal only');
  return true;
}

function write(path: string, text: string, overwrite: boolean): void {
  try {
    writeFileSync(path, text, { flag: overwrite ? 'w' : 'wx' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new RadonymError(code === 'EEXIST' ? 'io/output-exists' : 'io/write', `the picture could not be written (${code ?? 'unknown'})`);
  }
}
