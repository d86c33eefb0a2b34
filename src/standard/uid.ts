/** What a UID value and a UI attribute stand for: a definition that all share, or an instance that a pseudonym must replace. */
import { definitionTags } from './generated/uids.js';
import { lazy } from './lazy.js';
import type { Tag } from './tag.js';

/** Whether DICOM gave out this UID (PS3.5 9, root of PS3.6 Annex A). Such a UID names no instance of a site. */
export function isRegisteredUid(uid: string): boolean {
  return uid.startsWith('1.2.840.10008.');
}

/**
 * Whether the values of a UI attribute are instances or definitions. Definitions (SOP Class, Transfer Syntax, coding scheme, context
 * group, mapping resource, pertinent SOP Classes, …) are never mapped, even private ones. What is not listed is an instance.
 */
export function uidRole(tag: Tag): 'instance' | 'definition' {
  return definitions().has(tag) ? 'definition' : 'instance';
}

const definitions = lazy((): ReadonlySet<number> => new Set(definitionTags.split(' ').map((text) => Number.parseInt(text, 16))));
