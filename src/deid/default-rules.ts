/**
 * What is done with an Attribute that no table lists, by its VR: dates, people and UIDs are never kept just because nobody listed them
 * (PS3.15 E.1.1 note 4). It knows the dictionary, no profile and no option but how dates and UIDs are treated.
 */
import { dictionaryVr, isAmbiguous } from '../standard/dictionary.js';
import type { Tag } from '../standard/tag.js';
import { uidRole } from '../standard/uid.js';
import { type VrName, vr } from '../standard/vr.js';
import type { Action } from './actions.js';
import type { Rule } from './compile.js';

/** `remove`: as the row says; `shift`: by the patient's days; `keep`: as they are. */
export type DateMode = 'remove' | 'shift' | 'keep';

/** By name: a stream has 32-bit Pixel Data as an OW of its own. */
export type VrRules = ReadonlyMap<VrName, Rule>;

export function dateRule(dates: DateMode): Action {
  return dates === 'shift' ? 'shiftDate' : dates === 'keep' ? 'keepDate' : 'byType';
}

/** Text that a person may have typed, or that holds a name of something. */
const searched: readonly VrName[] = ['AE', 'CS', 'LO', 'LT', 'SH', 'ST', 'UC', 'UN', 'UR', 'UT'];

export function defaultRules(dates: DateMode, retainUids: boolean): { readonly forTag: (tag: Tag) => Rule } {
  const make = (action: Action, name: VrName | undefined): Rule =>
    Object.freeze<Rule>({ action, removal: 'X/Z/D', vr: name, source: { table: 'value-representation' } });
  const actionOf = (name: VrName): Action => {
    if (name === 'DA' || name === 'DT' || name === 'TM') return dateRule(dates);
    if (name === 'PN') return 'byType';
    if (name === 'UI') return retainUids ? 'keep' : 'mapUid';
    if (name === 'SQ') return 'recurse';
    return searched.includes(name) ? 'search' : 'pass';
  };
  const all = Object.values(vr);
  const byFile: VrRules = new Map(all.map((row) => [row.name, make(actionOf(row.name), row.name)]));
  // Text for the dictionary is text whatever the file calls it, unless it calls it something stronger.
  const byFileText: VrRules = new Map(
    all.map((row) => [row.name, make(actionOf(row.name) === 'pass' ? 'search' : actionOf(row.name), row.name)]),
  );
  const fixed = new Map(all.map((row) => [row.name, make(actionOf(row.name), row.name)]));
  const whateverVr: Rule = Object.freeze<Rule>({ ...make('pass', undefined), perVr: byFile });
  const text: Rule = Object.freeze<Rule>({ ...make('search', undefined), perVr: byFileText });
  const definition = make('pass', 'UI');
  const unknown: Rule = Object.freeze<Rule>({
    action: 'drop',
    removal: 'X',
    vr: undefined,
    source: { table: 'unknown', reason: 'the dictionary lacks it' },
  });
  return {
    forTag(tag) {
      const choice = dictionaryVr(tag);
      if (choice === undefined) return unknown;
      if (isAmbiguous(choice)) return whateverVr;
      switch (choice.name) {
        case 'DA':
        case 'DT':
        case 'TM':
        case 'PN':
        case 'SQ':
          return fixed.get(choice.name)!;
        case 'UI':
          return uidRole(tag) === 'definition' ? definition : fixed.get('UI')!;
        default:
          return searched.includes(choice.name) ? text : whateverVr;
      }
    },
  };
}
