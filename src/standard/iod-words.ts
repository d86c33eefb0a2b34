/** Words that name SOP Classes: IODs as PS3.3 calls them (`rt-plan`), SOP Class keywords, groups. It judges no file. */
import { lazy } from './lazy.js';
import { type SopClass, sopClasses } from './sop-class.js';

/** Groups of SOP Classes and their category. */
const groups: readonly (readonly [word: string, category: SopClass['category']])[] = [
  ['radiotherapy', 'radiotherapy'],
  ['images', 'image'],
  ['registrations', 'registration'],
  ['structured-reports', 'structured-report'],
  ['encapsulated-documents', 'document'],
  ['secondary-capture', 'secondary-capture'],
  ['presentation-states', 'presentation'],
  ['raw-data', 'raw'],
];

/** UIDs of the SOP Classes that a word names; undefined for a word that names none. */
export function sopClassesOf(word: string): ReadonlySet<string> | undefined {
  return byWord().get(word);
}

/** All words: IODs first, then groups, then SOP Class keywords. */
export const iodWords = (): readonly string[] => [...byWord().keys()];

const byWord = lazy(() => {
  const words = new Map<string, Set<string>>();
  const add = (word: string | undefined, uid: string): void => {
    if (!word) return;
    const known = words.get(word);
    if (known) known.add(uid);
    else words.set(word, new Set([uid]));
  };
  const rows = sopClasses();
  for (const { iod, uid } of rows) add(iod, uid);
  for (const [word, wanted] of groups) for (const { category, uid } of rows) if (category === wanted) add(word, uid);
  for (const { keyword, uid } of rows) if (keyword.includes('Storage')) add(keyword, uid);
  return words as ReadonlyMap<string, ReadonlySet<string>>;
});
