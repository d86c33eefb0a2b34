/** Which SOP Class does a word such as rt-plan name, of those whose Types are known? */
import { RadonymError } from '../base/errors.js';
import { suggestion } from '../deid/nearest-word.js';
import { iodTypeSopClasses } from '../standard/iod-types.js';
import { type SopClass, sopClass } from '../standard/sop-class.js';

/** In the order of the registry. */
export const sopClassesWithTypes = (): readonly SopClass[] => iodTypeSopClasses().flatMap((uid) => sopClass(uid) ?? []);

/** The first of those that share the IOD. @throws RadonymError run/usage: no such IOD */
export function sopClassOfIod(name: string): SopClass {
  const known = sopClassesWithTypes();
  const found = known.find((row) => row.iod === name.toLowerCase());
  if (found) return found;
  const names = [...new Set(known.flatMap((row) => row.iod ?? []))];
  throw new RadonymError('run/usage', `--iod knows no ${name}${suggestion(name, names) || `; it takes ${names.join(', ')}`}`);
}
