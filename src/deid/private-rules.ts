/**
 * What is done with private elements, by creator, group and low byte: Table E.3.10-1, our reviewed list for radiotherapy vendors, and
 * what the file declares.
 * Never by raw tag, for several vendors share a group. It refuses to know which block a creator reserved in a file.
 */
import { type ReviewedPrivate, rtPrivate } from '../standard/rt-private.js';
import { safePrivate } from '../standard/safe-private.js';
import { type VrName, vr } from '../standard/vr.js';
import type { Rule, RuleSource } from './compile.js';
import type { DeclaredBlock } from './declared-privates.js';
import type { DateMode } from './default-rules.js';
import type { LabelKind } from './label-kinds.js';
import { PrivateProfile, privateAction } from './private-profile.js';
import type { ProfileRule } from './profile.js';

/** Words of `private.keep`. */
export const privateKeepWords = ['safe', 'rt-vendors', 'rt-vendors-support', 'declared'] as const;
export type PrivateKeep = (typeof privateKeepWords)[number];

export interface PrivateRule extends Rule {
  /** VRs that the element may have besides UN, undefined for any. */
  readonly vrs: readonly string[] | undefined;
}

/** The rules of one creator in one group. */
export interface PrivateBlockRules {
  /** By low byte; undefined for what goes. */
  readonly rows: readonly (PrivateRule | undefined)[];
  /** Low bytes of values that vouch for what is no longer as it was. */
  readonly integrity: ReadonlySet<number>;
  /** Whether anything of the block may stay. */
  readonly keeps: boolean;
}

export interface PrivateSettings {
  readonly keep: readonly PrivateKeep[];
  readonly dates: DateMode;
  readonly retainsUids: boolean;
  readonly retainsDevices: boolean;
  /** The profile's rule for Treatment Machine Name (300A,00B2). */
  readonly machine: Rule;
  /** The profile's rules, of which those for private elements count. */
  readonly stated: readonly ProfileRule[];
}

const declaredSafe: RuleSource = { table: 'radonym', option: 'retainSafePrivate', code: 'C', reason: 'the file declares it safe' };
const declaredUid: RuleSource = { table: 'radonym', option: 'retainSafePrivate', code: 'U', reason: 'the file says that it is a UID' };

/** Whether items are looked into: a sequence by its list, or whatever it is where the list says no VR. */
export function looksInside(rule: Rule): boolean {
  return rule.action === 'recurse' || (rule.action === 'search' && rule.vr === undefined);
}

const rememberedBlocks = 256;
const lowBytes = Array.from({ length: 256 }, (_, low) => low);

export class PrivateRules {
  readonly #settings: PrivateSettings;
  readonly #profile: PrivateProfile;
  readonly #blocks = new Map<string, PrivateBlockRules | undefined>();
  readonly #stated = new Map<string, PrivateBlockRules>();
  #declaredRule: PrivateRule | undefined;

  constructor(settings: PrivateSettings) {
    this.#settings = settings;
    this.#profile = new PrivateProfile(settings.stated, settings.dates, settings.retainsUids);
  }

  /** What rules of the profile name: elements of a creator's block, or all of it. */
  named(): readonly { readonly group: number; readonly creator: string; readonly low?: number }[] {
    return this.#settings.stated.flatMap((rule) => rule.private ?? []);
  }

