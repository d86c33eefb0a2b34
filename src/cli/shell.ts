/** How does a command talk while it works? Results to standard output, messages and one line of progress to standard error, Ctrl-C heard. */
import { colours, noPaint, type Paint } from '../report/text-table.js';
import type { RawOptions } from './settings.js';
import { listenForStop } from './stop.js';

export interface Shell {
  readonly signal: AbortSignal;
  out(text: string): void;
  err(text: string): void;
  /** Overwrites itself; on a terminal only. `of` is undefined where nobody knows the end. */
  progress(phase: string, done: number, of: number | undefined): void;
  /** Takes the line of progress away. */
  clear(): void;
  dispose(): void;
}

export function openShell(raw: RawOptions): Shell {
  const showsProgress = process.stderr.isTTY === true && raw.progress !== false && raw.quiet !== true;
  const clear = (): void => void (showsProgress && process.stderr.write('\r\u001b[K'));
  const err = (text: string): void => {
    clear();
    process.stderr.write(`${text}\n`);
  };
  const stopper = listenForStop(err);
  return {
    signal: stopper.signal,
    out: (text) => {
      clear();
      process.stdout.write(text);
    },
    err,
    progress: (phase, done, of) =>
      void (showsProgress && process.stderr.write(`\r${phase}: ${done}${of === undefined ? '' : ` of ${of}`}\u001b[K`)),
    clear,
    dispose: () => {
      clear();
      stopper.dispose();
    },
  };
}

/** How tables look on standard output. */
export function style(): { readonly width: number; readonly paint: Paint } {
  const isTerminal = process.stdout.isTTY === true;
  const width = isTerminal ? Math.max(60, process.stdout.columns || 80) : 160;
  return { width, paint: isTerminal && !process.env.NO_COLOR ? colours : noPaint };
}
