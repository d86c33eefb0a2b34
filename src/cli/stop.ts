/** How does a person stop what is under way? Ctrl-C, once gently and twice at once. */
import { exitCodes } from './exit-codes.js';

/** The first signal ends the run gently, the second at once. */
export function listenForStop(err: (text: string) => void): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    err('Stopping after the files under way …');
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of signals) process.off(name, stop);
    },
  };
}
