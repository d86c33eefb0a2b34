/**
 * What stands in for an identifier? A pseudonym computed from the project key and the original alone, so that files, workers and later
 * runs agree without talking, and nobody without the key can test a guess. It remembers nothing but a bounded cache.
 */
import { limits } from '../base/limits.js';
import { isRegisteredUid } from '../standard/uid.js';
import { bigIntOf, createKeyedHash } from './keyed-hash.js';
import { createRecentMap } from './recent-map.js';

export interface TemplateFields {
  /** Of `{hash:n}`: what kind of thing is named, and its original. */
  readonly namespace: string;
  readonly value: string;
  /** Of `{patientId}`. */
  readonly patientId?: string;
}

export interface Pseudonyms {
  /** `2.25.` and the decimal of a UUID (ITU-T X.667), at most 44 characters; registered UIDs and the empty string unchanged. Padding is ignored. */
  uid(original: string): string;
  /** `length` characters (1–40) of an alphabet that spells no words. */
  hash(namespace: string, value: string, length: number): string;
  /** `RT{hash:10}`, `{patientId}^RT`: see checkTemplate. */
  template(text: string, fields: TemplateFields): string;
}

// No vowels, so that no words arise; no 0 1 I L O U, which people confuse. 27 characters: ten of them are 47 bits.
const alphabet = '23456789BCDFGHJKMNPQRSTVWXZ';
const maximumHashLength = 40;

/**
 * @param key at least 32 secret bytes
 * @throws RadonymError deid/key
 */
export function createPseudonyms(key: Uint8Array): Pseudonyms {
  const hash = createKeyedHash(key);
  const uids = createRecentMap<string, string>(limits.uidCache);
  const names = createRecentMap<string, string>(limits.nameCache);
  const cut = (namespace: string, value: string, length: number): string => {
    const key = `${length}\0${namespace}\0${value}`;
    let known = names.get(key);
    if (known === undefined) {
      known = letters(hash(namespace, value), length);
      names.set(key, known);
    }
    return known;
  };
  return {
    uid(original) {
      const cached = uids.get(original);
      if (cached !== undefined) return cached;
      const trimmed = trimUid(original);
      const mapped = trimmed === '' || isRegisteredUid(trimmed) ? trimmed : uuidUid(hash('uid', trimmed));
      uids.set(original, mapped);
      return mapped;
    },
    hash: cut,
    template: (text, fields) => fill(text, fields, cut),
  };
}

/**
 * What one thing is called, however it is written: without case and outer space; of a person's name the first group that is not empty
 * (PS3.5 6.2.1: alphabetic, ideographic, phonetic), and `^` or a comma between its parts as good as a space.
 */
export function folded(name: string): string {
  const group = name.split('=').find((text) => /[^\s^\0]/.test(text)) ?? '';
  return group
    .replace(/[\s^,\0]+/g, ' ')
    .trim()
    .toUpperCase();
}

/** Kinds of the mapping table, and namespaces of the hash, that are radonym's own: no rule may take them. */
export const ownNamespaces: ReadonlySet<string> = new Set(
  'patient study series instance frame-of-reference date-shift uid label'.split(' '),
);

/** What is wrong with a template, undefined if nothing is: `{hash:n}` with n from 4 to 40, `{patientId}`, no other braces. */
export function checkTemplate(text: string): string | undefined {
  for (const [brace, , digits] of text.matchAll(/\{(hash:(\d{1,3})|patientId)?\}?|\}/g)) {
    if (!brace.startsWith('{') || !brace.endsWith('}') || brace === '{}') return 'a brace that opens neither {hash:n} nor {patientId}';
    if (digits !== undefined && (Number(digits) < 4 || Number(digits) > maximumHashLength))
      return `{hash:n} takes 4 to ${maximumHashLength}`;
  }
  return undefined;
}

function trimUid(original: string): string {
  return original.replace(/^[\s\0]+|[\s\0]+$/g, '');
}

/** The first 128 bits as a UUID of version 8 (RFC 9562: custom), so that the UID is one derived from a UUID as PS3.5 B.2 has it. */
function uuidUid(hash: Uint8Array): string {
  const uuid = hash.slice(0, 16);
  uuid[6] = (uuid[6]! & 0x0f) | 0x80;
  uuid[8] = (uuid[8]! & 0x3f) | 0x80;
  return `2.25.${bigIntOf(uuid)}`;
}

function letters(hash: Uint8Array, length: number): string {
  const base = BigInt(alphabet.length);
  let rest = bigIntOf(hash);
  let text = '';
  for (let at = 0; at < Math.min(length, maximumHashLength); at++) {
    text += alphabet[Number(rest % base)]!;
    rest /= base;
  }
  return text;
}

function fill(text: string, fields: TemplateFields, hash: Pseudonyms['hash']): string {
  return text.replace(/\{hash:(\d{1,3})\}|\{patientId\}/g, (_, digits: string | undefined) =>
    digits === undefined ? (fields.patientId ?? '') : hash(fields.namespace, fields.value, Number(digits)),
  );
}
