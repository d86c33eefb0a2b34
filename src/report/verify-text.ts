/** What did a verification come to, for people? Data in, text out: counts and codes only. */
import { hintOf } from '../base/errors.js';

export interface VerifySummary {
  readonly interrupted: boolean;
  readonly outputs: number;
  /** Outputs that were compared with their originals; 0 where there are none. */
  readonly pairs: number;
  readonly patients: number;
  /** References among the originals that lead to one of them, each once a file, and those that do among the outputs. */
  readonly resolvedBefore: number;
  readonly resolvedAfter: number;
  readonly errors: number;
  readonly warnings: number;
  readonly filesWithErrors: number;
  readonly codes: readonly { readonly code: string; readonly severity: 'error' | 'warning'; readonly count: number }[];
  readonly seconds: number;
}

export function verifySummaryText(data: VerifySummary): string {
  const lines: string[] = [];
  for (const severity of ['error', 'warning'] as const) {
    for (const { code, count } of data.codes.filter((row) => row.severity === severity))
      lines.push(`  ${severity} ${count}  ${code}  ${hintOf(code)}`.trimEnd());
  }
  const subject = `${data.outputs} outputs of ${data.patients} patient${data.patients === 1 ? '' : 's'}`;
  if (data.pairs > 0)
    lines.push(
      `${subject}: ${data.pairs} compared with their originals, ${data.resolvedBefore} references before, ${data.resolvedAfter} after.`,
    );
  else {
    lines.push(`${subject}, without originals: ${data.resolvedAfter} references lead to another of them.`);
    lines.push('Not checked, for want of originals: leaks by search, links against the originals, clinical values, date intervals.');
  }
  lines.push(verdict(data));
  return `${lines.join('\n')}\n`;
}

function verdict({ interrupted, errors, warnings, filesWithErrors, seconds }: VerifySummary): string {
  const time = ` (${seconds.toFixed(1)} s)`;
  if (interrupted) return `Interrupted: not all was verified${time}`;
  const noted = warnings > 0 ? `, ${warnings} warnings` : '';
  return errors > 0 ? `FAILED: ${errors} findings in ${filesWithErrors} files${noted}${time}` : `Verified: nothing found${noted}${time}`;
}
