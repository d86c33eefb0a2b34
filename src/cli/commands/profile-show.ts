/**
 * A profile with all that it extends, as one YAML text in which each value says where it comes from. It folds texts, as `loadProfile`
 * folds what they mean: maps key by key, lists as a whole, rules and pixels one behind the other.
 */
import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import { loadProfile, type ReadProfile } from '../../deid/profile.js';

/** @throws RadonymError deid/profile, deid/option-not-offered: what is shown could also be used */
export function foldedText(profile: string, read: ReadProfile): string {
  loadProfile(profile, read);
  const chain: Document[] = [];
  for (let next: string | undefined = profile; next !== undefined; ) {
    const document: Document = parseDocument(read(next)!, { schema: 'failsafe' });
    chain.unshift(document);
    next = document.get('extends') as string | undefined;
  }
  const whole = parseDocument('{}', { schema: 'failsafe' });
  for (const document of chain) fold(whole.contents as YAMLMap, document.contents as YAMLMap, String(document.get('name')));
  whole.delete('extends');
  (whole.contents as YAMLMap).flow = false;
  return whole.toString({ lineWidth: 140, flowCollectionPadding: true });
}

function fold(into: YAMLMap, own: YAMLMap, from: string): void {
  for (const { key, value } of own.items) {
    const name = isScalar(key) ? String(key.value) : String(key);
    const node = value as Node;
    const known = into.get(name, true) as Node | undefined;
    if (isMap(node)) {
      const map = isMap(known) ? known : (parseDocument('{}').contents as YAMLMap);
      map.flow = false;
      into.set(name, map);
      fold(map, node, from);
    } else if ((name === 'rules' || name === 'pixels') && isSeq(node)) {
      node.commentBefore = null;
      for (const rule of node.items as Node[]) plain(rule).comment = ` ${from}`;
      if (isSeq(known)) known.items.push(...node.items);
      else into.set(name, node);
    } else {
      plain(node).comment = name === 'name' || name === 'description' ? null : ` ${from}`;
      into.set(name, node);
    }
  }
}

/** Without the comments of its text, which spoke of another whole. */
function plain(node: Node): Node {
  node.commentBefore = null;
  node.spaceBefore = false;
  if (isSeq(node) || isMap(node)) node.flow = true;
  if (isSeq(node)) for (const item of node.items as Node[]) item.comment = item.commentBefore = null;
  if (isMap(node)) for (const { key } of node.items) if (isScalar(key)) key.commentBefore = null;
  return node;
}
