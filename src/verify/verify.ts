/**
 * What does one pair come to: an original and the output made of it? Finds what can be told of the pair alone, and the small facts that
 * a verdict over all pairs needs. It reads no file and knows no journal.
 */
import { foldWord } from '../rt/fold.js';
import type { ImportFacts } from '../rt/importability.js';
import { createWords } from '../rt/vocabulary.js';
import { dictionaryEntry } from '../standard/dictionary.js';
import { lazy } from '../standard/lazy.js';
import { type Tag, tagText } from '../standard/tag.js';
import { blankingOf, type FrameRectangles } from './blanked.js';
import { checkDates, type Shift } from './dates.js';
import { feedClinicalDigest, type RunningDigest } from './digest.js';
import { pathText, type TreeElement, tagPath } from './element-tree.js';
import { error, type VerifyCode, type VerifyFinding, warning } from './finding.js';
import type { Harvested } from './harvest.js';
import { checkHeaders } from './headers.js';
import type { IdentifierKind } from './identity-attributes.js';
import { importFacts } from './import-facts.js';
import { createLeakSearch, type Leak, type LeakSearch } from './leaks.js';
import { type LinkFacts, linkFacts } from './links.js';
import { checkLongValues, type OpenPair, searchCut } from './long-values.js';
import { type FilePair, visitAdded } from './pairing.js';
import type { FrameDecoder } from './pixels.js';
import { mayChange, type Policy } from './policy.js';
import { checkProvenance } from './provenance.js';
import { eachPiece } from './read-source.js';
import { checkRecoded } from './recoded.js';
import { uidFate, uidFates } from './retained.js';
import { isRuled, isWritten } from './ruled.js';
import { uidSearch } from './uid-search.js';
import { checkValidity } from './validity.js';
import { compareValues } from './values.js';

/** Of one pair. Plain data: it crosses threads. */
export interface PairFacts {
  readonly findings: readonly VerifyFinding[];
  readonly links: LinkFacts;
  readonly shifts: readonly Shift[];
  readonly original: ImportFacts;
  readonly output: ImportFacts;
  /** Of the output's clinical values, hexadecimal; empty where none was asked for. */
  readonly digest: string;
}

export interface PatientSearch {
  /** Of terms; what is beyond them is a UID. */
  readonly kinds: readonly IdentifierKind[];
  /** Words of radiotherapy that somebody bears as a name: where they stand, nobody may be meant. */
  readonly doubtful: ReadonlySet<number>;
  readonly search: LeakSearch;
  /** Whether a coded string holds one of them, whatever stands between its letters and digits. */
  readonly identifies: (text: string) => boolean;
}

/** What to look for in a patient's outputs. Made once for all of them. */
export function patientSearch(harvested: readonly Harvested[], policy: Policy, uids = uidSearch([])): PatientSearch {
  const sought = harvested.filter(({ kind }) => !policy.retained.includes(kind));
  const terms = sought.filter(({ kind }) => kind !== 'uid');
  for (const { kind, text } of sought) if (kind === 'uid') uids.add(text);
  return {
    kinds: terms.map(({ kind }) => kind),
    doubtful: new Set(terms.flatMap((term, index) => (isOfRadiotherapy(term) ? [index] : []))),
    search: createLeakSearch(
      terms.map(({ kind, text, bytes }) => ({
        text,
        isDate: kind === 'date',
        ...(bytes ? { bytes: [Buffer.from(bytes, 'hex')] } : {}),
      })),
      uids,
    ),
    identifies: identifiesBy(terms),
  };
}

function identifiesBy(terms: readonly Harvested[]): (text: string) => boolean {
  const letters = lazy(() => {
    const forms = terms.flatMap(({ text }) => [lettersOf(text), lettersOf(text.normalize('NFC').replace(/[äöü]/gi, '$&e'))]);
    return [...new Set(forms)].filter((form) => form.length >= 3);
  });
  return (text) => {
    const within = lettersOf(text);
    return letters().some((term) => within.includes(term));
  };
}

/** A code has capitals, digits and underscores: `Müller-Smith` can stand there as MULLERSMITH or MUELLER_SMITH. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const words = lazy(() => createWords());

function isOfRadiotherapy({ kind, text }: Harvested): boolean {
  if (kind === 'date' || kind === 'uid') return false;
  const parts = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => words().protects(foldWord(part)));
}

export interface PairInput extends OpenPair {
  /** Under the output folder. */
  readonly name: string;
  /** Where the run says that OCR blanked frames. */
  readonly blanked?: FrameRectangles | undefined;
  /** SHA-256; without it no digest is made. */
  readonly digest?: () => HexDigest;
}

export interface HexDigest extends RunningDigest {
  hex(): string;
}

