/** What is the first thing to know of a run? One sentence and a few numbers. */
import { number } from './charts.js';
import { escaped } from './graph-svg.js';
import { bytes } from './report-table.js';
import type { RunReport, Verification } from './run-report.js';

interface Verdict {
  readonly mood: 'well' | 'unsure' | 'wrong';
  readonly words: string;
  readonly more: string;
}

export function headline(report: RunReport): string {
  const { mood, words, more } = verdictOf(report);
  return `<div class="headline ${mood}">${escaped(words)}<p>${escaped(more)}</p></div>`;
}

function verdictOf({ command, ended, failure, files, verification, deidentification, earlierOutputs = 0 }: RunReport): Verdict {
  const set = files.quarantined + files.failed;
  const aside = set === 0 ? '' : ` ${number(set)} of ${number(files.in)} files were set aside or failed and are not among the outputs.`;
  if (ended === 'failed') return { mood: 'wrong', words: 'The run failed.', more: `${failure?.code ?? ''} ${failure?.hint ?? ''}`.trim() };
  if (ended === 'interrupted')
    return { mood: 'wrong', words: 'The run was interrupted.', more: `${number(files.notBegun)} files were not begun.` };
  if (command === 'deidentify' && deidentification?.profile.basis === 'none')
    return { mood: 'wrong', words: 'The outputs are NOT de-identified.', more: 'The profile changes nothing.' };
  const noun = command === 'deidentify' ? 'de-identified' : 're-encoded, not de-identified';
  const written = `${number(files.written + files.doneBefore)} of ${number(files.in)} files are ${noun}`;
  if (!verification.looked)
    return {
      mood: command === 'transcode' && set === 0 ? 'well' : 'unsure',
      words: `${written}.`,
      more: `Not verified: ${verification.why}${aside}`,
    };
  const never = files.doneBefore - verification.verifiedBefore;
  const doubts = [
    verification.notJudged > 0 ? ` ${number(verification.notJudged)} could not be judged.` : '',
    never > 0 ? ` ${number(never)} of an earlier run were never verified.` : '',
  ].join('');
  const before =
    verification.verifiedBefore > 0
      ? ` ${number(verification.verifiedBefore)} of an earlier run were verified when they were written.`
      : '';
  const found = verification.setAside > 0 ? ` ${number(verification.setAside)} outputs failed verification and were set aside.` : '';
  const earlier =
    earlierOutputs === 0
      ? ''
      : ` The output folder also holds ${number(earlierOutputs)} files of earlier runs with another profile or key, of which nothing is said here.`;
  const more = `${readAgain(verification)}${before}${found}${doubts}${aside}${earlier}`;
  return {
    mood: set === 0 && doubts === '' && earlier === '' ? 'well' : 'unsure',
    words: `${written}${never > 0 ? '' : ' and verified'}.`,
    more,
  };
}

function readAgain({ verified, codes }: Verification): string {
  const warnings = codes.flatMap(({ severity, code, files }) => (severity === 'warning' ? [`${code} in ${number(files)}`] : []));
  if (verified === 0) return 'No output was read again by a second parser and found right.';
  const read = `A second parser read ${number(verified)} outputs again and found`;
  return warnings.length === 0
    ? `${read} nothing wrong in them.`
    : `${read} no error in them, but warnings: ${warnings.join(', ')} (see below).`;
}

export function tiles({ files, bytes: size, patients, deidentification, verification, command }: RunReport): string {
  const rows: [string, string, string][] = [
    ['Files in', number(files.in), bytes(size.in)],
    ['Written', number(files.written), bytes(size.out)],
  ];
  if (files.doneBefore > 0) rows.push(['Done before', number(files.doneBefore), 'by an earlier run']);
  rows.push([
    'Set aside or failed',
    number(files.quarantined + files.failed),
    `${number(files.quarantined)} set aside, ${number(files.failed)} failed`,
  ]);
  rows.push(['Skipped', number(files.skipped), 'duplicates, no DICOM']);
  if (patients !== undefined) rows.push(['Patients', number(patients), '']);
  if (deidentification) {
    const { kept, ...others } = deidentification.actions.total;
    const touched = Object.values(others).reduce((sum, count) => sum + count, 0);
    rows.push(['Values changed or gone', number(touched), `${number(kept)} looked at and kept`]);
  }
  if (command === 'deidentify' || verification.looked)
    rows.push(['Verification', verification.looked ? `${number(verification.verified)} right` : 'not done', '']);
  return `<dl class="tiles">${rows.map(([name, value, more]) => `<div><dt>${name}</dt><dd>${value}${more === '' ? '' : `<small>${more}</small>`}</dd></div>`).join('')}</dl>`;
}
