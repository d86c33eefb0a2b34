/** Where do profiles' texts come from? By name from those that are shipped, else from a file. What they say is checked in deid. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadProfile, type ResolvedProfile } from '../deid/profile.js';

const shipped = fileURLToPath(new URL('../../profiles/', import.meta.url));

/** @throws RadonymError deid/profile */
export function profileOf(nameOrFile: string): ResolvedProfile {
  return loadProfile(nameOrFile, (name) => (/^[\w-]+$/.test(name) ? textOf(`${shipped}${name}.yaml`) : undefined) ?? textOf(name));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
