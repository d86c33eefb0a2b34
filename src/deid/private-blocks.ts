/**
 * Which creator reserved a private element's block, at one level of a data set (PS3.5 7.8.1), and the order of what is kept: a creator
 * is written only when an element of its block is, and stands before all elements of its group. It does not know what is kept or why.
 */
import { limits } from '../base/limits.js';
import { elementOf, groupOf, type Tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import type { Emit, Token } from '../wire/token.js';
import { asciiText } from '../wire/value.js';
import type { DeclaredPrivates } from './declared-privates.js';
import { PlanInterface } from './plan-interface.js';
import type { PrivateBlockRules, PrivateRule, PrivateRules } from './private-rules.js';
import { copyToken } from './token-copy.js';

export interface Creator {
  readonly block: number;
  readonly name: string;
  readonly rules: PrivateBlockRules | undefined;
  readonly token: Token;
  used: boolean;
  planInterface: PlanInterface | undefined;
}

/** The private group that is being read at a level. */
export class PrivateGroup {
  readonly group: number;
  readonly #creators: Creator[] = [];
  /** Kept so far while it is open which creators stand before it. */
  #held: Token[] | undefined = undefined;
  #heldBytes = 0;
  #written = false;

  constructor(group: number) {
    this.group = group;
  }

  reserve(token: Token, rules: PrivateRules, declared: DeclaredPrivates): void {
    const block = elementOf(token.tag);
    if (this.#creators.some((creator) => creator.block === block)) return;
    const name = asciiText(token.bytes, token.start, token.end).trim();
    this.#creators.push({
      block,
      name,
      rules: rules.block(this.group, name, declared.block(this.group, name)),
      token: copyToken(token),
      used: false,
      planInterface: undefined,
    });
  }

  /** Name of the creator that reserved an element's block; undefined for elements of other groups. */
  creatorOf(tag: Tag): string | undefined {
    if (groupOf(tag) !== this.group) return undefined;
    const block = elementOf(tag) >>> 8;
    return this.#creators.find((known) => known.block === block)?.name;
  }

  /** The creator and rule of an element that stays, undefined for one that goes. */
  kept(token: Token): { readonly creator: Creator; readonly rule: PrivateRule } | undefined {
    const block = elementOf(token.tag) >>> 8;
    const creator = this.#creators.find((known) => known.block === block);
    const row = creator?.rules?.rows[token.tag & 0xff];
    const rule = row?.perVr === undefined ? row : (row.perVr.get(token.vr.name) as PrivateRule | undefined);
    // PS3.15 E.3.10: safe only when the VR is the stated one; UN says nothing against it.
    const agrees = rule?.vrs === undefined || token.vr === vr.UN || rule.vrs.includes(token.vr.name);
    return creator === undefined || rule === undefined || !agrees ? undefined : { creator, rule };
  }

  /** Whether an element that goes is a checksum or hash over what is changed. */
  isIntegrity(tag: Tag): boolean {
    const block = elementOf(tag) >>> 8;
    return this.#creators.find((known) => known.block === block)?.rules?.integrity.has(tag & 0xff) ?? false;
  }

  /** What is remembered of a block's interface data, from one of its elements to the next. The creator is known to be there. */
  planInterface(tag: Tag): PlanInterface {
    const block = elementOf(tag) >>> 8;
    const creator = this.#creators.find((known) => known.block === block)!;
    creator.planInterface ??= new PlanInterface();
    return creator.planInterface;
  }

  /**
   * Takes a token of a kept element of `creator`. With one creator that may be kept it goes on at once, the creator before it; with
   * several it waits for the group's end, for a creator of a later block still has to stand before it.
   */
  put(token: Token, creator: Creator, emit: Emit): void {
    creator.used = true;
    if (this.#written) {
      emit(token);
      return;
    }
    if (this.#creators.filter((other) => other.rules?.keeps).length === 1) {
      this.#writeCreators(emit, false);
      emit(token);
      return;
    }
    this.#held ??= [];
    this.#held.push(copyToken(token));
    this.#heldBytes += token.end - token.start + 64;
    // Too much to wait with: every creator that might be kept is written, be it used or not.
    if (this.#heldBytes > limits.gatheredValue) this.#release(emit, true);
  }

  /** The group is over at its level. */
  end(emit: Emit): void {
    if (this.#held !== undefined) this.#release(emit, false);
  }

  #release(emit: Emit, all: boolean): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#heldBytes = 0;
    this.#writeCreators(emit, all);
    for (const token of held) emit(token);
  }

  #writeCreators(emit: Emit, all: boolean): void {
    this.#written = true;
    for (const creator of this.#creators) if (creator.used || (all && creator.rules?.keeps)) emit(creator.token);
  }
}

/** The group's state at a level: the same while the group lasts. */
export function privateGroupAt(current: PrivateGroup | undefined, tag: Tag): PrivateGroup | undefined {
  return current !== undefined && current.group === groupOf(tag) ? current : undefined;
}
