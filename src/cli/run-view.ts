/** What does a person see of a run? A progress line, troubles as they come, records where JSON is asked for. It decides nothing. */
import { printable } from '../base/printable.js';
import type { AttributeDeed } from '../deid/deed-recorder.js';
import { wrappedLine } from '../report/text-table.js';
import type { RunHost, RunRecord } from '../run/host.js';
import { steadyClock } from './clock.js';
import { progressLine } from './progress.js';
import type { RawOptions } from './settings.js';
import { listenForStop } from './stop.js';

/** Failures that are listed one by one; the journal has them all. */
const listed = 100;

export interface RunView {
  readonly host: RunHost;
  /** What a dry run told of attributes. */
  readonly deeds: readonly AttributeDeed[];
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Nothing is under way any more. */
  over(): void;
  dispose(): void;
}

export function runView(raw: RawOptions): RunView {
  const out = (text: string): void => void process.stdout.write(text);
  const quiet = raw.quiet === true;
  const json = raw.json === true;
  const showsProgress = process.stderr.isTTY === true && raw.progress !== false && !quiet;
  const line = showsProgress ? progressLine(process.stderr, steadyClock()) : undefined;
  const err = (text: string): void => {
    line?.clear();
    const width = process.stderr.isTTY === true ? (process.stderr.columns ?? 80) : Number.POSITIVE_INFINITY;
    process.stderr.write(`${wrappedLine(text, width).join('\n')}\n`);
  };
  const stopper = listenForStop(err);
  let troubles = 0;
  const deeds: AttributeDeed[] = [];
  const record = (one: RunRecord): void => {
    if (json) out(`${JSON.stringify(one)}\n`);
    if (one.type === 'attribute' && !json) deeds.push(one);
    if (one.type !== 'file') return;
    if (one.outcome === 'failed' || one.outcome === 'quarantined') {
      if (troubles++ < listed) err(`file ${one.file}: ${one.code}: ${one.detail} (see journal)`);
    } else if (raw.verbose === true && !json && one.output !== undefined) {
      line?.clear();
      out(`${printable(one.output)}\n`);
    }
  };
  return {
    host: {
      signal: stopper.signal,
      now: steadyClock(),
      record,
      message: (text) => quiet || err(text),
      watch: (progress) => line?.watch(progress),
    },
    deeds,
    out,
    err,
    over: () => {
      line?.stop();
      if (troubles > listed) err(`… and ${troubles - listed} more (see journal)`);
    },
    dispose: () => {
      line?.stop();
      stopper.dispose();
    },
  };
}
