/** `selftest --answer-key`: scores outputs against a key that the user holds, shows the score, and turns it into an exit code. */
import { RadonymError } from '../../base/errors.js';
import { printable } from '../../base/printable.js';
import { type AnswerRecord, answerScoreText } from '../../report/answer-score.js';
import { answerScore } from '../../run/answer-score.js';
import { steadyClock } from '../clock.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { RawOptions } from '../settings.js';
import { openShell, style } from '../shell.js';
import { told } from '../told.js';

export async function answersCommand(raw: RawOptions): Promise<ExitCode> {
  const shell = openShell(raw);
  const json = raw.json === true;
  const records: AnswerRecord[] = [];
  const record = (one: AnswerRecord): void => {
    if (json) shell.out(`${JSON.stringify(one)}\n`);
    else records.push(one);
  };
  try {
    if (typeof raw.answerKey !== 'string' || typeof raw.outputs !== 'string')
      throw new RadonymError('run/usage', '--answer-key, --outputs and --state go together; only --state has a default');
    const summary = await answerScore(
      { answerKey: raw.answerKey, outputs: raw.outputs, ...(typeof raw.state === 'string' ? { state: raw.state } : {}) },
      { signal: shell.signal, now: steadyClock(), record, progress: shell.progress },
    );
    record({ type: 'summary', ...summary });
    if (!json && raw.quiet !== true) shell.out(answerScoreText(records, style()).split('\n').map(printable).join('\n'));
    if (summary.interrupted) return exitCodes.interrupted;
    return summary.failed + summary.unreadable > 0 || summary.passed === 0 ? exitCodes.found : exitCodes.ok;
  } catch (error) {
    return told(error, shell.err);
  } finally {
    shell.dispose();
  }
}
