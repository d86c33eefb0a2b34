/**
 * How is a tag that was read from a file told to somebody who may not see its values? In a file that is out of step any four bytes are
 * read as a tag, those of a name as well: only what the dictionary has is spelled out, of anything else the byte offset has to do.
 */
import { dictionaryEntry } from './dictionary.js';
import { isPrivate, type Tag, tagText } from './tag.js';

/** `(gggg,eeee)`, or in words what nobody can be sure is a tag. */
export function toldTag(tag: Tag): string {
  if (dictionaryEntry(tag) !== undefined) return tagText(tag);
  return isPrivate(tag) ? 'private element' : 'unknown tag';
}
