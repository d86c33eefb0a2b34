/** What do outputs come to together, without their originals? Links among them, and what planning systems will miss. It reads nothing. */
import { importProblems, importSet } from '../rt/importability.js';
import type { AloneFacts } from './alone.js';
import { type VerifyFinding, warning } from './finding.js';

export function aloneVerdict(all: readonly AloneFacts[]): {
  readonly findings: readonly (readonly VerifyFinding[])[];
  readonly resolved: number;
  readonly patients: number;
} {
  const set = importSet(all.map(({ output }) => output));
  const defined = new Set(all.flatMap(({ defines }) => defines));
  return {
    findings: all.map(({ output }) =>
      importProblems(output, set).map(({ code, reason, path }) => warning(code, reason, path === '' ? undefined : path)),
    ),
    resolved: all.reduce((sum, { refersTo }) => sum + refersTo.filter((uid) => defined.has(uid)).length, 0),
    patients: new Set(all.map(({ output }) => output.patientId)).size,
  };
}
