/** Synthetic patients through the real flow, in memory: survey of all of a patient's files, then each file; or through a weakened one. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noTerms } from '../../src/deid/identity.js';
import { loadProfile, type ResolvedProfile } from '../../src/deid/profile.js';
import type { Sink, Source } from '../../src/flow/ports.js';
import { createProcessor, type Processor } from '../../src/flow/process-file.js';
import { PatientSurvey } from '../../src/run/patients.js';
import { type Tag, tagText } from '../../src/standard/tag.js';
import { encodeText, type SpecificCharacterSet } from '../../src/synthetic/character-sets.js';
import { type SyntheticOptions, type SyntheticPatient, syntheticPatients } from '../../src/synthetic/study.js';
import { type Score, type ScoreOptions, Scorer } from '../../src/verify/score.js';

const profiles = fileURLToPath(new URL('../../profiles/', import.meta.url));

export const profileOf = (name: string): ResolvedProfile => loadProfile(name, (one) => readFileSync(`${profiles}${one}.yaml`, 'utf8'));

/** What is weakened, and how: the scorer has to notice each. */
export interface Weakness {
  readonly profile?: (profile: ResolvedProfile) => ResolvedProfile;
  readonly processor?: (processor: Processor) => Processor;
  readonly harvest?: 'off';
}

export interface Scored {
  readonly score: Score;
  /** Outcomes that are not `written`, by code. */
  readonly others: ReadonlyMap<string, number>;
}

export function scoreProfile(name: string, made: SyntheticOptions, weakness: Weakness = {}, options?: Partial<ScoreOptions>): Scored {
  const plain = profileOf(name);
  const profile = weakness.profile?.(plain) ?? plain;
  const processorOf = createProcessor(
    { target: 'keep', sequenceLength: 'undefined', longValues: 'unknown', profile, key: new Uint8Array(32).fill(9), pathKeywords: [] },
    { digest },
  );
  const processor = weakness.processor?.(processorOf) ?? processorOf;
  const removed = new Set(plain.rules.filter(({ action }) => !keeping.has(action)).map(({ tag }) => tagText(tag as Tag)));
  const scorer = new Scorer({ removed, options: [...plain.options, ...(renamesMachines(plain) ? ['machines'] : [])], ...options });
  const others = new Map<string, number>();
  for (const patient of syntheticPatients(made)) {
    scorer.patient({ identifiers: withBytes(patient) });
    for (const { file, output, code } of deidentified(patient, processor, weakness)) {
      if (output) scorer.instance(file.key, file.bytes, output);
      else others.set(code, (others.get(code) ?? 0) + 1);
    }
  }
  return { score: scorer.result(), others };
}

function* deidentified(patient: SyntheticPatient, processor: Processor, { harvest }: Weakness) {
  const survey = new PatientSurvey();
  const sightings = patient.files.map(({ bytes }) => {
    const { patientKey, head, terms } = processor.survey(sourceOf(bytes));
    const sighting = { patientKey, patientId: head.patientId.trim(), studyInstanceUid: head.studyInstanceUid.trim(), terms };
    survey.add(sighting);
    return sighting;
  });
  const patients = survey.settle(undefined);
  // One object for all of a patient's files, as in a run.
  const blind = { patientKey: sightings[0]!.patientKey, terms: noTerms };
  for (const [at, file] of patient.files.entries()) {
    const slices: Uint8Array[] = [];
    const identity = harvest === 'off' ? blind : patients.identityOf(sightings[at]!);
    const outcome = processor.process(sourceOf(file.bytes), () => sinkTo(slices), identity);
    yield outcome.outcome === 'written'
      ? { file, output: Buffer.concat(slices), code: '' }
      : { file, output: undefined, code: outcome.code };
  }
}

const keeping = new Set(['keep', 'clean', 'mapUid', 'shiftDate', 'pseudonym']);

const renamesMachines = ({ rules }: ResolvedProfile): boolean => JSON.stringify(rules).includes('"machine"');

/** With their bytes in the patient's own character set. */
function withBytes({ key }: SyntheticPatient) {
  return key.identifiers.map((identifier) => {
    const bytes = encodeText(identifier.text, key.specificCharacterSet as SpecificCharacterSet, 'LT');
    return { ...identifier, bytes: bytes ? [bytes] : [] };
  });
}

function sourceOf(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    read(position, target) {
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
  };
}

function sinkTo(slices: Uint8Array[]): Sink {
  return {
    write: (written) => void slices.push(...written.map((slice) => slice.slice())),
    commit: () => 'output',
    abort: () => void slices.splice(0),
  };
}

function digest() {
  const hash = createHash('sha256');
  return { update: (bytes: Uint8Array) => void hash.update(bytes), hex: () => hash.digest('hex') };
}
