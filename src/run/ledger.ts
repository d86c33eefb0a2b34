/**
 * Where does an outcome go? Into journal, mapping, tally, quarantine folder, and, in the order of the files, to the host.
 * It decides nothing.
 */
import { chmodSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ErrorCode, errorTable, RadonymError } from '../base/errors.js';
import { DeedTally } from '../deid/deed-recorder.js';
import type { NotWritten, Outcome, Written } from '../flow/outcome.js';
import { copyInput } from '../io/input-source.js';
import { systemCode } from '../io/system-error.js';
import type { Graph } from '../rt/graph.js';
import { publicSopClass, sopClass } from '../standard/sop-class.js';
import { CountTally } from './count-tally.js';
import type { ListedFile } from './file-list.js';
import type { RunHost } from './host.js';
import { type FileLine, isoTime } from './journal.js';
import { makePrivateFolder } from './private-files.js';
import type { State } from './state.js';
import { Tally } from './tally.js';

export interface Settled {
  readonly file: ListedFile;
  readonly outcome: Outcome;
  /** As the file was when it was read. */
  readonly size: number;
  readonly mtime: number;
  readonly sha256?: string;
  /** Of an output: compared with its original. */
  readonly verified?: true;
}

/** Of outputs that were verified. */
export interface RunVerdict {
  /** References that lead to another file of the run, each once a file. */
  readonly resolvedBefore: number;
  readonly resolvedAfter: number;
  /** In how many files each. */
  readonly warnings: ReadonlyMap<string, number>;
  /** Absent where there are too many files. */
  readonly graphs?: { readonly before: Graph; readonly after: Graph };
}

export class Ledger {
  readonly tally = new Tally();
  readonly deeds = new DeedTally();
  readonly counts = new CountTally();
  filesDone = 0;
  doneBefore = 0;
  /** Of these, how many were verified when they were written. */
  verifiedBefore = 0;
  bytesDone = 0;
  /** Outputs that were verified; undefined where that was not done. */
  verified: number | undefined;
  /** What they came to together. */
  verdict: RunVerdict | undefined;
  readonly #state: State;
  readonly #host: RunHost;
  readonly #quarantine: string | undefined;
  /** Outcomes whose turn has not come. */
  readonly #waiting = new Map<number, Settled | undefined>();
  #next = 0;

  constructor(state: State, host: RunHost, quarantine: string | undefined) {
    this.#state = state;
    this.#host = host;
    this.#quarantine = quarantine;
  }

