/** What does a file refer to, and which linking numbers does it define and use? Gathers them from tokens, each once; it resolves nothing. */
import { limits } from '../base/limits.js';
import type { EntityFacts, NumberFacts, ReferenceFacts } from '../rt/instance-facts.js';
import { type LinkAttribute, linkAttribute, type Role, roleOf } from '../rt/references.js';
import { keywordOf } from '../standard/dictionary.js';
import { type Tag, tag, tagText } from '../standard/tag.js';
import { isRegisteredUid } from '../standard/uid.js';
import type { Token } from '../wire/token.js';
import { splitValues } from '../wire/value.js';
import { PathTree } from './path-tree.js';

export interface Links {
  readonly references: readonly ReferenceFacts[];
  readonly entities: readonly EntityFacts[];
  readonly numbers: readonly NumberFacts[];
}

/** A data set that is open: the root, or an item. */
interface Level {
  /** The sequence it is an item of, 0 for the root. */
  sequence: Tag;
  path: number;
  /** Of the innermost sequence that has one. */
  role: Role | undefined;
  /** (0008,1150), which stands before the instance it is about. */
  sopClassUid: string;
  /** The sequence that is open in it. */
  open: Tag;
  openPath: number;
}

interface Gathered {
  readonly tag: Tag;
  readonly path: number;
  readonly sequence: Tag;
  readonly link: LinkAttribute;
  readonly role: Role | undefined;
  readonly sopClassUid: string;
  readonly values: Set<string>;
}

const referencedSopClassUid = tag(0x00081150);

export class LinkReader {
  readonly #paths = new PathTree();
  readonly #levels: Level[] = [newLevel()];
  readonly #found = new Map<number, Gathered[]>();
  #left = limits.references;

  push(token: Token): void {
    const level = this.#levels[token.depth];
    switch (token.kind) {
      case 'sequenceStart':
        if (level === undefined || this.#paths.size > limits.referencePaths) return;
        level.open = token.tag;
        level.openPath = this.#paths.child(level.path, token.tag);
        return;
      case 'itemStart':
        this.#openItem(token.depth);
        return;
      case 'element':
        if (level !== undefined && token.end > token.start) this.#element(token, level);
        return;
      default:
    }
  }

  result(): Links {
    const references: ReferenceFacts[] = [];
    const entities: EntityFacts[] = [];
    const numbers: NumberFacts[] = [];
    for (const { tag: own, path, sequence, link, role, sopClassUid, values } of [...this.#found.values()].flat()) {
      const place = { path: this.#paths.text(path), attribute: nameOf(link.link === 'reference' && sequence !== 0 ? sequence : own) };
      if (link.link === 'reference') references.push({ ...place, target: link.target, role, sopClassUid, uids: [...values] });
      else if (link.link === 'entity') entities.push({ ...place, entity: link.entity, defines: link.defines, uids: [...values] });
      else numbers.push({ ...place, space: link.space, defines: link.defines, values: [...values] });
    }
    return { references, entities, numbers };
  }

  /** Items of a sequence share one object a depth: a structure set has a hundred thousand. */
  #openItem(depth: number): void {
    const parent = this.#levels[depth - 1];
    if (parent === undefined) return;
    const level = this.#levels[depth] ?? newLevel();
    this.#levels[depth] = level;
    if (level.path !== parent.openPath || level.sequence !== parent.open) {
      level.sequence = parent.open;
      level.path = parent.openPath;
      level.role = roleOf(parent.open) ?? parent.role;
    }
    level.sopClassUid = '';
  }

  #element(token: Token, level: Level): void {
    if (token.tag === referencedSopClassUid) {
      level.sopClassUid = splitValues(token.bytes, token.start, token.end)[0]!;
      return;
    }
    const link = linkAttribute(token.tag);
    // The root's own UIDs say what the instance is.
    if (link === undefined || (token.depth === 0 && link.link === 'reference')) return;
    if (link.link === 'reference' && level.role?.target === 'none') return;
    const gathered = this.#gathered(token.tag, level, link);
    for (const value of splitValues(token.bytes, token.start, token.end)) {
      const text = value.trim();
      if (text === '' || gathered.values.has(text) || this.#left <= 0 || (link.link !== 'number' && isRegisteredUid(text))) continue;
      this.#left--;
      gathered.values.add(text);
    }
  }

  #gathered(own: Tag, { path: parent, sequence, role, sopClassUid }: Level, link: LinkAttribute): Gathered {
    const path = this.#paths.child(parent, own);
    const known = this.#found.get(path) ?? [];
    if (known.length === 0) this.#found.set(path, known);
    const same = known.find((one) => link.link !== 'reference' || one.sopClassUid === sopClassUid);
    if (same) return same;
    const made = { tag: own, path, sequence, link, role, sopClassUid, values: new Set<string>() };
    known.push(made);
    return made;
  }
}

const newLevel = (): Level => ({ sequence: 0 as Tag, path: 0, role: undefined, sopClassUid: '', open: 0 as Tag, openPath: 0 });

const nameOf = (own: Tag): string => keywordOf(own) ?? tagText(own);
