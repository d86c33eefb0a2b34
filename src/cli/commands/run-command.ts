/** `deidentify` and `transcode`: starts a run, shows what it tells, and turns its end into an exit code. */
import { RadonymError } from '../../base/errors.js';
import type { AttributeDeed } from '../../deid/deed-recorder.js';
import { type SummaryData, summaryText } from '../../report/summary.js';
import type { RunRecord } from '../../run/host.js';
import { run } from '../../run/run.js';
import type { RunSettings } from '../../run/settings.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { progressLine } from '../progress.js';
import { type RawOptions, settingsOf } from '../settings.js';
import { listenForStop } from '../stop.js';
import { printable } from '../terminal.js';
import { told } from '../told.js';

/** Failures that are listed one by one; the journal has them all. */
const listed = 100;

export async function runCommand(command: RunSettings['command'], inputs: readonly string[], raw: RawOptions): Promise<ExitCode> {
  const out = (text: string): void => void process.stdout.write(text);
  const quiet = raw.quiet === true;
  const json = raw.json === true;
  const showsProgress = process.stderr.isTTY === true && raw.progress !== false && !quiet;
  const line = showsProgress ? progressLine(process.stderr, Date.now) : undefined;
  const err = (text: string): void => {
    line?.clear();
    process.stderr.write(`${text}\n`);
  };
  const stopper = listenForStop(err);
  let troubles = 0;
  const deeds: AttributeDeed[] = [];
  const record = (one: RunRecord): void => {
    if (json) out(`${JSON.stringify(one)}\n`);
    if (one.type === 'attribute' && !json) deeds.push(one);
    if (one.type !== 'file') return;
    if (one.outcome === 'failed' || one.outcome === 'quarantined') {
      if (troubles++ < listed) err(`file ${one.file}: ${one.code}: ${one.detail} (see journal)`);
    } else if (raw.verbose === true && !json && one.output !== undefined) {
      line?.clear();
      out(`${printable(one.output)}\n`);
    }
  };
  try {
    checkShowValues(raw);
    const profile = command === 'deidentify' ? await (await import('../../run/profiles.js')).profileOf(String(raw.profile)) : undefined;
    const summary = await run(settingsOf(command, inputs, raw, profile), {
      signal: stopper.signal,
      now: Date.now,
      record,
      message: (text) => quiet || err(text),
      watch: (progress) => line?.watch(progress),
    });
    line?.stop();
    if (troubles > listed) err(`… and ${troubles - listed} more (see journal)`);
    if (json) out(`${JSON.stringify({ type: 'summary', ...summary } satisfies RunRecord)}\n`);
    else if (!quiet) {
      out(summaryText(summary));
      if (deeds.length > 0) out((await import('../deeds-text.js')).deedsText(deeds, raw.verbose === true));
    }
    return exitCodeOf(summary);
  } catch (error) {
    line?.stop();
    return told(error, err);
  } finally {
    stopper.dispose();
  }
}

/** Values are for the eyes of whoever sits there, not for files and pipes. @throws RadonymError run/usage */
function checkShowValues(raw: RawOptions): void {
  if (raw.showValues !== true) return;
  if (raw.dryRun !== true) throw new RadonymError('run/usage', '--show-values goes with --dry-run');
  if (raw.json === true || process.stdout.isTTY !== true)
    throw new RadonymError('run/usage', '--show-values shows identities: on a terminal only, and not as JSON');
}

export function exitCodeOf(summary: Pick<SummaryData, 'interrupted' | 'failed' | 'quarantined' | 'unreadable'>): ExitCode {
  if (summary.interrupted) return exitCodes.interrupted;
  return summary.failed + summary.quarantined + summary.unreadable > 0 ? exitCodes.someFailed : exitCodes.ok;
}