  /** @throws RadonymError when the run cannot go on: the state folder cannot be written, a disk is full */
  async settle(all: readonly Settled[]): Promise<void> {
    for (const one of all) if (one.outcome.outcome === 'quarantined') await this.#copyAside(one.file);
    this.#state.add(
      all.map(fileLine),
      all.flatMap(({ outcome }) => (outcome.outcome === 'written' ? outcome.mappings : [])),
      all.flatMap(({ outcome }) => (outcome.outcome === 'written' ? outcome.review : [])),
    );
    for (const one of all) {
      this.filesDone++;
      this.bytesDone += one.file.size;
      this.tally.add(one.outcome, one.file.size, one.file.index + 1);
      if (one.outcome.outcome === 'written' && one.outcome.deeds) this.deeds.add(one.outcome.deeds);
      this.#waiting.set(one.file.index, one.outcome.outcome === 'written' ? withoutDetails(one, one.outcome) : one);
    }
    this.#tellInOrder();
    const end = all.map(({ outcome }) => outcome).find((outcome) => outcome.outcome === 'failed' && endsTheRun(outcome.code));
    if (end?.outcome === 'failed') throw new RadonymError(end.code as ErrorCode, end.detail);
  }

  /** What was written and told of turned out wrong when all was there: its last line in the journal is the one that counts. */
  async recall(settled: Settled & { readonly outcome: Written }, outcome: NotWritten): Promise<void> {
    await this.#copyAside(settled.file);
    const now = { ...settled, outcome };
    this.#state.add([fileLine(now)], [], []);
    this.tally.recall(settled.outcome, outcome, settled.file.index + 1);
    this.#tell(now);
  }

  /** An earlier run's file: counted, not told. */
  passOver(file: ListedFile, { sopClass, verified }: FileLine): void {
    this.tally.doneBefore(sopClass);
    this.filesDone++;
    this.doneBefore++;
    if (verified) this.verifiedBefore++;
    this.bytesDone += file.size;
    this.#waiting.set(file.index, undefined);
  }

  /** Another shard's file: neither counted nor told. */
  leave(file: ListedFile): false {
    this.#waiting.set(file.index, undefined);
    return false;
  }

  /** Tells what waits for files that will never come. */
  close(): void {
    for (const index of [...this.#waiting.keys()].sort((a, b) => a - b)) this.#tell(this.#waiting.get(index));
    this.#waiting.clear();
    for (const [kind, count] of this.#state.shared()) {
      const detail = `${count} originals of the namespace ${kind} have a pseudonym that another has too`;
      this.tally.finding('run/pseudonym-shared', count);
      this.#host.record({ type: 'finding', code: 'run/pseudonym-shared', detail });
    }
    this.#state.close();
  }

  #tellInOrder(): void {
    for (; this.#waiting.has(this.#next); this.#next++) {
      this.#tell(this.#waiting.get(this.#next));
      this.#waiting.delete(this.#next);
    }
  }

  #tell(settled: Settled | undefined): void {
    if (settled === undefined) return;
    const { outcome, size } = settled;
    const file = settled.file.index + 1;
    const { sopClassUid } = outcome;
    const base = { type: 'file', file, outcome: outcome.outcome, bytesIn: size, ...named(sopClassUid) } as const;
    if (outcome.outcome === 'written') {
      const { output, transferSyntaxUid, bytesOut } = outcome;
      this.#host.record({ ...base, output, transferSyntaxUid, bytesOut });
    } else this.#host.record({ ...base, code: outcome.code, detail: outcome.detail });
    for (const finding of outcome.findings) this.#host.record({ type: 'finding', file, ...finding });
  }

  async #copyAside(file: ListedFile): Promise<void> {
    if (this.#quarantine === undefined) return;
    const target = join(this.#quarantine, file.relative);
    makePrivateFolder(this.#quarantine);
    makePrivateFolder(dirname(target));
    try {
      if (existsSync(target)) return;
      await copyInput(file.path, target);
      chmodSync(target, 0o600);
    } catch (error) {
      throw new RadonymError('run/state', `a copy cannot be put into the quarantine folder: ${systemCode(error)}`);
    }
  }
}

/** What waits for its turn keeps nothing that has been dealt with. */
const withoutDetails = (settled: Settled, { deeds: _, ...outcome }: Written): Settled => ({
  ...settled,
  outcome: { ...outcome, mappings: [], review: [] },
});

/** A private SOP Class may name the institution that made it: it is not told. */
const named = (sopClassUid: string): { readonly sopClassUid?: string } => (sopClass(sopClassUid) ? { sopClassUid } : {});

const endsTheRun = (code: string): boolean => Object.hasOwn(errorTable, code) && errorTable[code as ErrorCode].scope === 'run';

function fileLine({ file, outcome, size, mtime, sha256, verified }: Settled): FileLine {
  const base = { input: file.path, size, mtime: isoTime(mtime), sopClass: publicSopClass(outcome.sopClassUid) };
  if (outcome.outcome === 'written') {
    const blanked = outcome.pixels?.byFrame;
    return {
      ...base,
      sha256: outcome.sha256,
      output: outcome.output,
      bytesOut: outcome.bytesOut,
      outcome: 'written',
      ...(verified && { verified }),
      ...(blanked && { blanked }),
    };
  }
  return { ...base, ...(sha256 === undefined ? {} : { sha256 }), outcome: outcome.outcome, code: outcome.code, detail: outcome.detail };
}
