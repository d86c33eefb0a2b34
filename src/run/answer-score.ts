/**
 * What do outputs score against an answer key of MIDI-B that somebody holds? Finds each row's outputs by the mapping of the run that made
 * them, asks of each what the row asks, and counts. What passes, `verify` knows; it shows nothing and keeps no value.
 */
import { join, resolve } from 'node:path';
import { RadonymError } from '../base/errors.js';
import type { AnswerRecord, AnswerSummary, AnswerTally } from '../report/answer-score.js';
import { type Answer, AnswerCheck, answersOf, type Replacements } from '../verify/answers.js';
import { textAt } from '../verify/element-tree.js';
import { eachPiece } from '../verify/read-source.js';
import { pixelDigest } from './answer-file.js';
import { type AnswerRow, answerRows } from './answer-key.js';
import { mappingRows } from './mapping-file.js';
import { verifyFiles, verifyRoot } from './verify-state.js';
import { opened } from './verify-task.js';

export interface AnswerSettings {
  /** SQLite database, or its table as CSV. */
  readonly answerKey: string;
  readonly outputs: string;
  /** @default `<outputs>.radonym` beside them */
  readonly state?: string;
}

export interface AnswerHost {
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly record: (record: AnswerRecord) => void;
  /** Called again and again. */
  readonly progress: (phase: string, done: number, of: number | undefined) => void;
}

/** @throws RadonymError run/input, io/read, io/csv, io/table */
export async function answerScore(settings: AnswerSettings, host: AnswerHost): Promise<AnswerSummary> {
  const began = host.now();
  const { folder } = verifyRoot(settings.outputs, 'the folder of outputs');
  const state = resolve(settings.state ?? `${folder}.radonym`);
  const rows = answerRows(settings.answerKey);
  const score = new AnswerScore(folder, replacementsIn(state), host);
  await score.index(verifyFiles(settings.outputs, 'the folder of outputs', new Set([state])).map(({ relative }) => relative));
  await score.rows(rows);
  return score.summary((host.now() - began) / 1000);
}

type Tally = { -readonly [key in keyof AnswerTally]: AnswerTally[key] };

class AnswerScore {
  readonly #folder: string;
  readonly #replacements: Replacements;
  readonly #host: AnswerHost;
  /** Names of outputs by the UID of what a row's scope names. */
  readonly #outputs = { Instance: new Map<string, string[]>(), Series: new Map<string, string[]>(), Study: new Map<string, string[]>() };
  readonly #unasked = new Set<string>();
  readonly #actions = new Map<string, Tally>();
  readonly #categories = new Map<string, Tally & { readonly family: string; readonly code: string }>();
  #count = { outputs: 0, rows: 0, missing: 0, unreadable: 0 };

  constructor(folder: string, replacements: Replacements, host: AnswerHost) {
    this.#folder = folder;
    this.#replacements = replacements;
    this.#host = host;
  }

  async index(names: readonly string[]): Promise<void> {
    this.#count.outputs = names.length;
    for (const [at, name] of names.entries()) {
      if (await this.#pause('reading outputs', at, names.length)) return;
      try {
        opened(join(this.#folder, name), ({ file }) => {
          put(this.#outputs.Instance, textAt(file.elements, 0x00080018), name);
          put(this.#outputs.Series, textAt(file.elements, 0x0020000e), name);
          put(this.#outputs.Study, textAt(file.elements, 0x0020000d), name);
        });
        this.#unasked.add(name);
      } catch (trouble) {
        if (!(trouble instanceof RadonymError) || trouble.scope !== 'file') throw trouble;
        this.#count.unreadable++;
      }
    }
  }

  async rows(rows: Iterable<AnswerRow>): Promise<void> {
    for (const row of rows) {
      if (await this.#pause('scoring', this.#count.rows, undefined)) return;
      const number = ++this.#count.rows;
      const answers = answersOf(row.answerData);
      if (!answers) throw new RadonymError('io/table', `AnswerData of row ${number} is no set of checks`);
      const names = this.#outputsOf(row);
      if (names.length === 0) {
        this.#count.missing++;
        this.#ask(answers, number, undefined, new AnswerCheck(undefined, () => undefined, this.#replacements));
      }
      for (const name of names) {
        this.#unasked.delete(name);
        opened(join(this.#folder, name), (open) =>
          this.#ask(answers, number, name, new AnswerCheck(open.file, () => digestOf(open), this.#replacements)),
        );
      }
    }
  }

  summary(seconds: number): AnswerSummary {
    const total = { passed: 0, failed: 0, unchecked: 0 };
    for (const [action, tally] of sorted(this.#actions)) {
      this.#host.record({ type: 'action', action, ...tally });
      for (const key of ['passed', 'failed', 'unchecked'] as const) total[key] += tally[key];
    }
    for (const [, tally] of sorted(this.#categories)) this.#host.record({ type: 'category', ...tally });
    return { ...total, ...this.#count, unasked: this.#unasked.size, interrupted: this.#host.signal.aborted, seconds };
  }

  /** Where UIDs were kept, an output has the UID of the row itself. */
  #outputsOf({ scope, sopInstanceUid, seriesInstanceUid, studyInstanceUid }: AnswerRow): readonly string[] {
    const uid = { Instance: sopInstanceUid, Series: seriesInstanceUid, Study: studyInstanceUid }[scope];
    return this.#outputs[scope].get(this.#replacements.uidOf(uid) ?? uid) ?? this.#outputs[scope].get(uid) ?? [];
  }

  #ask(answers: readonly Answer[], row: number, output: string | undefined, check: AnswerCheck): void {
    for (const answer of answers) {
      const { action, category } = answer;
      const result = check.check(answer);
      entry(this.#actions, action, () => ({ passed: 0, failed: 0, unchecked: 0 }))[result]++;
      const name = `${category.family} ${category.code}`.trim();
      entry(this.#categories, name, () => ({ ...category, passed: 0, failed: 0, unchecked: 0 }))[result]++;
      if (result === 'failed')
        this.#host.record({ type: 'case', row, ...(output === undefined ? {} : { output }), action, category: name, place: answer.place });
    }
  }

  /** Lets signals and the progress line in between. True when it is to end. */
  async #pause(phase: string, done: number, of: number | undefined): Promise<boolean> {
    if (done % 16 === 0) {
      this.#host.progress(phase, done, of);
      await new Promise((resume) => setImmediate(resume));
    }
    return this.#host.signal.aborted;
  }
}

const digestOf = ({ file, source }: Parameters<Parameters<typeof opened>[1]>[0]): string | undefined =>
  pixelDigest(
    file.elements,
    file.cut && ((digest) => eachPiece(source, file.cut!.start, file.cut!.length, 0, (piece) => void digest.update(piece))),
  );

const uidKinds: ReadonlySet<string> = new Set(['study', 'series', 'instance', 'frame-of-reference', 'uid']);

function replacementsIn(state: string): Replacements {
  const uids = new Map<string, string>();
  const patients = new Map<string, string>();
  for (const [kind, original, replacement] of mappingRows(state)) {
    if (kind === 'patient') patients.set(original, replacement);
    else if (uidKinds.has(kind)) uids.set(original, replacement);
  }
  return { uidOf: (original) => uids.get(original), patientIdOf: (original) => patients.get(original) };
}

function put(names: Map<string, string[]>, uid: string, name: string): void {
  entry(names, uid, () => []).push(name);
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
