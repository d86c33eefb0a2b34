/** What does the shell learn? Scripts rely on these numbers. */
export const exitCodes = {
  ok: 0,
  /** verify, selftest or check found something. */
  found: 1,
  usage: 2,
  someFailed: 3,
  runFailed: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
