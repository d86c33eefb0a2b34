/** Carries a rule out on one element or sequence at its place: asks the value, then the Type, and passes on what is left. It opens and closes nothing. */
import { isPrivate, type Tag, tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { type Emit, explicitLittle, type Token } from '../wire/token.js';
import { asciiText } from '../wire/value.js';
import { resolveRemoval } from './actions.js';
import type { Ledger } from './applied.js';
import type { Rule } from './compile.js';
import { type DummySource, dummyValue } from './dummies.js';
import { emitDummySequence, emitEmptySequence } from './dummy-items.js';
import type { FileContext } from './file-context.js';
import type { OpenLevels } from './open-levels.js';
import type { Records, ReviewAction } from './records.js';
import { holdsReferences } from './reference-items.js';
import { madeElement } from './token-copy.js';
import { ValueWork } from './value-work.js';

const empty = new Uint8Array(0);

const withoutPadding = (text: string): string => text.replace(/^[\s\0]+|[\s\0]+$/g, '');

export class Deeds {
  readonly #values: ValueWork;
  readonly #dummies: DummySource;
  readonly #levels: OpenLevels;
  readonly #applied: Ledger;
  readonly #out: Emit;
  readonly #records: Records | undefined;
  readonly #made = madeElement(tag(0), vr.UN, empty, explicitLittle, 0);

  constructor({ rules, cleaner, pseudonyms, patient, head, memory, records }: FileContext, levels: OpenLevels, applied: Ledger, out: Emit) {
    this.#values = new ValueWork(rules, cleaner, pseudonyms, patient, memory, records);
    this.#dummies = { pseudonyms, sopClassUid: head.sopClassUid, sopInstanceUid: head.sopInstanceUid };
    this.#levels = levels;
    this.#applied = applied;
    this.#out = out;
    this.#records = records;
  }

  /** A whole value under a rule. */
  value(rule: Rule, token: Token): void {
    if (rule.action === 'drop') {
      this.#applied.dropped(rule, token, this.#levels);
      return;
    }
    if (rule.action === 'schema' || rule.action === 'schemaLength' || rule.action === 'schemaFormat') {
      this.#schema(rule, rule.action, token);
      return;
    }
    const { charset } = this.#levels.top;
    const { tag, vr: as, bytes, start, end } = token;
    // What stands in a private UN is known from its list (public ones have the dictionary's VR already).
    const known = as === vr.UN && rule.vr !== undefined ? vr[rule.vr] : as;
    const outcome = this.#values.apply(rule, tag, known, bytes, start, end, charset);
    switch (outcome) {
      case 'keep':
        this.#applied.counts.keep += 1;
        if (this.#values.reviewed) this.#review(tag, 'kept', this.#values.cleaned);
        this.#applied.recorder?.note('keep', rule, token, this.#levels);
        this.#out(token);
        return;
      case 'change':
        this.#applied.counts.change += 1;
        if (this.#values.reviewed) this.#review(tag, 'changed', this.#values.cleaned);
        this.#applied.recorder?.note('change', rule, token, this.#levels, this.#values.result);
        this.#change(token);
        return;
      case 'fail':
        if (rule.action === 'recurse' && isPrivate(tag)) {
          this.#applied.privateRemoved(token, this.#levels, false);
          return;
        }
        if (rule.action === 'search' || rule.action === 'clean') this.#applied.found(token, this.#levels);
        this.#settleText(rule, token, known.kind === 'binary' ? '' : charset.decode(bytes, start, end, known).replace(/[\s\0]+$/, ''));
        return;
      default:
        outcome satisfies never;
    }
  }

  /** Passes the element on with its new value, in a token that is reused as the tokenizer's is. */
  #change({ tag, vr: as, encoding, depth }: Token): void {
    const made = this.#made;
    made.tag = tag;
    made.vr = as;
    made.bytes = this.#values.result;
    made.end = made.bytes.length;
    made.length = made.end;
    made.encoding = encoding;
    made.depth = depth;
    this.#out(made);
  }

  /** Of three elements of one block: what one becomes, the next depends on. */
  #schema(rule: Rule, action: 'schema' | 'schemaLength' | 'schemaFormat', token: Token): void {
    const { tag, vr: as, encoding, depth } = token;
    const planInterface = this.#levels.top.group!.planInterface(tag);
    const made =
      action === 'schema'
        ? planInterface.data(token.bytes, token.start, token.end)
        : action === 'schemaLength'
          ? planInterface.length(asciiText(token.bytes, token.start, token.end))
          : planInterface.format(asciiText(token.bytes, token.start, token.end));
    if (made === undefined) this.#applied.privateRemoved(token, this.#levels, false);
    else if (this.#values.finds(made)) {
      planInterface.forget();
      this.#applied.counts.remove += 1;
      this.#applied.recorder?.note('remove', rule, token, this.#levels);
      this.#applied.found(token, this.#levels);
    } else {
      this.#applied.counts.change += 1;
      this.#applied.recorder?.note('change', rule, token, this.#levels, made);
      this.#out(madeElement(tag, as, made, encoding, depth));
    }
  }

  #settleText(rule: Rule, token: Token, original: string): void {
    const { reviewed } = this.#values;
    const dummy = this.settle(rule, token, original);
    if (!reviewed) return;
    if (dummy === undefined) this.#review(token.tag, 'removed', '');
    else this.#review(token.tag, 'changed', asciiText(dummy, 0, dummy.length));
  }

  #review(tag: Tag, action: ReviewAction, result: string): void {
    const { original, doubtful } = this.#values;
    const creator = isPrivate(tag) ? this.#levels.creatorOf(tag) : undefined;
    this.#records?.review(tag, action, withoutPadding(original), withoutPadding(result), doubtful, creator);
  }

  /** Whether each Attribute in a sequence has its own fate. References that must stay are mapped, never made up. */
  looksInside(rule: Rule, sequence: Tag): boolean {
    if (rule.action === 'recurse' || ((rule.action === 'keep' || rule.action === 'pass') && rule.vr === 'SQ')) return true;
    const { node } = this.#levels.top;
    if (rule.action !== 'byType' || resolveRemoval(rule.removal, node?.requirement(sequence)) !== 'dummy') return false;
    return holdsReferences(sequence, node?.child(sequence));
  }

  /** Removes, empties or replaces by a dummy, as the Type of the Attribute here allows. @param original for a dummy that stays distinct @returns the dummy value, if one stands in */
  settle(rule: Rule, token: Token, original: string): Uint8Array | undefined {
    const { node } = this.#levels.top;
    const deed = resolveRemoval(rule.removal, node?.requirement(token.tag));
    this.#applied.counts[deed] += 1;
    this.#applied.recorder?.note(deed, rule, token, this.#levels);
    if (deed === 'remove') return undefined;
    const { tag, vr: as, encoding, depth } = token;
    const isSequence = token.kind === 'sequenceStart' || rule.vr === 'SQ';
    if (isSequence && deed === 'empty') emitEmptySequence(tag, vr.SQ, encoding, depth, this.#out);
    else if (isSequence) emitDummySequence(tag, vr.SQ, node?.child(tag), encoding, depth, this.#dummies, this.#out);
    else {
      const value = deed === 'empty' ? empty : dummyValue(tag, as, original, this.#dummies);
      this.#out(madeElement(tag, as, value, encoding, depth));
      return deed === 'empty' ? undefined : value;
    }
    return undefined;
  }
}
