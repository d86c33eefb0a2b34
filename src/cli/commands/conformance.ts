/** `conformance`: prints the conformance statement. */
import { documentHtml, documentMarkdown } from '../../report/document.js';
import { conformance } from '../../run/conformance.js';
import { profileOf } from '../../run/profiles.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { RawOptions } from '../settings.js';
import { told } from '../told.js';

export async function conformanceCommand(raw: RawOptions): Promise<ExitCode> {
  try {
    const statement = conformance(await profileOf(String(raw.profile)), typeof raw.iod === 'string' ? raw.iod : undefined);
    process.stdout.write(raw.format === 'html' ? documentHtml(statement) : documentMarkdown(statement));
    return exitCodes.ok;
  } catch (error) {
    return told(error, (text) => void process.stderr.write(`${text}\n`));
  }
}
