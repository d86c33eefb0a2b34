/** How is it going? One line on a terminal, overwritten ten times a second: figures only. */
import { megabytes } from '../report/summary.js';
import type { Progress } from '../run/host.js';

export interface ProgressLine {
  watch(progress: () => Progress): void;
  /** Clears the line, so that other text can be written. */
  clear(): void;
  stop(): void;
}

export function progressLine(stream: NodeJS.WriteStream, now: () => number): ProgressLine {
  let timer: NodeJS.Timeout | undefined;
  let shown = false;
  const began = now();
  const clear = (): void => {
    if (shown) stream.write('\r\u001b[K');
    shown = false;
  };
  return {
    watch: (progress) => {
      timer = setInterval(() => {
        // Short runs need no line.
        if (now() - began < 300) return;
        clear();
        const columns = (stream.columns || 80) - 1;
        const figures = progress();
        stream.write(`${progressBar(figures, columns)}${progressText(figures)}`.slice(0, columns));
        shown = true;
      }, 100);
      timer.unref();
    },
    clear,
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}

const barLength = 20;

/** How much is done, as a bar, where there is room for one beside the figures. */
export function progressBar({ phase, files, filesDone, bytes, bytesDone }: Progress, columns: number): string {
  const [done, of] = phase === 'looking' ? [filesDone, files] : [bytesDone, bytes];
  if (columns < 70 || of === 0) return '';
  const share = Math.min(1, done / of);
  const full = Math.floor(share * barLength);
  return `[${'#'.repeat(full)}${'.'.repeat(barLength - full)}] ${String(Math.floor(share * 100)).padStart(3)} %  `;
}

export function progressText({ phase, files, filesDone, bytes, bytesDone, troubles, seconds }: Progress): string {
  if (phase === 'looking') return `looking at ${filesDone} of ${files} files`;
  const speed = seconds > 0 ? bytesDone / seconds : 0;
  const parts = [`${filesDone} of ${files} files`, `${megabytes(bytesDone)} of ${megabytes(bytes)}`, `${megabytes(speed)}/s`];
  if (speed > 0 && seconds > 1) parts.push(`${duration((bytes - bytesDone) / speed)} left`);
  if (troubles > 0) parts.push(`${troubles} not written`);
  return parts.join(', ');
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
