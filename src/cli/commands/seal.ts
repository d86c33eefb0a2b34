/** `state seal` and `state open`. */
import { openState, sealState } from '../../run/seal.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { passphraseOf } from '../passphrase.js';
import type { SealWord } from '../seal-options.js';
import type { RawOptions } from '../settings.js';
import { listenForStop } from '../stop.js';
import { told } from '../told.js';

export async function sealCommand(word: SealWord, folder: string, raw: RawOptions): Promise<ExitCode> {
  const err = (text: string): void => void process.stderr.write(`${text}\n`);
  const file = typeof raw.passphraseFile === 'string' ? raw.passphraseFile : undefined;
  const stopper = listenForStop(err);
  try {
    const passphrase = await passphraseOf(file, word === 'seal');
    const work = word === 'seal' ? sealState : openState;
    const names = await work(folder, passphrase, { signal: stopper.signal, message: err });
    process.stdout.write(
      word === 'seal'
        ? `Sealed: ${names.join(', ')}. Without the passphrase nobody can open them again, you neither.\n`
        : `Open: ${names.join(', ')}.\n`,
    );
    return exitCodes.ok;
  } catch (error) {
    return told(error, err);
  } finally {
    stopper.dispose();
  }
}
