/**
 * The stage that de-identifies: takes a file's tokens and passes on what the compiled rules leave of them, at any depth, in one pass. It
 * decides by tag, level and Type; what is done to a value is in value-work.ts, what a rule says in compile.ts. It reads no options.
 */
import type { Finding } from '../base/errors.js';
import { limits } from '../base/limits.js';
import type { IodNode } from '../standard/iod-types.js';
import { isPrivate, isPrivateCreator, tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { characterSet } from '../wire/charset.js';
import type { Emit, Stage, Token } from '../wire/token.js';
import { asciiText } from '../wire/value.js';
import { resolveRemoval } from './actions.js';
import { type Applied, Ledger } from './applied.js';
import type { CompiledRules, Rule } from './compile.js';
import { type DummySource, dummyValue } from './dummies.js';
import { emitDummySequence, emitEmptySequence } from './dummy-items.js';
import { type OpenLevel, OpenLevels } from './open-levels.js';
import type { Creator, PrivateGroup } from './private-blocks.js';
import type { PrivateRule } from './private-rules.js';
import { ProvenanceWriter } from './provenance-writer.js';
import type { Pseudonyms } from './pseudonyms.js';
import { Routes } from './routes.js';
import { madeElement } from './token-copy.js';
import { type Cleaner, type PatientContext, ValueWork } from './value-work.js';

/** All that the stage knows of one file. */
export interface FileContext {
  readonly rules: CompiledRules;
  readonly head: { readonly specificCharacterSet: string; readonly sopClassUid: string; readonly sopInstanceUid: string };
  readonly types: IodNode | undefined;
  readonly pseudonyms: Pseudonyms;
  readonly patient: PatientContext;
  readonly cleaner: Cleaner;
  readonly finding: (finding: Finding) => void;
  /** Of this program; stands in (0012,0063). */
  readonly version: string;
}

export interface Deidentifier extends Stage {
  /** What was done so far. */
  readonly applied: Applied;
}

const specificCharacterSet = tag(0x00080005);

export function createDeidentifier(context: FileContext): Deidentifier {
  return context.rules.basis === 'none' ? new Untouched() : new BasicDeidentifier(context);
}

/** Basis none: nothing is changed and nothing stated. */
class Untouched implements Deidentifier {
  readonly applied = new Ledger(() => {});
  push(token: Token, emit: Emit): void {
    emit(token);
  }
  end(): void {}
}

/** A value longer than a token, being put together. */
interface Gathering {
  readonly rule: Rule;
  readonly token: Token;
  at: number;
}

class BasicDeidentifier implements Deidentifier {
  readonly applied: Ledger;
  readonly #rules: CompiledRules;
  readonly #values: ValueWork;
  readonly #dummies: DummySource;
  readonly #levels: OpenLevels;
  readonly #routes = new Routes();
  readonly #provenance: ProvenanceWriter;
  readonly #out: Emit = (token) => this.#routes.send(token);
  /** Open sequences, fragments and long values that are passed over. */
  #skipped = 0;
  #gathering: Gathering | undefined = undefined;
  #bulkRouted = false;

  constructor({ rules, head, types, pseudonyms, patient, cleaner, finding, version }: FileContext) {
    this.#rules = rules;
    this.#values = new ValueWork(rules, cleaner, pseudonyms, patient);
    this.#dummies = { pseudonyms, sopClassUid: head.sopClassUid, sopInstanceUid: head.sopInstanceUid };
    this.#levels = new OpenLevels(types, characterSet(head.specificCharacterSet));
    this.#provenance = new ProvenanceWriter(rules, version);
    this.applied = new Ledger(finding);
  }

  push(token: Token, emit: Emit): void {
    this.#routes.emit = emit;
    if (this.#skipped > 0) {
      this.#skip(token);
      return;
    }
    switch (token.kind) {
      case 'element':
        this.#element(token);
        return;
      case 'sequenceStart':
        this.#sequenceStart(token);
        return;
      case 'sequenceEnd':
        this.#sequenceEnd(token);
        return;
      case 'itemStart':
        this.#levels.openItem();
        this.#out(token);
        return;
      case 'itemEnd':
        this.#endGroup(this.#levels.top);
        this.#out(token);
        this.#levels.closeItem();
        return;
      case 'bulkStart':
        this.#bulkStart(token);
        return;
      case 'bulkChunk':
        this.#bulkChunk(token);
        return;
      case 'bulkEnd':
        this.#bulkEnd(token);
        return;
      case 'fragmentsStart':
        this.#fragmentsStart(token);
        return;
      case 'fragmentStart':
      case 'fragmentsEnd':
        this.#out(token);
        return;
      default:
        token.kind satisfies never;
    }
  }

  end(emit: Emit): void {
    this.#routes.emit = emit;
    this.#endGroup(this.#levels.top);
    this.#provenance.end(this.#out);
    this.applied.report();
  }

  #skip(token: Token): void {
    switch (token.kind) {
      case 'sequenceStart':
      case 'fragmentsStart':
      case 'fragmentStart':
      case 'bulkStart':
        this.#skipped += 1;
        return;
      case 'sequenceEnd':
      case 'fragmentsEnd':
      case 'bulkEnd':
        this.#skipped -= 1;
        return;
      default:
    }
  }

  /** Before whatever has a header of its own at a level. True when its place is the provenance's. */
  #arrive(token: Token): boolean {
    const level = this.#levels.top;
    if (level.group !== undefined && level.group.group !== token.tag >>> 16) this.#endGroup(level);
    return level.depth === 0 && token.tag >= this.#provenance.nextTag && this.#provenance.replace(token, this.#out);
  }

  #element(token: Token): void {
    if (this.#arrive(token)) return;
    if (isPrivate(token.tag)) {
      this.#private(token, (rule) => this.#value(rule, token));
      return;
    }
    const rule = this.#rules.rule(token.tag, token.vr);
    if (rule.action === 'pass') this.#out(token);
    else if (token.tag === specificCharacterSet) {
      this.#levels.top.charset = characterSet(asciiText(token.bytes, token.start, token.end));
      this.#out(token);
    } else this.#value(rule, token);
  }

  /** A whole value under a rule. */
  #value(rule: Rule, token: Token): void {
    const level = this.#levels.top;
    if (rule.action === 'drop') {
      this.applied.dropped(rule, token, this.#levels);
      return;
    }
    const { tag: place, vr: as, bytes, start, end } = token;
    const outcome = this.#values.apply(rule, place, as, bytes, start, end, level.charset);
    if (outcome === 'keep') {
      this.applied.counts.keep += 1;
      this.#out(token);
    } else if (outcome === 'change') {
      this.applied.counts.change += 1;
      this.#out(madeElement(place, as, this.#values.result, token.encoding, token.depth));
    } else {
      if (rule.action === 'search' || rule.action === 'clean') this.applied.found(token, this.#levels);
      const original = as.kind === 'binary' ? '' : level.charset.decode(bytes, start, end, as).replace(/[\s\0]+$/, '');
      this.#settle(rule, token, original);
    }
  }

  /** Removes, empties or replaces by a dummy, as the Type of the Attribute here allows. */
  #settle(rule: Rule, token: Token, original: string): void {
    const { node } = this.#levels.top;
    const deed = resolveRemoval(rule.removal, node?.requirement(token.tag));
    this.applied.counts[deed] += 1;
    if (deed === 'remove') return;
    const { tag: place, vr: as, encoding, depth } = token;
    const isSequence = token.kind === 'sequenceStart' || rule.vr === 'SQ';
    if (isSequence && deed === 'empty') emitEmptySequence(place, vr.SQ, encoding, depth, this.#out);
    else if (isSequence) emitDummySequence(place, vr.SQ, node?.child(place), encoding, depth, this.#dummies, this.#out);
    else {
      const bytes = deed === 'empty' ? new Uint8Array(0) : dummyValue(place, as, original, this.#dummies);
      this.#out(madeElement(place, as, bytes, encoding, depth));
    }
  }

  #sequenceStart(token: Token): void {
    if (this.#arrive(token)) return;
    const { top } = this.#levels;
    if (isPrivate(token.tag)) {
      this.#private(token, (rule, group, creator) => {
        if (rule.action !== 'recurse') this.#skipped = 1;
        else {
          top.open(token.tag, undefined);
          top.routed = true;
          this.#routes.open(group, creator);
          this.#out(token);
        }
      });
      return;
    }
    const rule = this.#rules.rule(token.tag, vr.SQ);
    if (rule.action === 'recurse' || ((rule.action === 'keep' || rule.action === 'pass') && rule.vr === 'SQ')) {
      top.open(token.tag, top.node?.child(token.tag));
      this.#provenance.opened(token, top.depth, this.#out);
      return;
    }
    this.#skipped = 1;
    if (rule.action === 'drop') this.applied.dropped(rule, token, this.#levels);
    else this.#settle(rule, token, '');
  }

  #sequenceEnd(token: Token): void {
    const { top } = this.#levels;
    if (top.depth === 0) this.#provenance.closing(token, this.#out);
    this.#out(token);
    if (top.routed) this.#routes.close();
    top.close();
  }

  #bulkStart(token: Token): void {
    if (this.#arrive(token)) {
      this.#skipped = 1;
      return;
    }
    if (isPrivate(token.tag)) {
      this.#private(token, (rule, group, creator) => {
        this.#routes.open(group, creator);
        this.#bulkRouted = true;
        this.#long(rule, token);
        if (this.#skipped > 0) this.#endBulkRoute();
      });
      return;
    }
    this.#long(this.#rules.rule(token.tag, token.vr), token);
  }

  #long(rule: Rule, token: Token): void {
    switch (rule.action) {
      case 'pass':
      case 'keep':
        this.#out(token);
        return;
      case 'drop':
        this.#skipped = 1;
        this.applied.dropped(rule, token, this.#levels);
        return;
      case 'byType':
      case 'recurse':
        this.#skipped = 1;
        this.#settle(rule, token, '');
        return;
      default:
    }
    if (token.length <= limits.gatheredValue) {
      // limits.gatheredValue weighs the length before it allocates.
      const bytes = new Uint8Array(token.length);
      this.#gathering = { rule, token: { ...token, kind: 'element', bytes, start: 0, end: bytes.length, rawStart: -1 }, at: 0 };
      return;
    }
    this.#skipped = 1;
    this.applied.tooLong(token, this.#levels);
    this.#settle(rule, token, '');
  }

  #bulkChunk(token: Token): void {
    const gathering = this.#gathering;
    if (gathering === undefined) {
      this.#out(token);
      return;
    }
    gathering.token.bytes.set(token.bytes.subarray(token.start, token.end), gathering.at);
    gathering.at += token.end - token.start;
  }

  #bulkEnd(token: Token): void {
    const gathering = this.#gathering;
    this.#gathering = undefined;
    if (gathering === undefined) this.#out(token);
    else this.#value(gathering.rule, gathering.token);
    this.#endBulkRoute();
  }

  #endBulkRoute(): void {
    if (this.#bulkRouted) this.#routes.close();
    this.#bulkRouted = false;
  }

  /** Encapsulated Pixel Data goes on fragment by fragment. Nothing else that is encapsulated can be searched. */
  #fragmentsStart(token: Token): void {
    const isProvenance = this.#arrive(token);
    const rule = isPrivate(token.tag) ? undefined : this.#rules.rule(token.tag, token.vr);
    if (!isProvenance && (rule?.action === 'pass' || rule?.action === 'keep')) {
      this.#out(token);
      return;
    }
    this.#skipped = 1;
    if (rule !== undefined && !isProvenance && rule.action !== 'drop') this.#settle(rule, token, '');
  }

  /** Notes a creator; hands a private element that stays, with its rule, to `keep`; passes over any other. */
  #private(token: Token, keep: (rule: PrivateRule, group: PrivateGroup, creator: Creator) => void): void {
    const { top } = this.#levels;
    const group = top.groupFor(token.tag);
    if (isPrivateCreator(token.tag) && token.kind === 'element') {
      group.reserve(token, this.#rules.privates);
      return;
    }
    const creator = group.creatorOf(token.tag);
    const rule = creator && group.ruleFor(token.tag, creator);
    if (creator === undefined || rule === undefined || !agrees(rule, token)) {
      this.applied.privateRemoved(token, this.#levels);
      if (token.kind !== 'element') this.#skipped = 1;
      return;
    }
    if (token.kind !== 'element') {
      keep(rule, group, creator);
      return;
    }
    this.#routes.open(group, creator);
    keep(rule, group, creator);
    this.#routes.close();
  }

  #endGroup(level: OpenLevel): void {
    const { group } = level;
    level.group = undefined;
    group?.end(this.#out);
  }
}

/** PS3.15 E.3.10: safe only when the VR is the stated one; UN says nothing against it. */
function agrees(rule: PrivateRule, token: Token): boolean {
  return rule.vrs === undefined || token.vr === vr.UN || rule.vrs.includes(token.vr.name);
}
