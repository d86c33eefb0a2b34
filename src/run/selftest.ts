/**
 * What does de-identification make of patients whose identifiers are known? Writes synthetic files into a folder of its own, runs what
 * `deidentify` runs, reads the outputs back and scores them against the answer key. It shows nothing, and leaves nothing unless asked to.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { version } from '../base/version.js';
import type { ResolvedProfile } from '../deid/profile.js';
import { guarded } from '../io/system-error.js';
import type { SelftestCase, SelftestMutant, SelftestProfile, SelftestRecord, SelftestSummary } from '../report/selftest.js';
import type { SummaryData } from '../report/summary.js';
import { type SyntheticOptions, syntheticPatients } from '../synthetic/study.js';
import type { Case, Score } from '../verify/score.js';
import { AnswerFile } from './answer-file.js';
import { journalPath, readJournal } from './journal.js';
import { writePrivate } from './private-files.js';
import { run } from './run.js';
import { scoreInMemory } from './selftest-flow.js';
import { mutants } from './selftest-mutants.js';
import { keyedPatient, scorerOf } from './selftest-scorer.js';

export interface SelftestSettings {
  readonly patients: number;
  readonly seed: number;
  readonly profiles: readonly ResolvedProfile[];
  readonly jobs: number;
  /** Whether the scorer has to notice what is broken on purpose. */
  readonly mutants: boolean;
  /** Where the answer key goes; must not be there yet. */
  readonly answerKey?: string;
  /** A new folder where inputs, outputs and states stay. @default a temporary one that goes */
  readonly keep?: string;
}

export interface SelftestHost {
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly record: (record: SelftestRecord) => void;
  /** Called again and again. */
  readonly progress: (phase: string, done: number, of: number) => void;
}

/** @throws RadonymError run/state: the folder cannot be made or filled */
export async function selftest(settings: SelftestSettings, host: SelftestHost): Promise<SelftestSummary> {
  const began = host.now();
  const { patients, seed, profiles } = settings;
  const answers = settings.answerKey === undefined ? undefined : new AnswerFile(settings.answerKey);
  const folder = workFolder(settings.keep);
  const clean = (): void => {
    if (settings.keep === undefined) rmSync(folder, { recursive: true, force: true });
  };
  // A second signal ends the process at once: even then nothing stays.
  process.once('exit', clean);
  try {
    host.record({ type: 'selftest', version, patients, seed, profiles: profiles.map(({ name }) => name) });
    const test = new Selftest(settings, host, folder);
    await test.writeInputs(profiles[0]!, answers);
    const scores: SelftestProfile[] = [];
    for (const profile of profiles) if (!host.signal.aborted) scores.push(await test.profile(profile));
    const noticed = settings.mutants && !host.signal.aborted ? await test.mutants(profiles[0]!) : [];
    const interrupted = host.signal.aborted;
    const mutantsNoticed = noticed.filter((one) => one.noticed).length;
    return {
      patients,
      seed,
      profiles: scores,
      mutants: noticed.length,
      mutantsNoticed,
      interrupted,
      passed: !interrupted && scores.every(({ passed }) => passed) && mutantsNoticed === noticed.length,
      seconds: (host.now() - began) / 1000,
    };
  } finally {
    answers?.close();
    clean();
    process.off('exit', clean);
  }
}

function workFolder(keep: string | undefined): string {
  return guarded('run/state', 'the folder for the test cannot be made', () => {
    if (keep === undefined) return mkdtempSync(join(tmpdir(), 'radonym-selftest-'));
    mkdirSync(resolve(keep), { mode: 0o700 });
    chmodSync(keep, 0o700);
    return resolve(keep);
  });
}

class Selftest {
  readonly #settings: SelftestSettings;
  readonly #host: SelftestHost;
  readonly #folder: string;
  readonly #made: SyntheticOptions;
  readonly #keyFile: string;

  constructor(settings: SelftestSettings, host: SelftestHost, folder: string) {
    this.#settings = settings;
    this.#host = host;
    this.#folder = folder;
    this.#made = { patients: settings.patients, seed: settings.seed, every };
    this.#keyFile = join(folder, 'selftest.key');
  }

