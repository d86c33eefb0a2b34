/** What the checker can say, as plain data: a code, where, and how bad. Never a value, never a path of an original. */
import type { ErrorCode } from '../base/errors.js';

export type VerifyCode = Extract<ErrorCode, `verify/${string}`>;

export interface VerifyFinding {
  readonly code: VerifyCode;
  /** `error`: a promise is broken. `warning`: true of the original as well, or nobody can tell. */
  readonly severity: 'error' | 'warning';
  /** Tag path, outermost first; absent where it concerns the whole file. */
  readonly path?: string;
  readonly detail: string;
}

export const error = (code: VerifyCode, detail: string, path?: string): VerifyFinding => ({
  code,
  severity: 'error',
  detail,
  ...(path === undefined ? {} : { path }),
});

export const warning = (code: VerifyCode, detail: string, path?: string): VerifyFinding => ({
  ...error(code, detail, path),
  severity: 'warning',
});
