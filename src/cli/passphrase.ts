/** Where does a passphrase come from? From a file, the environment, or whoever sits at the terminal; never from an argument, which others see. */
import { readFileSync } from 'node:fs';
import { RadonymError } from '../base/errors.js';

export const passphraseVariable = 'RADONYM_PASSPHRASE';

/** @param twice what is typed is asked for again. @throws RadonymError run/usage */
export async function passphraseOf(file: string | undefined, twice: boolean): Promise<string> {
  if (file !== undefined) return textOf(file).replace(/\r?\n$/, '');
  const given = process.env[passphraseVariable];
  if (given !== undefined && given !== '') return given;
  if (process.stdin.isTTY !== true)
    throw new RadonymError('run/usage', `no terminal to ask at: give --passphrase-file or ${passphraseVariable}`);
  const typed = await asked('Passphrase: ');
  if (twice && (await asked('Again: ')) !== typed) throw new RadonymError('run/usage', 'the two passphrases differ');
  return typed;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new RadonymError('run/usage', 'the passphrase file cannot be read');
  }
}

/** Nothing of what is typed is shown. */
function asked(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const end = (settle: () => void): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', take);
      stderr.write('\n');
      settle();
    };
    const take = (text: string): void => {
      for (const letter of text) {
        if (letter === '\r' || letter === '\n') {
          end(() => resolve(typed.join('')));
          return;
        }
        if (letter === '\u0003' || letter === '\u0004') {
          end(() => reject(new RadonymError('run/usage', 'no passphrase was given')));
          return;
        }
        if (letter === '\u007f' || letter === '\b') typed = typed.slice(0, -1);
        else typed.push(letter);
      }
    };
    stdin.on('data', take);
  });
}
