/** `deidentify` and `transcode`: starts a run, shows what it tells, and turns its end into an exit code. */
import { RadonymError } from '../../base/errors.js';
import { type SummaryData, summaryText } from '../../report/summary.js';
import type { RunRecord } from '../../run/host.js';
import { run } from '../../run/run.js';
import type { RunSettings } from '../../run/settings.js';
import { inlineLess } from '../engine.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { runView } from '../run-view.js';
import { type RawOptions, settingsOf } from '../settings.js';
import { style } from '../shell.js';
import { told } from '../told.js';

export async function runCommand(command: RunSettings['command'], inputs: readonly string[], raw: RawOptions): Promise<ExitCode> {
  const view = runView(raw);
  try {
    checkShowValues(raw);
    if (command === 'deidentify') await inlineLess();
    const profile = command === 'deidentify' ? await (await import('../../run/profiles.js')).profileOf(String(raw.profile)) : undefined;
    const summary = await run(settingsOf(command, inputs, raw, profile), view.host);
    view.over();
    if (raw.json === true) view.out(`${JSON.stringify({ type: 'summary', ...summary } satisfies RunRecord)}\n`);
    else if (raw.quiet !== true) {
      view.out(shownSummary(summary));
      if (view.deeds.length > 0) view.out((await import('../deeds-text.js')).deedsText(view.deeds, raw.verbose === true));
    }
    return exitCodeOf(summary);
  } catch (error) {
    return told(error, view.err);
  } finally {
    view.dispose();
  }
}

/** A pipe has no width. */
export function shownSummary(summary: SummaryData): string {
  const { width, paint } = style();
  return summaryText(summary, process.stdout.isTTY === true ? width : undefined, paint);
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
