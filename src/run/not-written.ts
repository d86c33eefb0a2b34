/** Why is there no output of a file? As a run tells it. */
import { type ErrorCode, RadonymError } from '../base/errors.js';
import { unexpected } from '../base/unexpected.js';
import type { NotWritten } from '../flow/outcome.js';

/** What went wrong, without anything of the file: messages of other errors than ours may hold values, so only their place is told. */
export function failure(error: unknown): NotWritten {
  if (error instanceof RadonymError) return notWritten('failed', error.code, error.message);
  return notWritten('failed', 'run/unexpected', unexpected(error));
}

export const notWritten = (outcome: NotWritten['outcome'], code: ErrorCode, detail: string, sopClassUid = ''): NotWritten => ({
  outcome,
  code,
  detail,
  sopClassUid,
  bytesIn: 0,
  findings: [],
});
