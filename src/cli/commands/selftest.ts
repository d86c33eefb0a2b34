/** `selftest`: puts profiles to the test on synthetic patients, shows how they scored, and turns that into an exit code. */
import { availableParallelism } from 'node:os';
import { type SelftestRecord, selftestText } from '../../report/selftest.js';
import { profileOf, shippedProfiles } from '../../run/profiles.js';
import { selftest } from '../../run/selftest.js';
import { steadyClock } from '../clock.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { RawOptions } from '../settings.js';
import { openShell, style } from '../shell.js';
import { told } from '../told.js';

export async function selftestCommand(raw: RawOptions): Promise<ExitCode> {
  const shell = openShell(raw);
  const json = raw.json === true;
  const records: SelftestRecord[] = [];
  const record = (one: SelftestRecord): void => {
    if (json) shell.out(`${JSON.stringify(one)}\n`);
    else records.push(one);
  };
  try {
    const summary = await selftest(
      {
        patients: raw.patients as number,
        seed: raw.seed as number,
        profiles: await profilesOf(String(raw.profile)),
        jobs: (raw.jobs as number | undefined) ?? availableParallelism(),
        mutants: raw.mutants === true,
        ...(typeof raw.answerKeyOut === 'string' ? { answerKey: raw.answerKeyOut } : {}),
        ...(typeof raw.keep === 'string' ? { keep: raw.keep } : {}),
      },
      { signal: shell.signal, now: steadyClock(), record, progress: shell.progress },
    );
    record({ type: 'summary', ...summary });
    if (!json && raw.quiet !== true) shell.out(selftestText(records, style()));
    if (summary.interrupted) return exitCodes.interrupted;
    return summary.passed ? exitCodes.ok : exitCodes.found;
  } catch (error) {
    return told(error, shell.err);
  } finally {
    shell.dispose();
  }
}

async function profilesOf(word: string) {
  if (word !== 'all') return [await profileOf(word)];
  const all = await Promise.all(shippedProfiles().map(profileOf));
  return all.filter(({ basis }) => basis !== 'none');
}
