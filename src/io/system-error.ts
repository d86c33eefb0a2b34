/**
 * Turns what the file system throws into errors with a code. Node's own messages hold the path, ours must not:
 * only the system's word for the error (ENOENT …) is passed on.
 */
import { type ErrorCode, RadonymError } from '../base/errors.js';

const full = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

/** The system's word for an error (`ENOENT`), or `unknown`. */
export function systemCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown';
}

/** Runs file system calls; what they throw becomes `code`, or `io/no-space` when nothing more can be written anywhere. */
export function guarded<T>(code: ErrorCode, what: string, calls: () => T): T {
  try {
    return calls();
  } catch (error) {
    if (error instanceof RadonymError) throw error;
    const word = systemCode(error);
    throw new RadonymError(full.has(word) ? 'io/no-space' : code, `${what}: ${word}`);
  }
}
