/** What does a file refer to, and which linking numbers does it define and use, by its tree? The facts a graph is made of; it resolves nothing. */
import { limits } from '../base/limits.js';
import type { EntityFacts, InstanceFacts, NumberFacts, ReferenceFacts } from '../rt/instance-facts.js';
import { type LinkAttribute, linkAttribute, type Role, roleOf } from '../rt/references.js';
import { keywordOf } from '../standard/dictionary.js';
import { isPrivate, type Tag, tag, tagText } from '../standard/tag.js';
import { isRegisteredUid } from '../standard/uid.js';
import type { ReadFile } from './dataset-reader.js';
import { elementAt, type TreeElement } from './element-tree.js';

/** `file` is 0 and `patientKey` empty: whoever puts files together knows them. */
export function instanceFacts({ elements }: ReadFile): InstanceFacts {
  const own = (number: number): string => {
    const element = elementAt(elements, number);
    return element ? (valuesOf(element)[0] ?? '') : '';
  };
  return {
    file: 0,
    sopClassUid: own(0x00080016),
    sopInstanceUid: own(0x00080018),
    studyInstanceUid: own(0x0020000d),
    seriesInstanceUid: own(0x0020000e),
    frameOfReferenceUid: own(0x00200052),
    modality: own(0x00080060),
    patientKey: '',
    ...new Links().of(elements),
  };
}

interface Gathered {
  readonly link: LinkAttribute;
  readonly role: Role | undefined;
  readonly attribute: string;
  readonly path: string;
  readonly sopClassUid: string;
  readonly values: Set<string>;
}

/** What all items of the sequences on one way share. */
interface Way {
  readonly sequence: Tag | undefined;
  readonly path: string;
  /** Of the innermost sequence that has one. */
  readonly role: Role | undefined;
  readonly inner: Map<Tag, Way>;
  readonly found: Map<string, Gathered>;
}

const referencedSopClassUid = tag(0x00081150);

class Links {
  #left = limits.references;

  of(elements: readonly TreeElement[]): Pick<InstanceFacts, 'references' | 'entities' | 'numbers'> {
    const root = newWay(undefined, '', undefined);
    this.#level(elements, root);
    const references: ReferenceFacts[] = [];
    const entities: EntityFacts[] = [];
    const numbers: NumberFacts[] = [];
    for (const { link, role, attribute, path, sopClassUid, values } of gatheredIn(root)) {
      if (link.link === 'reference') references.push({ attribute, path, target: link.target, role, sopClassUid, uids: [...values] });
      else if (link.link === 'entity') entities.push({ attribute, path, entity: link.entity, defines: link.defines, uids: [...values] });
      else numbers.push({ attribute, path, space: link.space, defines: link.defines, values: [...values] });
    }
    return { references, entities, numbers };
  }

  #level(elements: readonly TreeElement[], way: Way): void {
    let sopClassUid = '';
    for (const element of elements) {
      // What a vendor's sequence refers to stays or goes by list: no planning needs it.
      if (isPrivate(element.tag)) continue;
      if (element.items) {
        let inner = way.inner.get(element.tag);
        if (inner === undefined) {
          inner = newWay(
            element.tag,
            way.path === '' ? tagText(element.tag) : `${way.path}.${tagText(element.tag)}`,
            roleOf(element.tag) ?? way.role,
          );
          way.inner.set(element.tag, inner);
        }
        for (const item of element.items) this.#level(item, inner);
      } else if (element.tag === referencedSopClassUid) sopClassUid = valuesOf(element)[0] ?? '';
      else {
        const link = linkAttribute(element.tag);
        if (link !== undefined) this.#link(element, link, way, sopClassUid);
      }
    }
  }

  #link(element: TreeElement, link: LinkAttribute, { sequence, path, role, found }: Way, stated: string): void {
    // The root's own UIDs say what the instance is.
    if (link.link === 'reference' && (sequence === undefined || role?.target === 'none')) return;
    const sopClassUid = link.link === 'reference' ? stated : '';
    const key = `${element.tag} ${sopClassUid}`;
    let row = found.get(key);
    if (row === undefined) {
      const name = link.link === 'reference' && sequence !== undefined ? sequence : element.tag;
      const own = path === '' ? tagText(element.tag) : `${path}.${tagText(element.tag)}`;
      row = { link, role, attribute: keywordOf(name) ?? tagText(name), path: own, sopClassUid, values: new Set() };
      found.set(key, row);
    }
    for (const value of valuesOf(element)) {
      if (this.#left <= 0 || row.values.has(value) || (link.link !== 'number' && isRegisteredUid(value))) continue;
      this.#left--;
      row.values.add(value);
    }
  }
}

const newWay = (sequence: Tag | undefined, path: string, role: Role | undefined): Way => ({
  sequence,
  path,
  role,
  inner: new Map(),
  found: new Map(),
});

function gatheredIn({ found, inner }: Way, into: Gathered[] = []): readonly Gathered[] {
  for (const row of found.values()) into.push(row);
  for (const way of inner.values()) gatheredIn(way, into);
  return into;
}

/** As nearly all are: UIDs and numbers, without padding within. */
const isOneValue = /^[\d.]+$/;

function valuesOf({ text }: TreeElement): string[] {
  if (isOneValue.test(text)) return [text];
  return text
    .split('\\')
    .map((value) => value.replaceAll('\0', '').trim())
    .filter((value) => value !== '');
}
