/** Whether a file may be de-identified at all, by what its head says. It sees no data. */
import type { ErrorCode } from '../base/errors.js';
import { sopClass } from '../standard/sop-class.js';
import { isRegisteredUid } from '../standard/uid.js';
import type { CompiledRules } from './compile.js';
import { methodMark } from './provenance.js';

/** The part of a Head that the decision needs. */
export interface AdmissionHead {
  readonly sopClassUid: string;
  readonly deidentificationMethod: string;
}

/** Why a file is quarantined; undefined when it may go on. */
export function admit(head: AdmissionHead, rules: CompiledRules): { readonly code: ErrorCode; readonly detail: string } | undefined {
  if (rules.basis === 'none') return undefined;
  if (head.deidentificationMethod.split('\\').some((method) => method.startsWith(methodMark))) {
    return { code: 'deid/already-deidentified', detail: 'the file is an output of radonym' };
  }
  const known = sopClass(head.sopClassUid);
  if (known !== undefined) {
    if (!rules.quarantine.has(known.category)) return undefined;
    return { code: 'deid/sop-class-quarantined', detail: `the profile quarantines ${known.name || 'this SOP Class'}` };
  }
  if (head.sopClassUid === '') return { code: 'deid/sop-class-unknown', detail: 'the file names no SOP Class' };
  if (isRegisteredUid(head.sopClassUid))
    return { code: 'deid/sop-class-unknown', detail: 'the SOP Class is not in the registry of DICOM 2026d' };
  return rules.quarantine.has('private') ? { code: 'deid/sop-class-quarantined', detail: 'the SOP Class is private' } : undefined;
}
