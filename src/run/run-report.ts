/**
 * From what a run counted to report.html and report.json in the state folder. They replace those of the run before. It counts nothing
 * itself, and leaves out whatever may be private: what is told is chosen here, row by row.
 */
import { join } from 'node:path';
import { type ErrorCode, hintOf, RadonymError } from '../base/errors.js';
import { limits } from '../base/limits.js';
import { version } from '../base/version.js';
import type { AttributeCount } from '../deid/deed-counter.js';
import type { ResolvedProfile } from '../deid/profile.js';
import { graphRow } from '../report/graph-row.js';
import { className } from '../report/node-names.js';
import { limitsOf } from '../report/report-limits.js';
import { reportPage } from '../report/report-page.js';
import {
  type AttributeRow,
  type CodeRow,
  type DeedCounts,
  type Deidentification,
  type RunReport,
  reportFormat,
  reportJson,
  type SopClassRow,
} from '../report/run-report.js';
import type { SummaryData } from '../report/summary.js';
import { basicProfileCode, options } from '../standard/confidentiality.js';
import { keywordOf } from '../standard/dictionary.js';
import { edition } from '../standard/edition.js';
import { sopClass } from '../standard/sop-class.js';
import { isPrivate, type Tag, tagText } from '../standard/tag.js';
import { transferSyntax } from '../standard/transfer-syntax.js';
import type { RunLine } from './journal.js';
import type { Ledger } from './ledger.js';
import { replacePrivate } from './private-files.js';
import type { RunSettings } from './settings.js';

export interface RunFacts {
  readonly settings: RunSettings;
  readonly runLine: RunLine;
  readonly stateFolder: string;
  readonly summary: SummaryData;
  readonly ledger: Ledger;
  /** What ended the run before its time. */
  readonly trouble?: unknown;
}

/** What ended the run is worse than that it cannot be reported. @throws RadonymError run/state */
export function writeReport(facts: RunFacts): void {
  const report = reportOf(facts);
  try {
    replacePrivate(join(facts.stateFolder, 'report.json'), reportJson(report));
    replacePrivate(join(facts.stateFolder, 'report.html'), reportPage(report, facts.ledger.verdict?.graphs));
  } catch (error) {
    if (facts.trouble === undefined) throw error;
  }
}

export function reportOf({ settings, runLine, summary, ledger, trouble }: RunFacts): RunReport {
  const { command, profile, target } = settings;
  const { files, written, skipped, quarantined, failed, doneBefore, review } = summary;
  const syntax = transferSyntax(target);
  const notBegun = files - written - skipped - quarantined - failed - doneBefore;
  const verification = verificationOf(settings, summary, ledger);
  const data: Omit<RunReport, 'limits'> = {
    ...reportFormat,
    radonym: version,
    edition,
    command,
    started: runLine.started,
    seconds: Math.round(summary.seconds * 1000) / 1000,
    ended: trouble !== undefined ? 'failed' : summary.interrupted ? 'interrupted' : 'complete',
    ...(trouble === undefined ? {} : { failure: failureOf(trouble) }),
    ...(settings.shard ? { shard: settings.shard } : {}),
    files: { in: files, written, skipped, quarantined, failed, doneBefore, notBegun },
    ...(summary.earlierOutputs === undefined ? {} : { earlierOutputs: summary.earlierOutputs }),
    bytes: { in: summary.bytesIn, out: summary.bytesOut },
    ...(summary.survey?.patients === undefined ? {} : { patients: summary.survey.patients }),
    transferSyntax: syntax ? { uid: syntax.uid, name: syntax.name } : 'as it was',
    sopClasses: ledger.tally.classes().map(sopClassRow),
    notWritten: ledger.tally.reasons().map((row) => ({ ...row, hint: hintOf(row.code) })),
    findings: summary.findings.map(({ code, count }) => ({ code, hint: hintOf(code), count })),
    ...(profile ? { deidentification: deidentificationOf(profile, runLine, review, ledger) } : {}),
    references: referencesOf(ledger, verification),
    verification,
  };
  return { ...data, limits: limitsOf(data) };
}

type ClassCounts = Omit<SopClassRow, 'sopClass' | 'name' | 'modality' | 'in'>;

function sopClassRow([uid, counts]: readonly [string, ClassCounts]): SopClassRow {
  const { written, skipped, quarantined, failed, doneBefore } = counts;
  const name = uid === 'unknown' ? 'not told by an older journal' : className(uid);
  const sum = written + skipped + quarantined + failed + doneBefore;
  return { sopClass: uid, name, modality: sopClass(uid)?.prefix ?? 'OT', in: sum, ...counts };
}

