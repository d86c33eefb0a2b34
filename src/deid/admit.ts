/** Whether a file may be de-identified at all, by what its head says. It sees no data. */
import type { ErrorCode } from '../base/errors.js';
import { sopClass } from '../standard/sop-class.js';
import { isRegisteredUid } from '../standard/uid.js';
import type { CompiledRules } from './compile.js';
import type { PixelFate } from './pixel-policy.js';
import { methodMark } from './provenance.js';

/** The part of a Head that the decision needs. */
export interface AdmissionHead {
  readonly sopClassUid: string;
  readonly deidentificationMethod: string;
}

/** Why a file is quarantined. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
}

/**
 * Why a file is quarantined; undefined when it may go on.
 * @param fate of its pixels
 */
export function admit(head: AdmissionHead, rules: CompiledRules, fate: PixelFate = { kind: 'leave' }): Refusal | undefined {
  if (rules.basis === 'none') return undefined;
  if (head.deidentificationMethod.split('\\').some((method) => method.startsWith(methodMark))) {
    return { code: 'deid/already-deidentified', detail: 'the file is an output of radonym' };
  }
  return (
    refusedClass(head.sopClassUid, rules, fate) ??
    (fate.kind === 'quarantine' ? { code: 'deid/burned-in', detail: fate.detail } : undefined)
  );
}

function refusedClass(uid: string, rules: CompiledRules, fate: PixelFate): Refusal | undefined {
  const known = sopClass(uid);
  if (known !== undefined) {
    if (!rules.quarantine.has(known.category)) return undefined;
    // Secondary captures are set aside for what may be burned in: not where somebody has seen to that.
    if (known.category === 'secondary-capture' && (fate.kind === 'blank' || fate.kind === 'look')) return undefined;
    return { code: 'deid/sop-class-quarantined', detail: `the profile quarantines ${known.name || 'this SOP Class'}` };
  }
  if (uid === '') return { code: 'deid/sop-class-unknown', detail: 'the file names no SOP Class' };
  if (isRegisteredUid(uid)) return { code: 'deid/sop-class-unknown', detail: 'the SOP Class is not in the registry of DICOM 2026d' };
  return rules.quarantine.has('private') ? { code: 'deid/sop-class-quarantined', detail: 'the SOP Class is private' } : undefined;
}
