/** Where are the originals, and who are they about? By journal and mapping of the private state; of an original only patient and study are read. */
import { existsSync } from 'node:fs';
import { RadonymError } from '../base/errors.js';
import { type OriginalSubject, readSubject } from '../flow/return-facts.js';
import { openInput } from '../io/input-source.js';
import { type FileLine, isDone, journalPath, readJournal } from './journal.js';
import { type ReturnMapping, returnMapping } from './return-mapping.js';

export class Originals {
  readonly mapping: ReturnMapping;
  /** YYYYMMDD of the first run's start: no de-identified date is later, if dates move into the past. */
  readonly firstRun: string;
  readonly #lines: FileLine[];
  readonly #byStudy = new Map<string, OriginalSubject>();

  private constructor(mapping: ReturnMapping, firstRun: string, lines: FileLine[]) {
    this.mapping = mapping;
    this.firstRun = firstRun;
    this.#lines = lines;
  }

  /** @throws RadonymError run/input, run/state */
  static async of(stateFolder: string): Promise<Originals> {
    const mapping = returnMapping(stateFolder);
    if (mapping.patients.size === 0) throw new RadonymError('run/input', 'the state folder has no mapping of patients');
    const { first, files } = await readJournal(journalPath(stateFolder));
    const day = (first?.started ?? '0000-00-00').slice(0, 10).replaceAll('-', '');
    return new Originals(
      mapping,
      day,
      [...files.values()].filter(({ outcome }) => outcome === 'written'),
    );
  }

  /** Of a study, by its original UID; undefined where no file of it is as it was. Heads are read until one is found, each once. */
  ofStudy(studyInstanceUid: string): OriginalSubject | undefined {
    while (!this.#byStudy.has(studyInstanceUid)) {
      const line = this.#lines.shift();
      if (line === undefined) return undefined;
      const subject = subjectOf(line);
      if (subject && !this.#byStudy.has(subject.head.studyInstanceUid)) this.#byStudy.set(subject.head.studyInstanceUid, subject);
    }
    return this.#byStudy.get(studyInstanceUid);
  }
}

function subjectOf(line: FileLine): OriginalSubject | undefined {
  if (!/\.zip[\\/]/i.test(line.input) && !existsSync(line.input)) return undefined;
  try {
    const source = openInput(line.input);
    try {
      return isDone(line, source) ? readSubject(source) : undefined;
    } finally {
      source.close();
    }
  } catch {
    return undefined;
  }
}
