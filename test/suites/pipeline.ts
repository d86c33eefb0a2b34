/** Shipped profiles by name, and synthetic patients through the real flow with them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadProfile, type ResolvedProfile } from '../../src/deid/profile.js';

const profiles = fileURLToPath(new URL('../../profiles/', import.meta.url));

export const profileOf = (name: string): ResolvedProfile => loadProfile(name, (one) => readFileSync(`${profiles}${one}.yaml`, 'utf8'));