/** @param decode of compressed frames; without it Pixel Data that were coded anew are not compared */
export function verifyPair(pair: PairInput, patient: PatientSearch, policy: Policy, decode?: FrameDecoder): PairFacts {
  const { name } = pair;
  const [original, output] = [pair.original.file, pair.output.file];
  const files = { original, output };
  const may = mayChange(policy);
  const dates = checkDates(files, policy);
  const blanking = policy.deidentified ? blankingOf(original.elements, output.elements, policy.pixels, pair.blanked) : undefined;
  const recoded = checkRecoded(pair, files, decode, blanking);
  const links = linkFacts(files, { uids: policy.uids, uidsOf: uidFates(policy), mayGo: may });
  return {
    findings: [
      ...checkLeaks(pair.output, name, patient, policy),
      ...(recoded.settled.size > 0 ? recoded.findings : checkLongValues(pair)),
      ...compareValues(files, may, policy.deidentified ? 'numbers' : 'all', recoded.settled, patient.identifies).map(({ code, path }) =>
        error(`verify/${code}`, valueDetail[code], path),
      ),
      ...dates.findings,
      ...checkValidity(output, original),
      ...(policy.deidentified ? [...checkProvenance(output, policy), ...checkHeaders(output)] : []),
      ...checkAdded(files, recoded.settled),
      ...links.findings.map(({ code, path }) => linkFinding(code, path)),
    ],
    links: { ...links, findings: [] },
    shifts: dates.shifts,
    original: importFacts(original),
    output: importFacts(output),
    digest: pair.digest ? clinicalDigest(pair.output, pair.digest()) : '',
  };
}

/** Hexadecimal: see docs/verify.md. */
export function clinicalDigest({ file, source }: PairInput['output'], digest: HexDigest): string {
  feedClinicalDigest(file, digest, (tag) => {
    if (file.cut?.tag !== tag) return false;
    eachPiece(source, file.cut.start, file.cut.length, 0, (piece) => digest.update(piece));
    return true;
  });
  return digest.hex();
}

export function checkLeaks({ file, source }: PairInput['output'], name: string, patient: PatientSearch, policy: Policy): VerifyFinding[] {
  const { kinds, doubtful, search } = patient;
  const say = (term: number): typeof error => (doubtful.has(term) ? warning : error);
  const isKeptUid = ({ term }: Leak, tag: Tag): boolean =>
    kinds[term] === undefined && dictionaryEntry(tag)?.vrs[0] === 'UI' && uidFate(policy, tag) === 'kept';
  const told = (leak: Leak): boolean => leak.tag === undefined || (!policy.kept.includes(leak.tag) && !isKeptUid(leak, leak.tag));
  const findings = [...search.inFile(file), ...search.inName(name)].filter(told).map((leak) => {
    const where =
      leak.where === 'name'
        ? "in the file's name"
        : leak.path === undefined
          ? `at byte ${leak.offset}, outside of all values`
          : 'in a value';
    return say(leak.term)(
      'verify/leak',
      `${kindWords[kinds[leak.term] ?? 'uid']} of the patient's originals as ${leak.disguise} ${where}`,
      leak.path,
    );
  });
  for (const term of file.cut ? searchCut(source, file.cut, search) : [])
    findings.push(say(term)('verify/leak', `${kindWords[kinds[term] ?? 'uid']} of the patient's originals`, tagText(file.cut!.tag)));
  return findings;
}

const kindWords: { readonly [kind in IdentifierKind]: string } = {
  name: 'a name',
  id: 'a number or ID',
  place: 'a place',
  device: 'a machine or system',
  date: 'a date',
  uid: 'a UID',
};

const valueDetail = {
  'value-changed': 'other bytes than in the original',
  'value-lost': 'the original has a value here',
  'items-lost': 'another number of items than in the original',
  'code-identifies': 'a code that must stay holds a name or number of the patient, and nothing true can stand in for it',
} as const;

const linkDetails: { readonly [code in LinkFacts['findings'][number]['code']]: string } = {
  'uid-two-values': 'one original UID has two values among the outputs',
  'uid-collision': 'two original UIDs have one value among the outputs',
  'uid-kept': 'the original UID stands here, or one that the profile retains was changed',
  'uid-malformed': 'no UID by PS3.5 9.1',
  'definition-changed': 'a UID of the Standard was changed',
  'reference-lost': 'the original refers to something here that the output no longer finds',
  'reference-invented': 'the output refers to something here that the original did not',
  'reference-crosses-patients': "refers to another patient's object",
  'meta-differs': 'the File Meta Information names another instance than the data set',
  'number-changed': 'a number that links is not what it was',
};

export const linkFinding = (code: keyof typeof linkDetails, path: string): VerifyFinding =>
  error(`verify/${code}` as VerifyCode, linkDetails[code], path);

/** What the original has nothing for: only provenance is made anew, and what a rule puts into a sequence that must have items. */
function checkAdded(pair: FilePair, settled: ReadonlySet<TreeElement>): VerifyFinding[] {
  const findings: VerifyFinding[] = [];
  visitAdded(pair, (element, above) => {
    if (settled.has(element)) return;
    const around = tagPath(element, above).slice(0, -1);
    if (element.creator === '' && (isWritten(element.tag) || isRuled(around))) return;
    findings.push(error('verify/element-added', 'the original has nothing here', pathText(element, above)));
  });
  return findings;
}
