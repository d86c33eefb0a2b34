/**
 * What is read and judged of one original, pair or output, for the verification of a folder? Opens files, asks `verify`, closes them;
 * the same in a worker thread and in the main one. Plain data in and out.
 */
import { join } from 'node:path';
import { type ErrorCode, RadonymError } from '../base/errors.js';
import type { ReadWatch } from '../io/file-source.js';
import { type InputSource, openInput } from '../io/input-source.js';
import type { NativePort } from '../pixel/native-port.js';
import { type AloneFacts, verifyAlone } from '../verify/alone.js';
import type { FrameRectangles } from '../verify/blanked.js';
import { textAt } from '../verify/element-tree.js';
import { Harvest, type Harvested } from '../verify/harvest.js';
import type { FrameDecoder } from '../verify/pixels.js';
import type { Policy, StatedMethod } from '../verify/policy.js';
import { statedMethod } from '../verify/policy.js';
import { type ReadOptions, readSource, type SourceFile } from '../verify/read-source.js';
import { type PairFacts, type PatientSearch, patientSearch, verifyPair } from '../verify/verify.js';
import { flowPorts } from './digest.js';
import { frameDecoder } from './frame-decoder.js';

export interface OriginalFacts {
  readonly sopInstanceUid: string;
  /** Normalised Patient ID with its issuer; empty where there is none. */
  readonly patientId: string;
  readonly studyInstanceUid: string;
  readonly harvested: readonly Harvested[];
}

/** An original and the output made of it. Plain data. */
export interface PairItem {
  readonly original: string;
  readonly name: string;
  /** What the run says that OCR had blanked. */
  readonly blanked?: FrameRectangles | undefined;
}

/** What is to be done with some files, in order. Plain data. */
export type VerifyJob =
  | { readonly kind: 'original'; readonly items: readonly string[] }
  | { readonly kind: 'stated'; readonly folder: string; readonly items: readonly string[] }
  | { readonly kind: 'alone'; readonly folder: string; readonly policy: Policy | undefined; readonly items: readonly string[] }
  | {
      readonly kind: 'pair';
      readonly folder: string;
      readonly policy: Policy;
      /** Of all items. */
      readonly patient: string;
      /** Over all of the patient's originals; undefined where the last job was of the same patient. */
      readonly harvested: readonly Harvested[] | undefined;
      readonly items: readonly PairItem[];
    };

interface Open {
  readonly file: SourceFile;
  readonly source: InputSource;
}

export interface VerifyAnswers {
  readonly original: OriginalFacts;
  readonly stated: StatedMethod & { readonly sopInstanceUid: string };
  readonly alone: AloneFacts;
  readonly pair: PairFacts;
}

/** A file that cannot be read is an answer, not the end. */
export interface Unread {
  readonly code: ErrorCode;
  readonly message: string;
}

export type VerifyAnswer<Kind extends VerifyJob['kind']> = { readonly facts: VerifyAnswers[Kind] } | { readonly unread: Unread };

/** A patient's search is costly to make: the last one is kept, and pairs come patient by patient. */
export class VerifyWork {
  #last: { readonly patient: string; readonly search: PatientSearch } | undefined;
  readonly #beat: () => void;
  readonly #decode: FrameDecoder;

  /** @param beat called whenever something went on; @param native codecs, which may hang on what they are given */
  constructor(beat: () => void, native: NativePort) {
    this.#beat = beat;
    this.#decode = frameDecoder(native);
  }

  /** One answer for each item. */
  run(job: VerifyJob): VerifyAnswer<VerifyJob['kind']>[] {
    switch (job.kind) {
      case 'original':
        return job.items.map((path) => this.#attempt(() => this.original(path)));
      case 'stated':
        return job.items.map((name) => this.#attempt(() => this.stated(job.folder, name)));
      case 'alone':
        return job.items.map((name) => this.#attempt(() => this.alone(job.folder, name, job.policy)));
      case 'pair':
        return job.items.map((item) =>
          this.#attempt(() => this.pair(item, job.folder, job.patient, () => job.harvested ?? [], job.policy)),
        );
      default:
        return job satisfies never;
    }
  }

  original(path: string): OriginalFacts {
    return this.#opened(path, ({ file }) => {
      const harvest = new Harvest();
      harvest.add(file);
      const id = normal(textAt(file.elements, 0x00100020));
      return {
        sopInstanceUid: textAt(file.elements, 0x00080018),
        patientId: id === '' ? '' : `${id}\0${normal(textAt(file.elements, 0x00100021))}`,
        studyInstanceUid: textAt(file.elements, 0x0020000d),
        harvested: harvest.all(),
      };
    });
  }

  pair(
    { original, name, blanked }: PairItem,
    folder: string,
    patient: string,
    harvested: () => readonly Harvested[],
    policy: Policy,
  ): PairFacts {
    if (this.#last?.patient !== patient) this.#last = { patient, search: patientSearch(harvested(), policy) };
    const { search } = this.#last;
    return this.#opened(original, (before) =>
      this.#opened(
        join(folder, name),
        (after) => verifyPair({ original: before, output: after, name, blanked, digest: flowPorts.digest }, search, policy, this.#decode),
        false,
      ),
    );
  }

  alone(folder: string, name: string, policy: Policy | undefined): AloneFacts {
    return this.#opened(join(folder, name), (output) => verifyAlone(output, flowPorts.digest, policy), false);
  }

  stated(folder: string, name: string): StatedMethod & { readonly sopInstanceUid: string } {
    return this.#opened(
      join(folder, name),
      ({ file }) => ({ ...statedMethod(file), sopInstanceUid: textAt(file.elements, 0x00080018) }),
      false,
    );
  }

  #opened<T>(path: string, work: (open: Open) => T, mayLie?: boolean): T {
    const watch = (): boolean => {
      this.#beat();
      return false;
    };
    return opened(path, work, mayLie, { watch });
  }

  #attempt<T>(work: () => T): { readonly facts: T } | { readonly unread: Unread } {
    this.#beat();
    try {
      return { facts: work() };
    } catch (trouble) {
      if (trouble instanceof RadonymError && trouble.scope === 'file') return { unread: { code: trouble.code, message: trouble.message } };
      throw trouble;
    }
  }
}

/**
 * An original may state a wrong Transfer Syntax: then what its first element looks like is gone by.
 * @throws RadonymError io/read, verify/unreadable, verify/not-verified
 */
export function opened<T>(
  path: string,
  work: (open: Open) => T,
  mayLie = true,
  options: Omit<ReadOptions, 'trust'> & { readonly spool?: string; readonly watch?: ReadWatch } = {},
): T {
  const source = openInput(path, { spool: options.spool, watch: options.watch });
  try {
    return work({ file: mayLie ? readSomehow(source, options) : readSource(source, options), source });
  } finally {
    source.close();
  }
}

function readSomehow(source: InputSource, options: ReadOptions): SourceFile {
  try {
    return readSource(source, options);
  } catch (error) {
    if (!(error instanceof RadonymError) || error.code !== 'verify/unreadable') throw error;
    return readSource(source, { ...options, trust: 'looks' });
  }
}

const normal = (value: string): string =>
  value
    .replace(/[\s\0]+/g, ' ')
    .trim()
    .toUpperCase();
