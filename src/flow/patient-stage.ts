/** Makes the de-identifying stage of a file out of what the run brings for all files and what is known of its patient. */
import type { Finding } from '../base/errors.js';
import { version } from '../base/version.js';
import { admit, type Refusal } from '../deid/admit.js';
import { type CompiledRules, compileRules } from '../deid/compile.js';
import { offsetDays } from '../deid/dates.js';
import { type AttributeCount, DeedCounter } from '../deid/deed-counter.js';
import { type AttributeDeed, DeedRecorder } from '../deid/deed-recorder.js';
import { createDeidentifier } from '../deid/deidentify.js';
import type { FileContext, PatientContext } from '../deid/file-context.js';
import { foldedLetters } from '../deid/folding.js';
import { type IdentityTerms, noTerms } from '../deid/identity.js';
import { pixelFate, pixelStatement } from '../deid/pixel-policy.js';
import type { ResolvedProfile } from '../deid/profile.js';
import { createPseudonyms, type Pseudonyms } from '../deid/pseudonyms.js';
import { PatientRecords } from '../deid/records.js';
import { createTextCleaner, type TextCleaner } from '../deid/text-cleaner.js';
import { textMatch } from '../deid/text-match.js';
import { ValueMemory } from '../deid/value-memory.js';
import type { Vocabulary } from '../deid/vocabulary.js';
import { describedImage } from '../pixel/described-image.js';
import type { FrameEditor } from '../pixel/frame-editor.js';
import { iodTypes } from '../standard/iod-types.js';
import { publicSopClass } from '../standard/sop-class.js';
import { tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import type { Head } from '../wire/head.js';
import type { Stage } from '../wire/token.js';
import { Cleaning } from './cleaning.js';
import { cleanedBy, cleaningWork, type PixelsCleaned, type TextFound } from './pixel-cleaning.js';
import type { FlowPlan } from './plan.js';
import { vocabularyOf } from './vocabulary.js';

/** Whom a file is about, as all files of that patient in the run have it. Plain data. */
export interface PatientIdentity {
  readonly patientKey: string;
  readonly terms: IdentityTerms;
  /** What the user chose for the patient. */
  readonly assigned?: { readonly patientId: string; readonly patientName?: string; readonly shiftDays?: number };
}

export interface PatientStage {
  /** For the File Meta Information, where only that of the input names the instance. */
  readonly sopInstanceUid: string;
  readonly create: () => Stage;
  /** Changes frames as the stage created last wants it. */
  readonly editor: FrameEditor;
  /** Whether it has frames to change whatever the file's elements say. */
  readonly edits: boolean;
  /** Of the stage created last. */
  readonly findings: () => readonly Finding[];
  /** What the stage created last did to pixels. */
  readonly pixels: () => PixelsCleaned | undefined;
  /** Of the stage created last: what no earlier file of the patient told. Once. */
  readonly records: () => ReturnType<PatientRecords['take']>;
  readonly patientId: string;
  /** The file that the stage created last was for is written. Its deeds, where the plan asks for them; else they are counted. */
  readonly written: () => readonly AttributeDeed[] | undefined;
  /** Days added to the patient's dates; 0 when dates are not shifted. */
  readonly shiftDays: number;
}

/** The Patient ID that stands in for a patient's. */
export function pseudonymOf(
  { patientKey, assigned }: Pick<PatientIdentity, 'patientKey' | 'assigned'>,
  { pseudonyms }: Pick<ResolvedProfile, 'pseudonyms'>,
  { template }: Pseudonyms,
): string {
  return assigned?.patientId ?? template(pseudonyms.patientId, { namespace: 'patient', value: patientKey });
}

export type MakeDeidentifier = (context: FileContext) => Stage;

/** What was done to attributes in files of one SOP Class. Plain data. */
export interface ClassCounts {
  /** `private` for all private ones. */
  readonly sopClassUid: string;
  readonly attributes: readonly AttributeCount[];
}

const pixelData = tag(0x7fe00010);

const patientsKept = 64;

const kept: ReadonlySet<string> = new Set(['keep', 'pass']);

/** What a patient's files share. */
interface Known {
  readonly cleaner: TextCleaner;
  readonly memory: ValueMemory;
  readonly records: PatientRecords;
}

export class PatientStages {
  readonly #profile: ResolvedProfile;
  readonly #key: Uint8Array;
  readonly #rules: CompiledRules;
  readonly #pseudonyms: Pseudonyms;
  readonly #tell: FlowPlan['tell'];
  readonly #deidentifier: MakeDeidentifier;
  readonly #patients = new WeakMap<PatientIdentity, PatientContext>();
  readonly #vocabulary: Vocabulary;
  readonly #chosen: ReadonlyMap<string, string>;
  readonly #known = new Map<PatientIdentity, Known>();
  readonly #counters = new Map<string, DeedCounter>();

  /** @param structureNames original and name that the user chose for it */
  constructor(
    profile: ResolvedProfile,
    key: Uint8Array,
    structureNames: readonly (readonly [string, string])[] = [],
    tell: FlowPlan['tell'] = undefined,
    deidentifier: MakeDeidentifier = createDeidentifier,
  ) {
    this.#profile = profile;
    this.#tell = tell;
    this.#deidentifier = deidentifier;
    this.#key = key;
    this.#rules = compileRules(profile);
    this.#pseudonyms = createPseudonyms(key);
    this.#vocabulary = vocabularyOf(profile.text.words);
    this.#chosen = new Map(structureNames.map(([original, name]) => [foldedLetters(original), name]));
  }

  /** Why a file is not to be de-identified but set aside. @param found in its pixels, where they were looked at */
  refuse(head: Head, found?: TextFound): Refusal | undefined {
    return admit(head, this.#rules, pixelFate(head, this.#rules, found !== undefined));
  }

  /** Whether the pixels of a file are to be looked at before it is processed. */
  isToBeSeen(head: Head): boolean {
    const fate = pixelFate(head, this.#rules, true);
    return fate.kind === 'look' && admit(head, this.#rules, fate) === undefined;
  }

  /** Whether a line of text names the patient, as far as the profile hides whom it names. */
  namesIn(identity: PatientIdentity): (line: string) => boolean {
    const { cleaner } = this.#knownOf(identity);
    return textMatch(this.#sought(identity.terms), (line) => cleaner.finds(line) || cleaner.inspectClean(line).text !== line);
  }

  of(head: Head, identity: PatientIdentity, found?: TextFound): PatientStage {
    const work = cleaningWork(head, this.#rules, found);
    const pixels = pixelStatement(head, work?.how);
    const rules = this.#rules.forFile(head);
    const overlayGoes = (group: number): boolean => !kept.has(rules.rule(tag(group * 0x10000 + 0x0102), vr.US).action);
    const patient = this.#contextOf(identity);
    const { shiftDays } = patient;
    const known = this.#knownOf(identity);
    let findings: Finding[] = [];
    const counter = this.#tell === undefined ? this.#counterOf(head.sopClassUid) : undefined;
    let recorder: DeedRecorder | undefined;
    const cleaning = new Cleaning({ image: describedImage(head), overlayGoes, blanks: work?.blanks });
    return {
      editor: cleaning,
      edits: work !== undefined,
      pixels: () => work && cleanedBy(work, cleaning.blanked),
      patientId: patient.patientId,
      records: () => known.records.take(),
      sopInstanceUid: this.#rules.mapsUids ? this.#pseudonyms.uid(head.sopInstanceUid) : head.sopInstanceUid,
      shiftDays,
      findings: () => [...findings, ...leftOut(known.records)],
      written: () => {
        counter?.written();
        return recorder?.rows();
      },
      create: () => {
        const own: Finding[] = [];
        findings = own;
        recorder = this.#tell && new DeedRecorder(this.#tell === 'values');
        counter?.begin();
        known.records.begin();
        for (const { text, goes, frame, place } of found?.texts ?? [])
          known.records.review(pixelData, goes ? 'removed' : 'kept', text, `frame ${frame + 1} [${place.join(', ')}]`, []);
        const finding = (one: Finding): void => void own.push(one);
        const stage = this.#deidentifier({
          rules: this.#rules,
          head,
          types: iodTypes(head.sopClassUid),
          pseudonyms: this.#pseudonyms,
          patient,
          ...known,
          finding,
          recorder: counter ?? recorder,
          pixels,
          version,
        });
        return cleaning.around(stage, finding);
      },
    };
  }

  /** Of files written since it was called last. */
  takeCounts(): readonly ClassCounts[] {
    const all = [...this.#counters].map(([sopClassUid, counter]) => ({ sopClassUid, attributes: counter.take() }));
    return all.filter(({ attributes }) => attributes.length > 0);
  }

  #counterOf(uid: string): DeedCounter {
    const sopClassUid = publicSopClass(uid);
    const known = this.#counters.get(sopClassUid) ?? new DeedCounter();
    this.#counters.set(sopClassUid, known);
    return known;
  }

  /** Computed once for a patient's files. */
  #contextOf(identity: PatientIdentity): PatientContext {
    const known = this.#patients.get(identity);
    if (known) return known;
    const { patientKey, assigned } = identity;
    const { pseudonyms, dates } = this.#profile;
    const fields = { namespace: 'patient', value: patientKey };
    const patientId = pseudonymOf(identity, this.#profile, this.#pseudonyms);
    const patientName = assigned?.patientName ?? this.#pseudonyms.template(pseudonyms.patientName, { ...fields, patientId });
    const shiftDays = this.#rules.dates === 'shift' ? (assigned?.shiftDays ?? offsetDays(this.#key, patientKey, dates)) : 0;
    const context = { patientId, patientName, shiftDays };
    this.#patients.set(identity, context);
    return context;
  }

  /** What a profile keeps is nothing to look for. */
  #sought(terms: IdentityTerms): IdentityTerms {
    const { options } = this.#rules;
    return {
      ...terms,
      places: options.includes('retainInstitutionIdentity') ? noTerms.places : terms.places,
      devices: options.includes('retainDeviceIdentity') ? noTerms.devices : terms.devices,
      dates: options.includes('retainLongitudinalTemporalFullDates') ? noTerms.dates : terms.dates,
    };
  }

  /** A patient's files share what was found out about the patient's texts. */
  #knownOf(identity: PatientIdentity): Known {
    const known = this.#known.get(identity);
    if (known) return known;
    if (this.#known.size >= patientsKept) this.#known.clear();
    const mapUid = this.#rules.mapsUids ? (uid: string): string => this.#pseudonyms.uid(uid) : (uid: string): string => uid;
    const { structureNames, text } = this.#profile;
    const hash = (original: string, length: number): string =>
      this.#pseudonyms.hash('label', `${identity.patientKey}\0${original}`, length);
    const cleaner = createTextCleaner(this.#sought(identity.terms), {
      mapUid,
      vocabulary: this.#vocabulary,
      level: text.level,
      labels: { structureNames, strict: text.level === 'strict', chosen: this.#chosen, hash },
    });
    const made = { cleaner, memory: new ValueMemory(), records: new PatientRecords() };
    this.#known.set(identity, made);
    return made;
  }
}

function leftOut({ leftOut: count }: PatientRecords): Finding[] {
  return count === 0 ? [] : [{ code: 'deid/review-limit', detail: `${count} more texts, repeats counted, are not on the review list` }];
}
