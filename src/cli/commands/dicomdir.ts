/** `dicomdir`: makes a folder a file-set and tells what stands in it. */
import { type DicomdirRecord, dicomdir } from '../../run/dicomdir.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { RawOptions } from '../settings.js';
import { listenForStop } from '../stop.js';
import { told } from '../told.js';

export function dicomdirCommand(folder: string, raw: RawOptions): ExitCode {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  const json = raw.json === true;
  const quiet = raw.quiet === true;
  const showsProgress = process.stderr.isTTY === true && raw.progress !== false && !quiet;
  const clear = (): void => void (showsProgress && process.stderr.write('\r\u001b[K'));
  const err = (text: string): void => {
    clear();
    process.stderr.write(`${text}\n`);
  };
  const stopper = listenForStop(err);
  const record = (one: DicomdirRecord): void => {
    if (json) out(JSON.stringify(one));
    if (one.type === 'file') err(`file ${one.file}: ${one.code}: ${one.detail}`);
  };
  try {
    const summary = dicomdir(
      { folder, overwrite: raw.overwrite === true, ...(typeof raw.output === 'string' ? { output: raw.output } : {}) },
      {
        signal: stopper.signal,
        record,
        progress: (phase, done, of) => void (showsProgress && process.stderr.write(`\r${phase} ${done} of ${of} files\u001b[K`)),
      },
    );
    clear();
    const { patients, studies, series, instances, leftOut, skipped, madeUp } = summary;
    if (json) record({ type: 'summary', ...summary });
    else if (!quiet) {
      out(`DICOMDIR: ${patients} patients, ${studies} studies, ${series} series, ${instances} instances.`);
      if (leftOut + skipped > 0) out(`Without a record: ${leftOut} DICOM files, ${skipped} others.`);
      if (madeUp > 0) out(`Made up, because a directory must have them and no file does: ${madeUp} numbers, dates or labels.`);
      out('It repeats names, IDs and dates of the files: de-identify them first if it is to go out.');
    }
    return leftOut > 0 ? exitCodes.someFailed : exitCodes.ok;
  } catch (error) {
    return told(error, err);
  } finally {
    stopper.dispose();
  }
}
