/** What does a command say when it cannot go on? The error with its hint, and the exit code for it. */
import { errorTable, RadonymError } from '../base/errors.js';
import { unexpected } from '../base/unexpected.js';
import { type ExitCode, exitCodes } from './exit-codes.js';

/** An error that ended everything. Messages of other errors than ours may hold anything: only their place is shown. */
export function told(error: unknown, err: (text: string) => void): ExitCode {
  if (error instanceof RadonymError) {
    err(`error: ${error.code}: ${error.message}. ${errorTable[error.code].hint}`);
    if (error.code === 'io/interrupted') return exitCodes.interrupted;
    return error.scope === 'usage' || error.code.startsWith('deid/') ? exitCodes.usage : exitCodes.runFailed;
  }
  err(`error: run/unexpected: ${unexpected(error)}. Please report this.`);
  return exitCodes.runFailed;
}
