/**
 * What is done to one file, given what a run wants: survey it, or admit it, de-identify and write it. Each worker makes one processor
 * and uses it for all its files. It holds no file open and remembers only what makes the next file cheaper.
 */
import { type ErrorCode, RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { patientKey } from '../deid/identity.js';
import { frameCodec } from '../pixel/frame-codec.js';
import type { NativePort } from '../pixel/native-port.js';
import { sopClass } from '../standard/sop-class.js';
import type { Head } from '../wire/head.js';
import { Output } from '../wire/output.js';
import { type Picture, pictures } from './look.js';
import { fill, type OpenFile, openFile } from './open-file.js';
import type { Mapping, NotWritten, Outcome, PatientReview } from './outcome.js';
import { type Processed, processFile } from './pass.js';
import { type ClassCounts, type MakeDeidentifier, type PatientIdentity, type PatientStage, PatientStages } from './patient-stage.js';
import type { TextFound } from './pixel-cleaning.js';
import type { FlowPlan } from './plan.js';
import { type Digest, type Intake, ownIntake, type Sink, type Source } from './ports.js';
import { harvest, type Surveyed, survey } from './survey.js';
import { tapped } from './tap.js';

export interface Processor {
  survey(source: Source): Surveyed;
  /**
   * @param patient as the survey of all files found it; without, the file speaks for itself
   * @param opened by a survey of the same bytes
   * @param found by looking at its frames
   * @throws NeedsThread, where native codecs are elsewhere
   */
  process(source: Source, openSink: () => Sink, patient?: PatientIdentity, opened?: OpenFile, found?: TextFound): Outcome;
  /** Where the plan seeks text in pixels and this file is at risk: what is to be searched. @throws RadonymError, when not even the head can be read */
  look(source: Source, patient?: PatientIdentity): Look | undefined;
  /** What was done to attributes of the files written since it was called last; nothing where the plan asks for each file's deeds. */
  takeCounts(): readonly ClassCounts[];
}

/** A file that is searched for text before it is processed. */
export interface Look {
  readonly sopClassUid: string;
  /** Burned In Annotation is YES. */
  readonly saysBurnedIn: boolean;
  /** @throws RadonymError deid/burned-in, pixel/…, wire/… */
  readonly pictures: () => readonly Picture[];
  /** Whether a line of text names the patient. */
  readonly names: (line: string) => boolean;
}

export interface FlowPorts {
  /** SHA-256. */
  readonly digest: () => Digest;
  /** Where files are read to, and what makes `sha256` of an outcome. @default one piece of memory, and `digest` */
  readonly intake?: Intake;
  /** Who de-identifies; another one only where de-identification itself is put to the test. @default createDeidentifier */
  readonly deidentifier?: MakeDeidentifier;
  /** Codecs of compressed frames that flow does not have itself; `elsewhere`: in a thread that may be ended, not in this one. @default none */
  readonly native?: NativePort | 'elsewhere';
}

/** @throws RadonymError when the plan's profile or key is unusable */
export function createProcessor(plan: FlowPlan, ports: FlowPorts): Processor {
  const intake = ports.intake ?? ownIntake(ports.digest, new Uint8Array(limits.chunk));
  const output = new Output();
  const tags = tapped(plan.pathKeywords);
  const stages =
    plan.profile && plan.profile.basis !== 'none'
      ? new PatientStages(plan.profile, plan.key ?? new Uint8Array(0), plan.structureNames, plan.tell, ports.deidentifier)
      : undefined;

  const notHere = ports.native === 'elsewhere';
  const codec = frameCodec(ports.native === 'elsewhere' ? undefined : ports.native);

  function write(
    source: Source,
    openSink: () => Sink,
    first: Uint8Array,
    opened: OpenFile,
    patient: PatientIdentity | undefined,
    found?: TextFound,
  ): Outcome {
    const { head } = opened;
    if (sopClass(head.sopClassUid)?.category === 'directory') {
      return notWritten('skipped', 'flow/directory', 'a DICOMDIR describes files by names that change', source, opened);
    }
    const refused = stages?.refuse(head, found);
    if (refused) return notWritten('quarantined', refused.code, refused.detail, source, opened);
    const identity = stages && (patient ?? { patientKey: patientKey(head), terms: harvest(source, first, opened) });
    const stage = identity && stages.of(head, identity, found);
    const processed = processFile({
      source,
      first,
      intake,
      output,
      opened,
      plan,
      tapped: tags,
      sopInstanceUid: stage?.sopInstanceUid ?? head.sopInstanceUid,
      openSink,
      stage: stage?.create,
      digest: ports.digest,
      codec,
      notHere,
      ...(stage && { editor: stage.editor, edits: stage.edits }),
    });
    const deeds = stage?.written();
    const pixels = stage?.pixels();
    return {
      outcome: 'written',
      output: processed.output,
      sopClassUid: head.sopClassUid,
      transferSyntaxUid: processed.transferSyntaxUid,
      bytesIn: source.size,
      bytesOut: processed.bytesOut,
      sha256: processed.sha256,
      findings: [...processed.findings, ...(stage?.findings() ?? [])].slice(0, limits.findings),
      ...(stage ? recordsOf(head, processed, stage) : { mappings: [], review: [] }),
      ...(pixels && { pixels }),
      ...(deeds && { deeds }),
    };
  }

  return {
    takeCounts: () => stages?.takeCounts() ?? [],
    survey: (source) => survey(source, fill(source, 0, intake.chunk().subarray(0, limits.surveyFirst))),
    look(source, patient) {
      if (stages === undefined || plan.ocr === undefined) return undefined;
      const first = fill(source, 0, intake.chunk());
      const opened = openFile(source, first);
      const { head } = opened;
      if (!stages.isToBeSeen(head)) return undefined;
      const identity = patient ?? { patientKey: patientKey(head), terms: harvest(source, first, opened) };
      return {
        sopClassUid: head.sopClassUid,
        saysBurnedIn: head.burnedInAnnotation === 'YES',
        pictures: () => pictures(source, first, opened, codec),
        names: stages.namesIn(identity),
      };
    },
    process(source, openSink, patient, known, found) {
      let opened = known;
      try {
        const first = fill(source, 0, intake.chunk());
        opened ??= openFile(source, first);
        return write(source, openSink, first, opened, patient, found);
      } catch (error) {
        if (!(error instanceof RadonymError)) throw error;
        return notWritten(error.code === 'wire/not-dicom' ? 'skipped' : 'failed', error.code, error.message, source, opened);
      }
    },
  };
}

function notWritten(
  outcome: NotWritten['outcome'],
  code: ErrorCode,
  detail: string,
  source: Source,
  opened: OpenFile | undefined,
): NotWritten {
  return {
    outcome,
    code,
    detail,
    sopClassUid: opened?.head.sopClassUid ?? '',
    bytesIn: source.size,
    findings: opened?.part10.findings ?? [],
  };
}

/** What the private lists keep: originals of the head and what stands in their place, other pseudonyms, texts. */
function recordsOf(head: Head, { value }: Processed, stage: PatientStage): { mappings: Mapping[]; review: PatientReview[] } {
  const { rows: texts, pairs } = stage.records();
  const rows: [kind: string, original: string, replacement: string | undefined][] = [
    ['patient', head.patientId, value('PatientID')],
    ['study', head.studyInstanceUid, value('StudyInstanceUID')],
    ['series', head.seriesInstanceUid, value('SeriesInstanceUID')],
    ['instance', head.sopInstanceUid, value('SOPInstanceUID')],
    ['frame-of-reference', head.frameOfReferenceUid, value('FrameOfReferenceUID')],
    ['date-shift', head.patientId, stage.shiftDays === 0 ? undefined : String(stage.shiftDays)],
  ];
  const known = rows.filter((row): row is [string, string, string] => row[1] !== '' && row[2] !== undefined);
  return { mappings: [...known, ...pairs], review: texts.map((row) => ({ ...row, patient: stage.patientId })) };
}

export type { OpenFile } from './open-file.js';
export type { Outcome } from './outcome.js';
export type { ClassCounts, PatientIdentity } from './patient-stage.js';
export type { FlowPlan } from './plan.js';
export type { Sink, Source } from './ports.js';
export type { Surveyed, SurveyRecord } from './survey.js';