  /** Undefined when nothing knows the creator. @param creator without padding @param said what the file says of the block */
  block(group: number, creator: string, said?: DeclaredBlock): PrivateBlockRules | undefined {
    // PS3.5 7.8: groups 0001, 0003, 0005, 0007 and FFFF are not to be used.
    if (group <= 0x0007 || group === 0xffff) return undefined;
    if (this.#profile.isSilent(group, creator)) return this.#known(group, creator, said);
    // What a profile says of a block comes after the lists and after what a file says of itself.
    if (said !== undefined) return this.#profile.block(this.#known(group, creator, said), group, creator);
    const key = `${group}\\${creator}`;
    const block = this.#stated.get(key) ?? this.#profile.block(this.#known(group, creator, said), group, creator);
    if (this.#stated.size < rememberedBlocks) this.#stated.set(key, block);
    return block;
  }

  #known(group: number, creator: string, said: DeclaredBlock | undefined): PrivateBlockRules | undefined {
    if (this.#settings.keep.length === 0) return undefined;
    const listed = this.#listed(group, creator);
    return said === undefined ? listed : this.#asSaid(said, listed);
  }

  /** PS3.15 E.3.10: what a file declares safe may be known so; what it does not, goes, or is done what it recommends. */
  #asSaid(said: DeclaredBlock, listed: PrivateBlockRules | undefined): PrivateBlockRules {
    const rows = lowBytes.map((low) => {
      const known = listed?.rows[low] ?? (this.#settings.keep.includes('declared') ? this.#declared() : undefined);
      if (said.identifying.get(low) === 'U') return known && this.#kept('UI', declaredUid);
      const isSafe = said.status === 'SAFE' || (said.status === 'MIXED' && said.nonidentifying.has(low));
      return isSafe && !said.identifying.has(low) ? known : undefined;
    });
    return { rows, integrity: listed?.integrity ?? new Set(), keeps: rows.some((row) => row !== undefined) };
  }

  /** Nobody but the file knows the VR: each as it comes. */
  #declared(): PrivateRule {
    this.#declaredRule ??= Object.freeze<PrivateRule>({
      ...this.#kept(undefined, declaredSafe),
      perVr: new Map(Object.values(vr).map(({ name }) => [name, this.#kept(name === 'UN' ? undefined : name, declaredSafe)])),
    });
    return this.#declaredRule;
  }

  #listed(group: number, creator: string): PrivateBlockRules | undefined {
    const key = `${group}\\${creator}`;
    if (this.#blocks.has(key)) return this.#blocks.get(key);
    const rows = lowBytes.map((low) => this.#rule(group, creator, low));
    const integrity = new Set(lowBytes.filter((low) => this.#usesVendors && rtPrivate(group, creator, low)?.action === 'integrity'));
    const keeps = rows.some((row) => row !== undefined);
    const block = keeps || integrity.size > 0 ? Object.freeze({ rows: Object.freeze(rows), integrity, keeps }) : undefined;
    if (this.#blocks.size < rememberedBlocks) this.#blocks.set(key, block);
    return block;
  }

  get #usesVendors(): boolean {
    return this.#settings.keep.includes('rt-vendors') || this.#settings.keep.includes('rt-vendors-support');
  }

  #rule(group: number, creator: string, low: number): PrivateRule | undefined {
    const safe = this.#settings.keep.includes('safe') ? safePrivate(group, creator, low) : undefined;
    if (safe !== undefined) {
      const source: RuleSource = { table: 'E.3.10-1', option: 'retainSafePrivate', code: 'C', reason: safe.meaning };
      return this.#kept(safe.vr, source);
    }
    const reviewed = rtPrivate(group, creator, low);
    return reviewed?.level !== undefined && this.#settings.keep.includes(reviewed.level) ? this.#reviewed(reviewed) : undefined;
  }

  #reviewed({ vr: vrs, action, label, reason }: ReviewedPrivate): PrivateRule | undefined {
    const source: RuleSource = { table: 'radonym', option: 'retainSafePrivate', code: 'C', reason };
    const base = this.#kept(vrs, source);
    switch (action) {
      case 'keep':
      case 'mapUid':
        // Both as the VR asks, which is UI for what is mapped.
        return base;
      case 'label':
        return Object.freeze<PrivateRule>({ ...base, action: 'clean', ...(label !== undefined && { label: label as LabelKind }) });
      case 'clean':
      case 'schema':
      case 'schemaLength':
      case 'schemaFormat':
        return Object.freeze<PrivateRule>({ ...base, action });
      case 'machine': {
        const { action: machine, namespace, template, value } = this.#settings.machine;
        const same = {
          ...(namespace !== undefined && { namespace }),
          ...(template !== undefined && { template }),
          ...(value !== undefined && { value }),
        };
        return machine === 'drop' ? undefined : Object.freeze<PrivateRule>({ ...base, action: machine, ...same });
      }
      case 'deviceDate':
        return this.#settings.retainsDevices ? Object.freeze<PrivateRule>({ ...base, action: 'keepDate' }) : undefined;
      case 'drop':
      case 'integrity':
        return undefined;
      default:
        return action satisfies never;
    }
  }

  #kept(vrs: string | undefined, source: RuleSource): PrivateRule {
    const names = vrs?.split('/');
    const name = names?.[0] !== undefined && names[0] in vr ? (names[0] as VrName) : undefined;
    const action = privateAction(name, this.#settings.dates, this.#settings.retainsUids);
    return Object.freeze<PrivateRule>({ action, removal: 'X', vr: name, vrs: names, source });
  }
}
