/** `selftest`: puts profiles to the test on synthetic patients, shows how they scored, and turns that into an exit code. */
import { availableParallelism } from 'node:os';
import { type SelftestRecord, selftestText } from '../../report/selftest.js';
import { colours, noPaint } from '../../report/text-table.js';
import { selftest } from '../../run/selftest.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { profileOf, shippedProfiles } from '../profiles.js';
import type { RawOptions } from '../settings.js';
import { listenForStop } from '../stop.js';
import { told } from '../told.js';

export async function selftestCommand(raw: RawOptions): Promise<ExitCode> {
  const out = (text: string): void => void process.stdout.write(text);
  const json = raw.json === true;
  const showsProgress = process.stderr.isTTY === true && raw.progress !== false && raw.quiet !== true;
  const clear = (): void => void (showsProgress && process.stderr.write('\r\u001b[K'));
  const err = (text: string): void => {
    clear();
    process.stderr.write(`${text}\n`);
  };
  const stopper = listenForStop(err);
  const records: SelftestRecord[] = [];
  const record = (one: SelftestRecord): void => {
    clear();
    if (json) out(`${JSON.stringify(one)}\n`);
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
      {
        signal: stopper.signal,
        now: Date.now,
        record,
        progress: (phase, done, of) => void (showsProgress && process.stderr.write(`\r${phase}: ${done} of ${of}\u001b[K`)),
      },
    );
    record({ type: 'summary', ...summary });
    if (!json && raw.quiet !== true) out(selftestText(records, terminal()));
    if (summary.interrupted) return exitCodes.interrupted;
    return summary.passed ? exitCodes.ok : exitCodes.found;
  } catch (error) {
    return told(error, err);
  } finally {
    clear();
    stopper.dispose();
  }
}

async function profilesOf(word: string) {
  if (word !== 'all') return [await profileOf(word)];
  const all = await Promise.all(shippedProfiles().map(profileOf));
  return all.filter(({ basis }) => basis !== 'none');
}

function terminal(): Parameters<typeof selftestText>[1] {
  const isTerminal = process.stdout.isTTY === true;
  return {
    width: isTerminal ? Math.max(60, process.stdout.columns || 80) : 160,
    paint: isTerminal && !process.env.NO_COLOR ? colours : noPaint,
  };
}
