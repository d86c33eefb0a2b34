/**
 * How do synthetic patients score that go through the flow in memory: survey of all of a patient's files, then each file; or through a flow
 * that is weakened on purpose, so that the scorer can show that it notices? It writes nothing.
 */
import { noTerms } from '../deid/identity.js';
import type { ResolvedProfile } from '../deid/profile.js';
import type { FlowPorts, Processor, Sink, Source } from '../flow/process-file.js';
import { createProcessor } from '../flow/process-file.js';
import { type SyntheticOptions, type SyntheticPatient, syntheticPatients } from '../synthetic/study.js';
import type { Score } from '../verify/score.js';
import { flowPorts } from './digest.js';
import { PatientSurvey } from './patients.js';
import { keyedPatient, scorerOf } from './selftest-scorer.js';

/** What is weakened, and how. */
export interface Weakness {
  readonly profile?: (profile: ResolvedProfile) => ResolvedProfile;
  readonly deidentifier?: NonNullable<FlowPorts['deidentifier']>;
  readonly harvest?: 'off';
}

export interface Scored {
  readonly score: Score;
  /** Outcomes that are not `written`, by code. */
  readonly others: ReadonlyMap<string, number>;
}

/** Scored by what the profile promises as it is. */
export function scoreInMemory(profile: ResolvedProfile, made: SyntheticOptions, weakness: Weakness = {}): Scored {
  const processor = createProcessor(
    {
      target: 'keep',
      sequenceLength: 'undefined',
      longValues: 'unknown',
      profile: weakness.profile?.(profile) ?? profile,
      key: new Uint8Array(32).fill(9),
      pathKeywords: [],
    },
    { ...flowPorts, ...(weakness.deidentifier ? { deidentifier: weakness.deidentifier } : {}) },
  );
  const scorer = scorerOf(profile);
  const others = new Map<string, number>();
  for (const patient of syntheticPatients(made)) {
    scorer.patient(keyedPatient(patient));
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
    patch: () => {
      throw new Error('nothing is compressed here');
    },
    commit: () => 'output',
    abort: () => void slices.splice(0),
  };
}