  async writeInputs(profile: ResolvedProfile, answers: AnswerFile | undefined): Promise<void> {
    // Of the seed, so that the same number makes the same outputs. It keeps no secret: nobody is behind these pseudonyms.
    writePrivate(this.#keyFile, `${createHash('sha256').update(`radonym selftest ${this.#settings.seed}`).digest('hex')}\n`);
    let number = 0;
    for (const patient of syntheticPatients(this.#made)) {
      if (await this.#pause('making patients', number)) return;
      const folder = join(this.#folder, 'originals', `patient-${++number}`);
      guarded('run/state', 'the synthetic files cannot be written', () => {
        mkdirSync(folder, { recursive: true });
        for (const [at, { bytes }] of patient.files.entries()) writeFileSync(join(folder, fileName(at)), bytes);
      });
      answers?.add(patient, profile.options);
    }
  }

  async profile(profile: ResolvedProfile): Promise<SelftestProfile> {
    const { jobs } = this.#settings;
    const own = join(this.#folder, profile.name.replace(/[^\w-]/g, '_'));
    const [output, state] = [join(own, 'output'), join(own, 'state')];
    const { signal, now } = this.#host;
    const summary = await run(
      {
        command: 'deidentify', inputs: [join(this.#folder, 'originals')], output, state, keyFile: this.#keyFile, jobs, profile, target: 'keep',
        sequenceLength: 'undefined', longValues: 'unknown', overwrite: false, resume: false, dryRun: false, verify: false,
      }, // biome-ignore format: one setting after the other
      { signal, now, record: () => {}, message: () => {}, watch: () => {} },
    );
    const outputs = (await readJournal(journalPath(state))).files;
    const scorer = scorerOf(profile);
    let number = 0;
    for (const patient of syntheticPatients(this.#made)) {
      if (await this.#pause(`scoring ${profile.name}`, number)) break;
      number++;
      scorer.patient(keyedPatient(patient));
      for (const [at, { key, bytes }] of patient.files.entries()) {
        const line = outputs.get(join(this.#folder, 'originals', `patient-${number}`, fileName(at)));
        if (line?.outcome === 'written' && line.output !== undefined) scorer.instance(key, bytes, readFileSync(join(output, line.output)));
      }
    }
    return this.#told(profile, summary, scorer.result());
  }

  async mutants(profile: ResolvedProfile): Promise<SelftestMutant[]> {
    const rows = mutants.filter(({ appliesTo }) => appliesTo?.(profile) ?? true);
    const told: SelftestMutant[] = [];
    for (const { name, weakness, noticed } of rows) {
      if (await this.#pause('breaking de-identification on purpose', told.length, rows.length)) break;
      const cases = noticed(scoreInMemory(profile, { patients: 2, seed: this.#settings.seed, every: 20 }, weakness).score);
      const one = { profile: profile.name, mutant: name, noticed: cases > 0, cases };
      this.#host.record({ type: 'mutant', ...one });
      told.push(one);
    }
    return told;
  }

  #told({ name: profile }: ResolvedProfile, { written, quarantined, failed }: SummaryData, score: Score): SelftestProfile {
    const { record } = this.#host;
    for (const [name, tally] of score.bySopClass) record({ type: 'iod', profile, name, ...tally });
    for (const [name, tally] of score.byCategory) record({ type: 'category', profile, name, ...tally });
    const tell = (kind: SelftestCase['kind'], cases: readonly Case[]): void => {
      for (const one of cases) record({ type: 'case', kind, profile, ...one });
    };
    tell('leak', score.leaks);
    tell('link', score.links.findings);
    tell('date', score.dates);
    tell('invalid', score.invalid);
    tell('lost', score.lost);
    const wrong = [score.leaks, score.links.findings, score.dates, score.invalid].reduce((sum, { length }) => sum + length, failed);
    const told = {
      profile,
      tally: score.total,
      keptByRule: score.keptByRule,
      written,
      quarantined,
      failed,
      linksBefore: score.links.resolvedBefore,
      linksAfter: score.links.resolvedAfter,
      brokenLinks: score.links.findings.length,
      wrongDates: score.dates.length,
      invalid: score.invalid.length,
      passed: wrong === 0 && score.total.instances === written && written > 0,
    };
    record({ type: 'profile', ...told });
    return told;
  }

  /** Lets signals and the progress line in between. True when the test is to end. */
  async #pause(phase: string, done: number, of = this.#settings.patients): Promise<boolean> {
    this.#host.progress(phase, done, of);
    await new Promise((resume) => setImmediate(resume));
    return this.#host.signal.aborted;
  }
}

/** Each patient has an instance of every sixth SOP Class, the next patient of the next: six have all, in all character sets. */
const every = 6;

const fileName = (at: number): string => `${String(at + 1).padStart(4, '0')}.dcm`;
