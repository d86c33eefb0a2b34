/**
 * Where do profiles come from? Shipped ones by name, as the build resolved them; any other from a file, whose text is checked in deid.
 * Only the latter needs the YAML reader and the checks, which take longer to load than a small run takes.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { limits } from '../base/limits.js';
import type { ReadProfile, ResolvedProfile } from '../deid/profile.js';
import { readUpTo } from '../io/read-text.js';

const texts = fileURLToPath(new URL('../../profiles/', import.meta.url));
const resolved = fileURLToPath(new URL('../profiles/', import.meta.url));

/** @throws RadonymError deid/profile */
export async function profileOf(nameOrFile: string): Promise<ResolvedProfile> {
  const isName = /^[\w-]+$/.test(nameOrFile);
  const ready = isName ? textOf(`${resolved}${nameOrFile}.json`) : undefined;
  if (ready !== undefined) return JSON.parse(ready) as ResolvedProfile;
  const { loadProfile } = await import('../deid/profile.js');
  return loadProfile(nameOrFile, profileText);
}

/** The text of a shipped profile by its name, or of a file. */
export const profileText: ReadProfile = (name) => (/^[\w-]+$/.test(name) ? textOf(`${texts}${name}.yaml`) : undefined) ?? textOf(name);

/** Names of the shipped profiles, sorted. */
export const shippedProfiles = (): readonly string[] =>
  readdirSync(texts)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();

function textOf(path: string): string | undefined {
  try {
    // A character has up to four bytes; whoever reads the profile counts characters.
    return readUpTo(path, limits.profile * 4).toString('utf8');
  } catch {
    return undefined;
  }
}
