/** Which Transfer Syntax does a word of `--to`, or a program, ask for? */
import { RadonymError } from '../base/errors.js';
import { checkTarget } from '../flow/pixel-way.js';
import { losslessWords, lossyWords, transferSyntax, transferSyntaxOfWord, uncompressedWords } from '../standard/transfer-syntax.js';

/**
 * @param word `keep`, a word or a UID
 * @returns `keep` or a UID
 * @throws RadonymError run/usage: no such syntax, or one that this version does not write
 */
export function targetOf(word: string): string {
  if (word === 'keep') return word;
  const syntax = transferSyntaxOfWord(word) ?? transferSyntax(word);
  if (syntax === undefined) {
    const words = [...uncompressedWords, ...losslessWords, ...lossyWords].join(', ');
    throw new RadonymError('run/usage', `--to takes keep, ${words} or a Transfer Syntax UID`);
  }
  checkTarget(syntax);
  return syntax.uid;
}
