/** `share`: one case, one archive. Shows what the run tells and what is in the archive. */
import { RadonymError } from '../../base/errors.js';
import { megabytes } from '../../report/summary.js';
import { profileOf } from '../../run/profiles.js';
import { type Archive, share } from '../../run/share.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { runView } from '../run-view.js';
import { type RawOptions, settingsOf } from '../settings.js';
import { told } from '../told.js';
import { exitCodeOf, shownSummary } from './run-command.js';

export async function shareCommand(inputs: readonly string[], raw: RawOptions): Promise<ExitCode> {
  const view = runView(raw);
  try {
    const profile = await profileOf(String(raw.profile));
    const all = { sequenceLength: 'undefined', longValues: 'unknown', ...raw };
    const { summary, archive, leftOut = archive?.leftOut ?? [] } = await share(settingsOf('deidentify', inputs, all, profile), view.host);
    view.over();
    if (raw.json === true) {
      if (archive) view.out(`${JSON.stringify({ type: 'archive', ...archive })}\n`);
      view.out(`${JSON.stringify({ type: 'summary', ...summary })}\n`);
    } else if (raw.quiet !== true) view.out(`${shownSummary({ ...summary, command: 'share' })}${archive ? archiveText(archive) : ''}`);
    for (const code of new Set(leftOut)) {
      const count = leftOut.filter((one) => one === code).length;
      view.err(`${count} files are not in the archive: ${code}`);
    }
    if (archive === undefined && !summary.interrupted)
      view.err(`There is no archive: ${leftOut.length > 0 ? 'no output can stand in it' : 'no file of the inputs was de-identified'}.`);
    const exit = exitCodeOf(summary);
    return exit === exitCodes.ok && (archive === undefined || leftOut.length > 0) ? exitCodes.someFailed : exit;
  } catch (error) {
    const code = told(error, view.err);
    return error instanceof RadonymError && error.code === 'run/share-refused' ? exitCodes.found : code;
  } finally {
    view.dispose();
  }
}

const archiveText = ({ instances, bytes }: Archive): string =>
  `The archive: ${instances} DICOM files with a DICOMDIR, README.txt and report.html, ${megabytes(bytes)}. Only the archive goes out; the private state stays here.\n`;
