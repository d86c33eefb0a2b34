/** `verify`: starts the verification of a folder, shows what it finds, and turns its end into an exit code. */
import { verifySummaryText } from '../../report/verify-text.js';
import { type VerifyRecord, verifyRun } from '../../run/verify-run.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { listenForStop } from '../stop.js';
import { printable } from '../terminal.js';
import { told } from '../told.js';

/** Findings that are listed one by one; `--json` has them all. */
const listed = 100;

/** @param paths an original and an output, or an output alone */
export async function verifyCommand(paths: readonly string[], raw: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  const showsProgress = process.stderr.isTTY === true && raw.progress !== false && raw.quiet !== true;
  const clear = (): void => void (showsProgress && process.stderr.write('\r\u001b[K'));
  const err = (text: string): void => {
    clear();
    process.stderr.write(`${text}\n`);
  };
  const json = raw.json === true;
  const stopper = listenForStop(err);
  let shown = 0;
  const record = (one: VerifyRecord): void => {
    if (json) out(JSON.stringify(one));
    if (json || one.type !== 'finding' || (one.severity === 'warning' && raw.verbose !== true)) return;
    if (shown++ < listed)
      out(`${one.severity} file ${one.file} ${printable(one.output)}: ${one.code}${one.path ? ` ${one.path}` : ''}: ${one.detail}`);
  };
  try {
    const [first, second] = paths;
    const summary = await verifyRun(
      {
        ...(second === undefined ? { output: first! } : { original: first!, output: second }),
        ...(typeof raw.state === 'string' ? { state: raw.state } : {}),
      },
      {
        signal: stopper.signal,
        now: Date.now,
        record: (one) => {
          clear();
          record(one);
        },
        progress: (phase, done, of) => void (showsProgress && process.stderr.write(`\r${phase} ${done} of ${of} files\u001b[K`)),
      },
    );
    if (shown > listed) out(`… and ${shown - listed} more (see --json)`);
    if (json) out(JSON.stringify({ type: 'summary', ...summary } satisfies VerifyRecord));
    else if (raw.quiet !== true) process.stdout.write(verifySummaryText(summary));
    if (summary.interrupted) return exitCodes.interrupted;
    return summary.errors > 0 ? exitCodes.found : exitCodes.ok;
  } catch (error) {
    return told(error, err);
  } finally {
    clear();
    stopper.dispose();
  }
}
