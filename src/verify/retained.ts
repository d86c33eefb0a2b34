/**
 * Which UIDs does a profile keep though it changes the others, or change though it keeps them? Read from the columns of PS3.15 Table
 * E.1-1 and our additions to it, not from the rules that a run followed. It compares nothing.
 */
import { confidentialityRow, type OptionName } from '../standard/confidentiality.js';
import { isPrivate, type Tag } from '../standard/tag.js';
import type { Policy } from './policy.js';

/** What must become of a value; `any` where a rule of the profile decides. */
export type Fate = 'changed' | 'kept' | 'any';

/** `uidFate`, each Attribute looked up once. */
export function uidFates(policy: Policy): (tag: Tag) => Fate {
  const known = new Map<Tag, Fate>();
  return (tag) => {
    let fate = known.get(tag);
    if (fate === undefined) {
      fate = uidFate(policy, tag);
      known.set(tag, fate);
    }
    return fate;
  };
}

/** Of UIDs that name instances, by the Attribute that holds them. */
export function uidFate(policy: Policy, tag: Tag): Fate {
  if (!policy.deidentified) return policy.uids;
  const byTable = isPrivate(tag) ? policy.uids : uidByTable(policy, tag);
  if (policy.kept.includes(tag)) return 'any';
  return byTable === 'kept' && policy.changed.includes(tag) ? 'any' : byTable;
}

/** An Attribute without a row is treated by its VR, as UIDs are. */
function uidByTable({ uids, options }: Policy, tag: Tag): Fate {
  if (confidentialityRow(tag) === undefined) return uids;
  return keepsByTable(options, tag) ? 'kept' : 'changed';
}

/** Whether all options with a say in an Attribute keep it as it is: clean comes before keep. */
function keepsByTable(chosen: readonly OptionName[], tag: Tag): boolean {
  const row = confidentialityRow(tag);
  const said = row === undefined ? [] : chosen.flatMap((option) => row.options[option] ?? []);
  return said.length > 0 && said.every((code) => code === 'K');
}
