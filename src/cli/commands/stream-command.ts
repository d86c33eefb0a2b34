/** `deidentify` and `transcode` in a pipe: one file from standard input or to standard output (`-`). Messages go to standard error. */
import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RadonymError } from '../../base/errors.js';
import { asFile, runOneFile } from '../../run/one-file.js';
import type { RunSettings } from '../../run/settings.js';
import { steadyClock } from '../clock.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { type RawOptions, settingsOf } from '../settings.js';
import { listenForStop } from '../stop.js';
import { told } from '../told.js';
import { runCommand } from './run-command.js';

/** Options that speak of folders, or of records where the file's bytes go. */
const folderOptions = ['path', 'quarantine', 'overwrite', 'resume', 'dryRun', 'json', 'verbose', 'showValues'] as const;

export async function streamCommand(command: RunSettings['command'], inputs: readonly string[], raw: RawOptions): Promise<ExitCode> {
  const err = (text: string): void => void process.stderr.write(`${text}\n`);
  const stopper = listenForStop(err);
  try {
    if (inputs.length > 1) throw new RadonymError('run/usage', '- stands for one file: there can be no other input');
    const bytes = inputs[0] === '-' ? process.stdin : fileInput(inputs[0]!);
    if (raw.output !== '-') return await fromPipe(command, bytes, raw, stopper);
    const given = folderOptions.find((name) => raw[name] === true || (typeof raw[name] === 'string' && raw[name] !== ''));
    if (given !== undefined) throw new RadonymError('run/usage', `${optionName(given)} has no meaning when the output is a pipe`);
    if (process.stdout.isTTY === true) throw new RadonymError('run/usage', 'a DICOM file is nothing for a terminal: redirect it');
    return await toPipe(command, bytes, raw, stopper.signal, err);
  } catch (error) {
    return told(error, err);
  } finally {
    stopper.dispose();
  }
}

/** All as ever, but that the input lies in a folder that is gone afterwards. */
async function fromPipe(
  command: RunSettings['command'],
  bytes: AsyncIterable<Uint8Array>,
  raw: RawOptions,
  stopper: ReturnType<typeof listenForStop>,
): Promise<ExitCode> {
  if (typeof raw.output === 'string' && !/\.dcm$/i.test(raw.output))
    throw new RadonymError('run/usage', 'standard input is one file: the output is -, or a name that ends in .dcm');
  return asFile(bytes, stopper.signal, (path) => {
    // The run listens for itself.
    stopper.dispose();
    return runCommand(command, [path], raw);
  });
}

async function toPipe(
  command: RunSettings['command'],
  input: AsyncIterable<Uint8Array>,
  raw: RawOptions,
  signal: AbortSignal,
  err: (text: string) => void,
): Promise<ExitCode> {
  const profile = command === 'deidentify' ? await (await import('../../run/profiles.js')).profileOf(String(raw.profile)) : undefined;
  const settings = settingsOf(command, ['-'], raw, profile);
  if (profile !== undefined && profile.basis !== 'none' && settings.keyFile === undefined && settings.state === undefined)
    throw new RadonymError(
      'run/usage',
      'deidentify in a pipe needs --key-file or --state: a key that is thrown away would fit nothing else',
    );
  const host = { signal, now: steadyClock(), message: (text: string) => raw.quiet === true || err(text) };
  const done = await runOneFile(input, settings, host);
  const { outcome, code, detail } = done.record;
  for (const finding of raw.quiet === true ? [] : done.findings) err(`note ${finding.code}: ${finding.detail}`);
  if (done.bytes === undefined) {
    err(`${outcome}: ${code}: ${detail}`);
    return exitCodes.someFailed;
  }
  try {
    await pipeline(Readable.from(done.bytes), process.stdout, { end: false });
  } catch (error) {
    throw new RadonymError('io/write', `standard output cannot be written: ${String((error as NodeJS.ErrnoException).code)}`);
  } finally {
    done.discard();
  }
  return exitCodes.ok;
}

function fileInput(path: string): AsyncIterable<Uint8Array> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new RadonymError('run/input', 'the input is no file that exists');
  return createReadStream(path);
}

const optionName = (key: string): string => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
