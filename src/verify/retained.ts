/**
 * Which UIDs and dates does a profile keep though it changes the others, or change though it keeps them? Read from the columns of PS3.15 Table
 * E.1-1 and our additions to it, not from the rules that a run followed. It compares nothing.
 */
import { type ConfidentialityRow, confidentialityRow, type OptionName } from '../standard/confidentiality.js';
import { rtPrivate } from '../standard/rt-private.js';
import { groupOf, isPrivate, type Tag } from '../standard/tag.js';
import type { TreeElement } from './element-tree.js';
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

/** Of a date. `changed` here: as all dates of the profile are treated. */
export function dateFate(policy: Policy, { tag, creator }: TreeElement): Fate {
  if (!policy.deidentified) return 'changed';
  if (policy.kept.includes(tag)) return 'any';
  if (isPrivate(tag))
    return keepsDeviceDates(policy) && rtPrivate(groupOf(tag), creator, tag & 0xff)?.action === 'deviceDate' ? 'any' : 'changed';
  if (tag === beamHoldTransition || !keepsByTable(policy.options, tag)) return 'changed';
  return policy.changed.includes(tag) ? 'any' : 'kept';
}

/** Of a vendor's elements; without the option they all go. */
const keepsDeviceDates = ({ options }: Policy): boolean =>
  options.includes('retainSafePrivate') && options.includes('retainDeviceIdentity');

/** A moment of a treatment, which the table takes for a device's. */
const beamHoldTransition = 0x300c0127;

function keepsByTable(chosen: readonly OptionName[], tag: Tag): boolean {
  const row = confidentialityRow(tag);
  return row !== undefined && keepsByRow(chosen, row);
}

/** Whether all options with a say in an Attribute keep it as it is: clean comes before keep. */
export function keepsByRow(chosen: readonly OptionName[], { options }: ConfidentialityRow): boolean {
  const said = chosen.flatMap((option) => options[option] ?? []);
  return said.length > 0 && said.every((code) => code === 'K');
}
