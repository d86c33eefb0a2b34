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

/**
 * Values are lost only where both the syntax says so and whoever asks for it.
 * @param target `keep` or a UID
 * @throws RadonymError run/usage
 */
export function lossOf(target: string, lossy: boolean, quality: number | undefined): { readonly quality?: number } {
  const loses = transferSyntax(target)?.lossy ?? 'never';
  if (loses === 'never') {
    if (lossy || quality !== undefined)
      throw new RadonymError('run/usage', '--lossy and --quality go with a Transfer Syntax that loses values');
    return {};
  }
  if (!lossy || quality === undefined)
    throw new RadonymError('run/usage', 'the Transfer Syntax loses values: ask for that with --lossy and --quality <n>');
  return { quality };
}
