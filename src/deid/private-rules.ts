/**
 * Which private elements stay, by creator, group and low byte: Table E.3.10-1 and our reviewed list for radiotherapy vendors. Never by
 * raw tag, for several vendors share a group. It refuses to know which block a creator reserved in a file.
 */
import { safePrivate } from '../standard/safe-private.js';
import { type VrName, vr } from '../standard/vr.js';
import type { Action } from './actions.js';
import type { Rule, RuleSource } from './compile.js';
import { type DateMode, dateRule } from './default-rules.js';
import { rtPrivate } from './rt-private.js';

export interface PrivateRule extends Rule {
  /** VRs that the element may have besides UN, undefined for any. */
  readonly vrs: readonly string[] | undefined;
}

/** The rules of one creator in one group, by low byte. */
export type PrivateBlockRules = readonly (PrivateRule | undefined)[];

const rememberedBlocks = 256;

export class PrivateRules {
  readonly #keep: readonly ('safe' | 'rt-vendors')[];
  readonly #dates: DateMode;
  readonly #retainUids: boolean;
  readonly #blocks = new Map<string, PrivateBlockRules | undefined>();

  constructor(keep: readonly ('safe' | 'rt-vendors')[], dates: DateMode, retainUids: boolean) {
    this.#keep = keep;
    this.#dates = dates;
    this.#retainUids = retainUids;
  }

  /** Undefined when nothing of the creator's block stays. */
  block(group: number, creator: string): PrivateBlockRules | undefined {
    // PS3.5 7.8: groups 0001, 0003, 0005, 0007 and FFFF are not to be used.
    if (this.#keep.length === 0 || group <= 0x0007 || group === 0xffff) return undefined;
    const key = `${group}\\${creator}`;
    if (this.#blocks.has(key)) return this.#blocks.get(key);
    const rows = Array.from({ length: 256 }, (_, low) => this.#rule(group, creator, low));
    const block = rows.some((row) => row !== undefined) ? Object.freeze(rows) : undefined;
    if (this.#blocks.size < rememberedBlocks) this.#blocks.set(key, block);
    return block;
  }

  #rule(group: number, creator: string, low: number): PrivateRule | undefined {
    const safe = this.#keep.includes('safe') ? safePrivate(group, creator, low) : undefined;
    if (safe !== undefined)
      return this.#make(safe.vr, undefined, { table: 'E.3.10-1', option: 'retainSafePrivate', code: 'C', reason: safe.meaning });
    const reviewed = this.#keep.includes('rt-vendors') ? rtPrivate(group, creator, low) : undefined;
    if (reviewed === undefined) return undefined;
    return this.#make(reviewed.vr, reviewed.action, { table: 'radonym', option: 'retainSafePrivate', code: 'C', reason: reviewed.reason });
  }

  #make(vrs: string | undefined, reviewed: Action | undefined, source: RuleSource): PrivateRule {
    const names = vrs?.split('/');
    const name = names?.[0] !== undefined && names[0] in vr ? (names[0] as VrName) : undefined;
    const action = reviewed === 'clean' ? 'clean' : this.#actionOf(name);
    return Object.freeze({ action, removal: 'X', vr: name, vrs: names, source });
  }

  /** What is kept is still searched, mapped and shifted as its VR asks. */
  #actionOf(name: VrName | undefined): Action {
    switch (name) {
      case 'SQ':
        return 'recurse';
      case 'UI':
        return this.#retainUids ? 'keep' : 'mapUid';
      case 'DA':
      case 'DT':
      case 'TM':
        return dateRule(this.#dates);
      case 'PN':
        return 'byType';
      default:
        return 'search';
    }
  }
}
