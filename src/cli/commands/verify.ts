/** `verify`: starts the verification of a folder, shows what it finds, and turns its end into an exit code. */
import { availableParallelism } from 'node:os';
import { printable } from '../../base/printable.js';
import { verifySummaryText } from '../../report/verify-text.js';
import { type VerifyRecord, verifyRun } from '../../run/verify-run.js';
import { steadyClock } from '../clock.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { RawOptions } from '../settings.js';
import { openShell } from '../shell.js';
import { told } from '../told.js';

/** Findings that are listed one by one; `--json` has them all. */
const listed = 100;

/** @param paths an original and an output, or an output alone */
export async function verifyCommand(paths: readonly string[], raw: RawOptions): Promise<ExitCode> {
  const shell = openShell(raw);
  const json = raw.json === true;
  let shown = 0;
  const record = (one: VerifyRecord): void => {
    if (json) shell.out(`${JSON.stringify(one)}\n`);
    if (json || one.type !== 'finding' || (one.severity === 'warning' && raw.verbose !== true)) return;
    if (shown++ < listed)
      shell.out(`${one.severity} file ${one.file} ${printable(one.output)}: ${one.code}${one.path ? ` ${one.path}` : ''}: ${one.detail}\n`);
  };
  try {
    const [first, second] = paths;
    const summary = await verifyRun(
      {
        ...(second === undefined ? { output: first! } : { original: first!, output: second }),
        jobs: (raw.jobs as number | undefined) ?? availableParallelism(),
        ...(typeof raw.state === 'string' ? { state: raw.state } : {}),
      },
      {
        signal: shell.signal,
        now: steadyClock(),
        record,
        progress: shell.progress,
      },
    );
    if (shown > listed) shell.out(`… and ${shown - listed} more (see --json)\n`);
    if (json) shell.out(`${JSON.stringify({ type: 'summary', ...summary } satisfies VerifyRecord)}\n`);
    else if (raw.quiet !== true) shell.out(verifySummaryText(summary));
    if (summary.interrupted) return exitCodes.interrupted;
    return summary.errors > 0 ? exitCodes.found : exitCodes.ok;
  } catch (error) {
    return told(error, shell.err);
  } finally {
    shell.dispose();
  }
}
