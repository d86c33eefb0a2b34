/** What a run tells whoever started it, while it goes: plain records, messages for people, and figures to poll for a progress line. */
import type { AttributeDeed } from '../deid/deed-recorder.js';
import type { SummaryData } from '../report/summary.js';

export type RunRecord =
  | {
      readonly type: 'run';
      readonly version: string;
      readonly command: string;
      readonly profile?: string;
      readonly target: string;
      /** `i/n`: only these of the files are this run's. */
      readonly shard?: string;
      readonly files: number;
      readonly bytes: number;
      readonly jobs: number;
      readonly dryRun: boolean;
    }
  | {
      readonly type: 'file';
      /** From 1, in the order of the inputs. */
      readonly file: number;
      readonly outcome: 'written' | 'skipped' | 'quarantined' | 'failed';
      /** Under the output folder. */
      readonly output?: string;
      readonly sopClassUid?: string;
      readonly transferSyntaxUid?: string;
      readonly bytesIn: number;
      readonly bytesOut?: number;
      readonly code?: string;
      readonly detail?: string;
    }
  | {
      readonly type: 'finding';
      /** Absent when it concerns the run. */
      readonly file?: number;
      readonly code: string;
      readonly detail: string;
      /** Tag path and byte offset. */
      readonly path?: string;
      readonly offset?: number;
    }
  /** Of a dry run, before the summary: what would become of an attribute. */
  | ({ readonly type: 'attribute' } & AttributeDeed)
  | ({ readonly type: 'summary' } & SummaryData);

export interface Progress {
  readonly phase: 'looking' | 'writing';
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly troubles: number;
  /** Since this phase began. */
  readonly seconds: number;
}

export interface RunHost {
  /** Ends the run early, without partial files. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** In the order of the files, whatever the number of workers. */
  readonly record: (record: RunRecord) => void;
  /** For people: no value, no path of an input. */
  readonly message: (text: string) => void;
  /** Called once; what it is given can be called at any time. */
  readonly watch: (progress: () => Progress) => void;
}
