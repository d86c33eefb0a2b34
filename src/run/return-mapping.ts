/** The private mapping, read backwards: what does each replacement stand for? Replacements that stand for several originals are told apart. */
import { ownNamespaces } from '../deid/pseudonyms.js';
import { mappingRows } from './mapping-file.js';

export interface ReturnMapping {
  /** Original by mapped UID, whatever it names. */
  readonly uids: ReadonlyMap<string, string>;
  readonly studies: ReadonlyMap<string, string>;
  readonly instances: ReadonlySet<string>;
  /** Original by pseudonym, of the namespaces that rules made; those that stand for one thing only. */
  readonly texts: ReadonlyMap<string, string>;
  /** Original Patient IDs by pseudonym. */
  readonly patients: ReadonlyMap<string, ReadonlySet<string>>;
  /** Days by original Patient ID. */
  readonly shifts: ReadonlyMap<string, number>;
}

const uidKinds: ReadonlySet<string> = new Set(['study', 'series', 'instance', 'frame-of-reference', 'uid']);

/** @throws RadonymError run/state, run/sealed */
export function returnMapping(stateFolder: string): ReturnMapping {
  const uids = new Map<string, string>();
  const studies = new Map<string, string>();
  const instances = new Set<string>();
  const texts = new Map<string, string | undefined>();
  const patients = new Map<string, Set<string>>();
  const shifts = new Map<string, number>();
  for (const [kind, original, replacement] of mappingRows(stateFolder)) {
    if (uidKinds.has(kind)) uids.set(replacement, original);
    if (kind === 'study') studies.set(replacement, original);
    if (kind === 'instance') instances.add(replacement);
    if (kind === 'patient') patients.set(replacement, (patients.get(replacement) ?? new Set()).add(original));
    if (kind === 'date-shift') shifts.set(original, Number(replacement));
    if (!ownNamespaces.has(kind))
      texts.set(replacement, texts.has(replacement) && texts.get(replacement) !== original ? undefined : original);
  }
  const sure = [...texts].filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { uids, studies, instances, texts: new Map(sure), patients, shifts };
}
