/** Does an output say what was done to it, and is it true? (0012,0062) (0012,0063) (0012,0064) (0028,0303), PS3.15 E.1.1 and E.3. */
import type { ReadFile } from './dataset-reader.js';
import { error, type VerifyFinding } from './finding.js';
import { type Policy, statedMethod } from './policy.js';

const temporal = { remove: 'REMOVED', shift: 'MODIFIED', keep: 'UNMODIFIED' } as const;

/** @param policy of the run */
export function checkProvenance(file: ReadFile, policy: Policy): VerifyFinding[] {
  const stated = statedMethod(file);
  const findings: VerifyFinding[] = [];
  const missing = (path: string): void =>
    void findings.push(error('verify/provenance-missing', 'the output does not say that and how it was de-identified', path));
  if (!stated.isDeidentified) missing(stated.method === '' ? '(0012,0062)' : '(0012,0064)');
  if (stated.method === '') missing('(0012,0063)');
  if (stated.temporal === '') missing('(0028,0303)');
  else if (stated.temporal !== temporal[policy.dates])
    findings.push(error('verify/provenance-untrue', 'what is said of dates is not what the profile does with them', '(0028,0303)'));
  return findings;
}
