/** `reidentify`: sends objects back to the originals they belong to, and tells which do not belong. */
import { type ReidentifyRecord, reidentify } from '../../run/reidentify.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { RawOptions } from '../settings.js';
import { listenForStop } from '../stop.js';
import { told } from '../told.js';

export async function reidentifyCommand(inputs: readonly string[], raw: RawOptions): Promise<ExitCode> {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  const err = (text: string): void => void process.stderr.write(`${text}\n`);
  const json = raw.json === true;
  const stopper = listenForStop(err);
  const record = (one: ReidentifyRecord): void => {
    if (json) out(JSON.stringify(one));
    if (one.type === 'file' && one.outcome === 'failed') err(`file ${one.file}: ${one.code}: ${one.detail}`);
  };
  try {
    const settings = { inputs, output: String(raw.output), state: String(raw.state), overwrite: raw.overwrite === true };
    const summary = await reidentify(settings, { signal: stopper.signal, record });
    const { written, skipped, failed, incomplete } = summary;
    if (json) record({ type: 'summary', ...summary });
    else if (raw.quiet !== true) {
      out(
        `${written + skipped + failed} files: ${written} written, ${skipped} skipped, ${failed} failed. The outputs identify the patient.`,
      );
      if (incomplete > 0)
        out(`Without name and birth date, because the original is not where the journal says or has changed: ${incomplete}.`);
    }
    return failed > 0 ? exitCodes.someFailed : exitCodes.ok;
  } catch (error) {
    return told(error, err);
  } finally {
    stopper.dispose();
  }
}
