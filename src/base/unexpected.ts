/** What may be told of an error that is none of ours: its kind and its place. Its message may hold a value. */

/** `TypeError in run-CtRPq.js:1:5142`: of what is built, line and column of a file of dist. */
export function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = /([\w-]+\.[jt]s:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1];
  return `${error.constructor.name} in ${place ?? 'an unknown place'}`;
}
