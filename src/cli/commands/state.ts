/** `key create` and `merge-state`: makes a key, joins state folders, and says so. */
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { StateWord } from '../state-options.js';
import { told } from '../told.js';

export async function stateCommand(word: StateWord, given: readonly string[], raw: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const say = (text: string): void => void (raw.quiet === true || process.stdout.write(`${text}\n`));
  try {
    switch (word) {
      case 'key create': {
        (await import('../../run/key.js')).createKey(given[0]!);
        say('A new key was made. Keep it: only with it do later runs give the same pseudonyms. Whoever has it can undo them.');
        return exitCodes.ok;
      }
      case 'merge-state': {
        const counts = await (await import('../../run/merge-state.js')).mergeState(given, String(raw.state));
        if (raw.json === true) process.stdout.write(`${JSON.stringify({ type: 'summary', ...counts })}\n`);
        else say(`Joined ${counts.states} state folders: ${counts.files} files, ${counts.written} of them written.`);
        return exitCodes.ok;
      }
      default:
        return word satisfies never;
    }
  } catch (error) {
    return told(error, (text) => process.stderr.write(`${text}\n`));
  }
}