function deidentificationOf(
  profile: ResolvedProfile,
  { profileHash }: RunLine,
  review: SummaryData['review'],
  { counts, tally }: Ledger,
): Deidentification {
  const has = (option: ResolvedProfile['options'][number]): boolean => profile.options.includes(option);
  const attributes = counts.attributes().map(attributeRow);
  const policy = has('retainLongitudinalTemporalFullDates')
    ? 'kept'
    : has('retainLongitudinalTemporalModifiedDates')
      ? 'shifted'
      : 'removed';
  return {
    profile: {
      name: profile.name,
      hash: profileHash ?? '',
      basis: profile.basis,
      textLevel: profile.text.level,
      quarantines: profile.quarantine,
    },
    codes: profile.basis === 'none' ? [] : [basicProfileCode, ...profile.options.filter(isOfAll).map((option) => options[option])],
    pixels: tally.pixels(),
    dates: policy === 'shifted' ? { policy, wholeWeeks: profile.dates.wholeWeeks, oneOffsetPerPatient: true } : { policy },
    texts: review ?? { kept: 0, changed: 0, removed: 0, doubtful: 0 },
    actions: {
      total: named(counts.classes().reduce((sums, [, own]) => sums.map((sum, at) => sum + own[at]!), [0, 0, 0, 0, 0])),
      bySopClass: counts.classes().map(([uid, own]) => ({ sopClass: uid, name: className(uid), ...named(own) })),
      attributes,
    },
  };
}

/** Clean Pixel Data is stated by the outputs that were cleaned, of which `pixels` tells. */
const isOfAll = (option: ResolvedProfile['options'][number]): boolean => option !== 'cleanPixelData';

function verificationOf(
  { command, profile, verify }: RunSettings,
  { verified, verifiedBefore, reasons, findings }: SummaryData,
  { verdict }: Ledger,
): RunReport['verification'] {
  if (profile?.basis === 'none') return { looked: false, why: 'a profile that changes nothing promises nothing.' };
  if (!verify)
    return {
      looked: false,
      why: command === 'transcode' ? 'nobody asked for it (--verify); radonym verify does it.' : 'the user asked for none (--no-verify).',
    };
  if (verified === undefined || verdict === undefined)
    return {
      looked: false,
      why: 'the run ended before its outputs could be judged together; each one that was written was compared by itself.',
    };
  const failed = reasons.filter(({ code, outcome }) => outcome === 'quarantined' && code.startsWith('verify/'));
  const codes = [
    ...failed.map(({ code, count }) => ({ code, hint: hintOf(code), severity: 'error', files: count }) as const),
    ...[...verdict.warnings].sort().map(([code, files]) => ({ code, hint: hintOf(code), severity: 'warning', files }) as const),
  ];
  return {
    looked: true,
    verified,
    verifiedBefore: verifiedBefore ?? 0,
    setAside: failed.reduce((sum, { count }) => sum + count, 0),
    notJudged: findings.find(({ code }) => code === 'verify/not-verified')?.count ?? 0,
    resolvedBefore: verdict.resolvedBefore,
    resolvedAfter: verdict.resolvedAfter,
    codes,
  };
}

function referencesOf({ verdict }: Ledger, verification: RunReport['verification']): RunReport['references'] {
  if (!verification.looked) return { looked: false, why: `verification looks at them, and ${verification.why}` };
  if (verdict?.graphs === undefined)
    return { looked: false, why: `a graph of more than ${limits.graphFiles} files is not made; verification followed each reference.` };
  const [before, after] = [graphRow(verdict.graphs.before), graphRow(verdict.graphs.after)];
  return { looked: true, files: verification.verified, same: JSON.stringify(before) === JSON.stringify(after), before, after };
}

/** In the order of `deeds`. */
function named([kept, changed, removed, emptied, dummied]: readonly number[]): DeedCounts {
  return { kept: kept!, changed: changed!, removed: removed!, emptied: emptied!, dummied: dummied! };
}

function attributeRow({ tag, action, source, counts }: AttributeCount): AttributeRow {
  const { table, code, option, reason } = source;
  return {
    ...nameOf(tag >>> 0),
    action,
    table,
    ...(code === undefined ? {} : { code }),
    ...(option === undefined ? {} : { option }),
    // What the user wrote into a profile is his to show.
    ...(reason === undefined || table === 'profile' ? {} : { reason }),
    ...named(counts),
  };
}

function nameOf(tag: number): Pick<AttributeRow, 'tag' | 'attribute'> {
  if (tag === 0) return { tag: '', attribute: 'private elements that no list keeps' };
  if (tag === 1) return { tag: '', attribute: 'attributes that the dictionary lacks' };
  const text = tagText(tag as Tag);
  if (isPrivate(tag as Tag)) return { tag: `${text.slice(0, 6)}xx${text.slice(8)}`, attribute: 'private element' };
  return { tag: text, attribute: keywordOf(tag as Tag) ?? text };
}

/** Of other errors than ours not even the message is told. */
function failureOf(trouble: unknown): CodeRow {
  const code: ErrorCode = trouble instanceof RadonymError ? trouble.code : 'run/unexpected';
  return { code, hint: hintOf(code) };
}
