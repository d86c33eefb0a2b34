/** Which words take a state folder or a key in hand? `key create` and `merge-state`; what they do is in commands/state.ts. */
import type { Command } from 'commander';

export type StateWord = 'key create' | 'merge-state';

export function stateOptions(
  program: Command,
  run: (word: StateWord, given: readonly string[], raw: Record<string, unknown>) => Promise<void>,
): void {
  const key = program.command('key').description('Makes the key that pseudonyms, UIDs and date offsets come from.').helpCommand(false);
  key
    .command('create')
    .description('write a new key, for you alone; a file that exists is left alone')
    .argument('<file>', 'where to')
    .action((file: string) => run('key create', [file], {}));
  program
    .command('merge-state')
    .description('Joins what the shards of a run noted: journals, mapping, review lists, reports.')
    .argument('<state...>', "state folders; one that holds shards' folders stands for all of them")
    .requiredOption('-o, --state <dir>', 'the state folder to join them in; what it holds stays')
    .option('--json', 'one JSON record on standard output')
    .option('-q, --quiet', 'nothing but errors')
    .action((states: string[], raw: Record<string, unknown>) => run('merge-state', states, raw));
}
