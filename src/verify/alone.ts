/**
 * What can be told of an output without its original? Its validity, what it says of itself, and what looks like an identifier that a
 * pseudonym should have replaced: suspicions, because nobody knows what stood there. It reads no file.
 */
import type { ImportFacts } from '../rt/importability.js';
import { isPrivate } from '../standard/tag.js';
import { isRegisteredUid, uidRole } from '../standard/uid.js';
import { pathText, type TreeElement, textAt, visitElements } from './element-tree.js';
import { type VerifyFinding, warning } from './finding.js';
import { checkHeaders } from './headers.js';
import { identifies } from './identity-attributes.js';
import { importFacts } from './import-facts.js';
import { type Policy, policyOf, statedMethod } from './policy.js';
import { checkProvenance } from './provenance.js';
import type { SourceFile } from './read-source.js';
import { uidFate } from './retained.js';
import { checkValidity } from './validity.js';
import { clinicalDigest, type HexDigest, type PairInput } from './verify.js';

export interface AloneFacts {
  readonly findings: readonly VerifyFinding[];
  readonly output: ImportFacts;
  /** UIDs that others may refer to, and those that this file refers to, each once. */
  readonly defines: readonly string[];
  readonly refersTo: readonly string[];
  readonly digest: string;
}

export function verifyAlone(output: PairInput['output'], digest: () => HexDigest, given: Policy | undefined): AloneFacts {
  const { file } = output;
  const policy = given ?? policyOf({ options: statedMethod(file).options });
  const findings = [...checkValidity(file, undefined)];
  if (policy.deidentified) findings.push(...checkProvenance(file, policy), ...checkHeaders(file), ...suspicions(file, policy));
  const facts = importFacts(file);
  return { findings, output: facts, ...links(file), digest: clinicalDigest(output, digest()) };
}

function suspicions(file: SourceFile, policy: Policy): VerifyFinding[] {
  const findings: VerifyFinding[] = [];
  const patientId = textAt(file.elements, 0x00100020);
  visitElements(file.elements, (element, above) => {
    const what = suspicion(element, policy, patientId);
    if (what) findings.push(warning('verify/identifier-suspected', what, pathText(element, above)));
  });
  return findings;
}

/** Pseudonyms end in a hash of this alphabet, or are a word that stands for anybody. */
const pseudonym = /[23456789BCDFGHJKMNPQRSTVWXZ]{4,40}(\^RT)?$/;
const anybody = /^(?:DUMMY|PERSON|MACHINE|NONE|ANON\w*)$/i;

function suspicion(element: TreeElement, policy: Policy, patientId: string): string | undefined {
  if (element.items || element.length === 0 || policy.kept.includes(element.tag)) return undefined;
  const values = element.text
    .split('\\')
    .map((value) => value.replaceAll('\0', '').trim())
    .filter((value) => value !== '');
  const isPseudonym = (value: string): boolean =>
    pseudonym.test(value) || anybody.test(value) || (patientId !== '' && value.includes(patientId));
  switch (element.vr) {
    case 'PN':
      return values.every(isPseudonym) ? undefined : "a person's name that is no pseudonym of radonym";
    case 'UI':
      if (uidFate(policy, element.tag) !== 'changed' || uidRole(element.tag) === 'definition') return undefined;
      return values.every((uid) => isRegisteredUid(uid) || uid.startsWith('2.25.')) ? undefined : 'a UID that radonym did not make';
    default: {
      const row = isPrivate(element.tag) || element.tag === 0x00100020 ? undefined : identifies(element.tag);
      if (!row || policy.retained.includes(row.kind)) return undefined;
      return values.every((value) => value.length < row.least || isPseudonym(value))
        ? undefined
        : 'text that should be a pseudonym or gone';
    }
  }
}

function links(file: SourceFile): Pick<AloneFacts, 'defines' | 'refersTo'> {
  const defines = new Set([0x00080018, 0x0020000d, 0x0020000e, 0x00200052].map((tag) => textAt(file.elements, tag)));
  const refersTo = new Set<string>();
  visitElements(file.elements, (element, above) => {
    if (above && element.tag === 0x00081155) for (const uid of element.text.split('\\')) refersTo.add(uid);
  });
  return { defines: [...defines], refersTo: [...refersTo] };
}
