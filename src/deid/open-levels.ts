/** The data sets that are open around a token, the root and items in items, and what holds in each. It decides nothing. */
import type { IodNode } from '../standard/iod-types.js';
import { groupOf, type Tag, tagText } from '../standard/tag.js';
import { toldTag } from '../standard/told-tag.js';
import type { CharacterSet } from '../wire/charset.js';
import { PrivateGroup, privateGroupAt } from './private-blocks.js';
import { isPrivateStep, type Step } from './rule-target.js';

export class OpenLevel {
  readonly depth: number;
  /** Undefined where no table lists the level. */
  node: IodNode | undefined = undefined;
  charset: CharacterSet;
  /** The private group being read. */
  group: PrivateGroup | undefined = undefined;
  /** The sequence that is open in this level, 0 when none is, and the level inside it. */
  sequence = 0 as Tag;
  child: IodNode | undefined = undefined;
  item = 0;
  /** Its tokens go through a private group. */
  routed = false;

  constructor(depth: number, charset: CharacterSet) {
    this.depth = depth;
    this.charset = charset;
  }

  open(sequence: Tag, child: IodNode | undefined): void {
    this.sequence = sequence;
    this.child = child;
    this.item = 0;
    this.routed = false;
  }

  close(): void {
    this.sequence = 0 as Tag;
    this.routed = false;
  }

  groupFor(tag: Tag): PrivateGroup {
    this.group = privateGroupAt(this.group, tag) ?? new PrivateGroup(groupOf(tag));
    return this.group;
  }
}

/** One object a depth, used again for each item: a structure set has a hundred thousand. */
export class OpenLevels {
  top: OpenLevel;
  readonly #levels: OpenLevel[];

  constructor(root: IodNode | undefined, charset: CharacterSet) {
    this.top = new OpenLevel(0, charset);
    this.top.node = root;
    this.#levels = [this.top];
  }

  openItem(): void {
    const parent = this.top;
    parent.item += 1;
    const depth = parent.depth + 1;
    let level = this.#levels[depth];
    if (level === undefined) {
      level = new OpenLevel(depth, parent.charset);
      this.#levels.push(level);
    }
    level.node = parent.child;
    // PS3.3 C.12.1.1.2: an item without (0008,0005) has that of the data set around it.
    level.charset = parent.charset;
    level.group = undefined;
    level.close();
    this.top = level;
  }

  closeItem(): void {
    this.top = this.#levels[Math.max(0, this.top.depth - 1)]!;
  }

  /** Whether the sequences right around the open item are these, innermost last. */
  isWithin(steps: readonly Step[]): boolean {
    const least = this.top.depth - steps.length;
    if (least < 0) return false;
    for (let at = 0; at < steps.length; at++) if (!isStep(steps[at]!, this.#levels[least + at]!)) return false;
    return true;
  }

  /** `BeamSequence > BeamName`, in the words of `shown`. */
  keywords(tag: Tag, shown: (tag: Tag, creator: string | undefined) => string): string {
    const around = this.#levels
      .slice(0, this.top.depth)
      .map((level) => `${shown(level.sequence, level.group?.creatorOf(level.sequence))} > `);
    return around.join('') + shown(tag, this.creatorOf(tag));
  }

  /** Who reserved the block of a private element in the open level, as far as that is known. */
  creatorOf(tag: Tag): string | undefined {
    return this.top.group?.creatorOf(tag);
  }

  /** `(300A,00B0)[1].(300A,00C2)` */
  path(tag: Tag): string {
    // Where its creator reserved the block in this data set, a private tag is one.
    const told = (level: OpenLevel, own: Tag): string => (level.group?.creatorOf(own) === undefined ? toldTag(own) : tagText(own));
    const around = this.#levels.slice(0, this.top.depth).map((level) => `${told(level, level.sequence)}[${level.item}].`);
    return around.join('') + told(this.top, tag);
  }
}

function isStep(step: Step, { sequence, group }: OpenLevel): boolean {
  if (!isPrivateStep(step)) return step.mask === undefined ? sequence === step.tag : (sequence & step.mask) >>> 0 === step.tag;
  if (groupOf(sequence) !== step.group || (step.low !== undefined && step.low !== (sequence & 0xff))) return false;
  return group?.creatorOf(sequence) === step.creator;
}
