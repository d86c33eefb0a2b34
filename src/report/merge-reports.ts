/**
 * What do the reports of several runs come to together? Runs that shared one work: their files and patients are disjoint, so counts add up.
 * Data in, data out; who may be joined with whom the caller knows.
 */
import { compareText } from '../rt/compare-text.js';
import { limitsOf } from './report-limits.js';
import type { Deidentification, GraphRow, NotLookedAt, References, RunReport, Verification } from './run-report.js';

/** Numbers of files that a reason names. */
const numbersKept = 20;

/** @param reports at least one */
export function mergeReports(reports: readonly RunReport[]): RunReport {
  const [first] = reports as readonly [RunReport, ...RunReport[]];
  const began = Math.min(...reports.map(({ started }) => Date.parse(started)));
  const over = Math.max(...reports.map(({ started, seconds }) => Date.parse(started) + seconds * 1000));
  const bad = reports.find(({ ended }) => ended === 'failed') ?? reports.find(({ ended }) => ended === 'interrupted') ?? first;
  const patients = reports.flatMap((report) => (report.patients === undefined ? [] : [report.patients]));
  const { format, formatVersion, radonym, edition, command, transferSyntax } = first;
  const deidentification = reports.flatMap((report) => report.deidentification ?? []);
  const data: Omit<RunReport, 'limits'> = {
    format,
    formatVersion,
    radonym,
    edition,
    command,
    started: new Date(began).toISOString(),
    seconds: Math.round(over - began) / 1000,
    ended: bad.ended,
    ...(bad.failure === undefined ? {} : { failure: bad.failure }),
    files: sum(reports.map(({ files }) => files)),
    ...earlierOf(reports),
    bytes: sum(reports.map(({ bytes }) => bytes)),
    ...(patients.length === 0 ? {} : { patients: patients.reduce((a, b) => a + b) }),
    transferSyntax,
    sopClasses: summed(
      reports.flatMap(({ sopClasses }) => sopClasses),
      ({ sopClass }) => sopClass,
    ),
    notWritten: notWritten(reports),
    findings: summed(
      reports.flatMap(({ findings }) => findings),
      ({ code }) => code,
    ),
    ...(deidentification.length === 0 ? {} : { deidentification: allDeidentified(deidentification) }),
    references: allLooked(
      reports.map(({ references }) => references),
      allReferences,
    ),
    verification: allLooked(
      reports.map(({ verification }) => verification),
      allVerified,
    ),
  };
  return { ...data, limits: limitsOf(data) };
}

/** Each machine saw one folder, more or less of it: what the one that saw most says. */
function earlierOf(reports: readonly RunReport[]): Pick<RunReport, 'earlierOutputs'> {
  const most = Math.max(...reports.map(({ earlierOutputs = 0 }) => earlierOutputs));
  return most > 0 ? { earlierOutputs: most } : {};
}

/** Rows that agree in all but their numbers become one, with the numbers added. */
function summed<Row extends object>(rows: readonly Row[], by: (row: Row) => string): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(Object.entries(row).filter(([, value]) => typeof value !== 'number'));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => sum(group)).sort((a, b) => compareText(by(a), by(b)));
}

/** Numbers added; all else as the first has it. */
function sum<Row extends object>(rows: readonly Row[]): Row {
  const total = { ...rows[0]! } as Record<string, unknown>;
  for (const row of rows.slice(1))
    for (const [name, value] of Object.entries(row)) if (typeof value === 'number') total[name] = (total[name] as number) + value;
  return total as Row;
}

function notWritten(reports: readonly RunReport[]): RunReport['notWritten'] {
  const all = reports.flatMap((report) => report.notWritten);
  return summed(
    all.map(({ files: _, ...row }) => row),
    ({ code, outcome }) => `${code} ${outcome}`,
  ).map(({ hint, ...row }) => {
    const files = all.filter(({ code, outcome }) => code === row.code && outcome === row.outcome).flatMap((one) => one.files);
    return { ...row, files: files.sort((a, b) => a - b).slice(0, numbersKept), hint };
  });
}

function allDeidentified(all: readonly Deidentification[]): Deidentification {
  return {
    ...all[0]!,
    texts: sum(all.map(({ texts }) => texts)),
    actions: {
      total: sum(all.map(({ actions }) => actions.total)),
      bySopClass: summed(
        all.flatMap(({ actions }) => actions.bySopClass),
        ({ sopClass }) => sopClass,
      ),
      attributes: summed(
        all.flatMap(({ actions }) => actions.attributes),
        ({ tag, action, table, code }) => JSON.stringify([tag, action, table, code]),
      ),
    },
  };
}

/** One that nobody looked at leaves the whole unlooked at. */
function allLooked<T extends { readonly looked: true }>(
  parts: readonly (T | NotLookedAt)[],
  join: (parts: readonly T[]) => T,
): T | NotLookedAt {
  const not = parts.find((part): part is NotLookedAt => !part.looked);
  return not ?? join(parts as readonly T[]);
}

function allVerified(parts: readonly Verification[]): Verification {
  const codes = summed(
    parts.flatMap((part) => part.codes),
    ({ severity, code }) => `${severity} ${code}`,
  );
  return { ...sum(parts), codes };
}

function allReferences(parts: readonly References[]): References {
  const [before, after] = [graphOf(parts.map((part) => part.before)), graphOf(parts.map((part) => part.after))];
  return {
    looked: true,
    files: parts.reduce((files, part) => files + part.files, 0),
    same: JSON.stringify(before) === JSON.stringify(after),
    before,
    after,
  };
}

function graphOf(parts: readonly GraphRow[]): GraphRow {
  return {
    patients: parts.reduce((patients, part) => patients + part.patients, 0),
    objects: summed(
      parts.flatMap(({ objects }) => objects),
      ({ name }) => name,
    ),
    references: summed(
      parts.flatMap(({ references }) => references),
      ({ from, attribute, to, state }) => [from, attribute, to, state].join('\\'),
    ),
    troubles: summed(
      parts.flatMap(({ troubles }) => troubles),
      ({ kind, broken, attribute }) => [String(!broken), kind, attribute].join('\\'),
    ),
  };
}
