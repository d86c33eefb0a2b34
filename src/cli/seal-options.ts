/** Which words does `radonym state` take? What they do is in commands/seal.ts. */
import type { Command } from 'commander';

export type SealWord = 'seal' | 'open';

export function sealOptions(state: Command, run: (word: SealWord, folder: string, raw: Record<string, unknown>) => Promise<void>): void {
  state.description('Closes a private state with a passphrase, and opens it again.').helpCommand(false);
  const word = (name: SealWord, description: string): void =>
    void state
      .command(name)
      .description(description)
      .argument('<state>', 'a state folder')
      .option('--passphrase-file <file>', 'the passphrase (default: RADONYM_PASSPHRASE, or asked for at the terminal)')
      .action((folder: string, raw: Record<string, unknown>) => run(name, folder, raw));
  word('seal', 'encrypt key, mapping, journal and review list');
  word('open', 'decrypt them, to go on with');
}
