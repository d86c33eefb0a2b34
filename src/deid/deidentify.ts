/**
 * The stage that de-identifies: takes a file's tokens and passes on what the compiled rules leave of them, at any depth, in one pass. It
 * decides by tag, level and Type; what is done to a value is in value-work.ts, what a rule says in compile.ts. It reads no options.
 */
import { limits } from '../base/limits.js';
import { isPrivate, isPrivateCreator, tag } from '../standard/tag.js';
import { vr } from '../standard/vr.js';
import { characterSet } from '../wire/charset.js';
import type { Emit, Stage, Token } from '../wire/token.js';
import { asciiText } from '../wire/value.js';
import { type Applied, Ledger } from './applied.js';
import { settled } from './choices.js';
import type { CompiledRules, Rule } from './compile.js';
import { DeclaredPrivates } from './declared-privates.js';
import { Deeds } from './deeds.js';
import type { FileContext } from './file-context.js';
import { nesting } from './nesting.js';
import { type OpenLevel, OpenLevels } from './open-levels.js';
import { withoutIcons } from './pixel-policy.js';
import type { Creator, PrivateGroup } from './private-blocks.js';
import { looksInside } from './private-rules.js';
import { ProvenanceWriter } from './provenance-writer.js';
import { Routes } from './routes.js';
import { unfolded } from './un-sequence.js';
import { Untouched } from './untouched.js';

export interface Deidentifier extends Stage {
  /** What was done so far. */
  readonly applied: Applied;
}

const specificCharacterSet = tag(0x00080005);

export function createDeidentifier(context: FileContext): Deidentifier {
  return context.rules.basis === 'none' ? new Untouched() : new BasicDeidentifier(context);
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
  readonly #deeds: Deeds;
  readonly #levels: OpenLevels;
  readonly #routes = new Routes();
  readonly #declared: DeclaredPrivates;
  readonly #provenance: ProvenanceWriter;
  readonly #out: Emit = (token) => this.#routes.send(token);
  /** Open sequences, fragments and long values that are passed over. */
  #skipped = 0;
  #gathering: Gathering | undefined = undefined;
  #bulkRouted = false;

  constructor(context: FileContext) {
    const { rules, head, types, finding, version, recorder, pixels } = context;
    this.#rules = pixels?.method === undefined ? rules.forFile(head) : withoutIcons(rules.forFile(head));
    this.#levels = new OpenLevels(types, characterSet(head.specificCharacterSet));
    this.#declared = new DeclaredPrivates((text) => context.cleaner.finds(text));
    this.#provenance = new ProvenanceWriter(rules, version, pixels);
    this.applied = new Ledger(finding, recorder);
    this.#deeds = new Deeds(context, this.#levels, this.applied, this.#out);
  }

  push(token: Token, emit: Emit): void {
    this.#routes.emit = emit;
    if (this.#skipped > 0) {
      this.#declared.pass(token);
      this.#skipped += nesting(token.kind);
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

  /** Before whatever has a header of its own at a level. True when its place is the provenance's. */
  #arrive(token: Token): boolean {
    const level = this.#levels.top;
    if (level.group !== undefined && level.group.group !== token.tag >>> 16) this.#endGroup(level);
    return level.depth === 0 && token.tag >= this.#provenance.nextTag && this.#provenance.replace(token, this.#out);
  }

  #element(token: Token): void {
    if (this.#arrive(token)) return;
    if (isPrivate(token.tag)) {
      this.#private(token, (rule) => this.#deeds.value(rule, token));
      return;
    }
    const rule = this.#ruleOf(token);
    if (rule.action === 'pass') this.#out(token);
    else if (token.tag === specificCharacterSet) {
      this.#levels.top.charset = characterSet(asciiText(token.bytes, token.start, token.end));
      this.#out(token);
    } else this.#deeds.value(rule, token);
  }

  #sequenceStart(token: Token): void {
    if (this.#arrive(token)) return;
    const { top } = this.#levels;
    if (isPrivate(token.tag)) {
      this.#private(token, (rule, group, creator) => {
        if (!looksInside(rule)) this.#skipped = 1;
        else {
          top.open(token.tag, undefined);
          top.routed = true;
          this.#routes.open(group, creator);
          this.#out(token);
        }
      });
      return;
    }
    const rule = settled(this.#rules.rule(token.tag, vr.SQ), token, this.#levels);
    if (this.#deeds.looksInside(rule, token.tag)) {
      top.open(token.tag, top.node?.child(token.tag));
      this.#provenance.opened(token, top.depth, this.#out);
      return;
    }
    this.#skipped = 1;
    this.#declared.begin(token);
    if (rule.action === 'drop') this.applied.dropped(rule, token, this.#levels);
    else this.#deeds.settle(rule, token, '');
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
    this.#long(this.#ruleOf(token), token);
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
        if (rule.action === 'recurse' && token.vr === vr.UN) break;
        this.#skipped = 1;
        this.#deeds.settle(rule, token, '');
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
    this.#deeds.settle(rule, token, '');
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
    else if (this.#unfold(gathering.rule, gathering.token)) return;
    else this.#deeds.value(gathering.rule, gathering.token);
    this.#endBulkRoute();
  }

  #endBulkRoute(): void {
    if (this.#bulkRouted) this.#routes.close();
    this.#bulkRouted = false;
  }

  /** Encapsulated Pixel Data goes on fragment by fragment. Nothing else that is encapsulated can be searched. */
  #fragmentsStart(token: Token): void {
    const isProvenance = this.#arrive(token);
    const rule = isPrivate(token.tag) ? undefined : this.#ruleOf(token);
    if (!isProvenance && (rule?.action === 'pass' || rule?.action === 'keep')) {
      this.#out(token);
      return;
    }
    this.#skipped = 1;
    if (rule !== undefined && !isProvenance && rule.action !== 'drop') this.#deeds.settle(rule, token, '');
  }

  #ruleOf(token: Token): Rule {
    return settled(this.#rules.rule(token.tag, token.vr), token, this.#levels);
  }

  /** Notes a creator; hands a private element that stays, with its rule, to `keep`; passes over any other. */
  #private(token: Token, keep: (rule: Rule, group: PrivateGroup, creator: Creator) => void): void {
    const group = this.#levels.top.groupFor(token.tag);
    if (isPrivateCreator(token.tag) && token.kind === 'element') {
      group.reserve(token, this.#rules.privates, this.#declared);
      return;
    }
    const kept = group.kept(token);
    const rule = kept && settled(kept.rule.perVr?.get(token.vr.name) ?? kept.rule, token, this.#levels);
    if (kept === undefined || rule === undefined || rule.action === 'drop') {
      this.applied.privateRemoved(token, this.#levels, group.isIntegrity(token.tag));
      if (token.kind !== 'element') this.#skipped = 1;
    } else if (token.kind !== 'element') keep(rule, group, kept.creator);
    else if (!this.#unfold(rule, token)) {
      this.#routes.open(group, kept.creator);
      keep(rule, group, kept.creator);
      this.#routes.close();
    }
  }

  /** A private sequence that came as the bytes of a UN element, as one of Implicit VR does. False when it is none. */
  #unfold(rule: Rule, token: Token): boolean {
    const tokens = unfolded(rule, token, this.#levels.top.depth);
    if (tokens === undefined) return false;
    this.#endBulkRoute();
    const { emit } = this.#routes;
    for (const inner of tokens) this.push(inner, emit);
    return true;
  }

  #endGroup(level: OpenLevel): void {
    const { group } = level;
    level.group = undefined;
    group?.end(this.#out);
  }
}
