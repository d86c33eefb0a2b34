/** How much deeper is one after a token? For whoever passes over what is open until it closes. */
import type { TokenKind } from '../wire/token.js';

/** What a token adds to the number of things that are open. Items open and close inside their sequence. */
export function nesting(kind: TokenKind): -1 | 0 | 1 {
  switch (kind) {
    case 'sequenceStart':
    case 'fragmentsStart':
    case 'fragmentStart':
    case 'bulkStart':
      return 1;
    case 'sequenceEnd':
    case 'fragmentsEnd':
    case 'bulkEnd':
      return -1;
    default:
      return 0;
  }
}
