/** The stage of a profile with basis none: nothing is changed and nothing stated. */
import type { Emit, Token } from '../wire/token.js';
import { Ledger } from './applied.js';
import type { Deidentifier } from './deidentify.js';

export class Untouched implements Deidentifier {
  readonly applied = new Ledger(() => {});

  push(token: Token, emit: Emit): void {
    emit(token);
  }

  end(): void {}
}
