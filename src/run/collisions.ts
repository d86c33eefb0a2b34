/**
 * Would two patients get one pseudonym? Hashes are cut short, templates and tables are the user's. Asked before anything is written,
 * because files of two people under one name can never be told apart again.
 */
import { RadonymError } from '../base/errors.js';
import { normalId } from '../deid/identity.js';
import type { PatientIdentity } from '../flow/process-file.js';

export interface CollisionAsked {
  /** Of the files, in their order; undefined where nobody's. */
  readonly identities: Iterable<PatientIdentity | undefined>;
  readonly patientIdsOf: (identity: PatientIdentity) => readonly string[];
  readonly pseudonymOf: (identity: PatientIdentity) => string;
  /** Patient IDs that earlier runs gave a pseudonym. */
  readonly earlier: (pseudonym: string) => readonly string[];
}

/** @throws RadonymError run/pseudonym-collision, naming files by their number and nobody */
export function refuseCollisions({ identities, patientIdsOf, pseudonymOf, earlier }: CollisionAsked): void {
  const seen = new Set<PatientIdentity>();
  const owners = new Map<string, number>();
  let file = 0;
  for (const identity of identities) {
    file++;
    if (identity === undefined || seen.has(identity)) continue;
    seen.add(identity);
    const pseudonym = pseudonymOf(identity);
    const owner = owners.get(pseudonym);
    if (owner !== undefined) throw collision(`the patients of files ${owner} and ${file} would get one pseudonym`);
    owners.set(pseudonym, file);
    const ids = new Set(patientIdsOf(identity).map(normalId));
    const others = earlier(pseudonym);
    if (others.length > 0 && !others.some((id) => ids.has(normalId(id))))
      throw collision(`the patient of file ${file} would get the pseudonym of another, whom an earlier run wrote`);
  }
}

const collision = (what: string): RadonymError => new RadonymError('run/pseudonym-collision', what);
