/**
 * What does the project key make of a value? One HMAC-SHA-256, domain-separated by namespace: everything that must look random and yet
 * be the same in every file, worker and run comes from here. It knows no UIDs, names or dates.
 */
import { createHmac } from 'node:crypto';
import { RadonymError } from '../base/errors.js';

/** 32 bytes that only the holder of the key can compute. */
export type KeyedHash = (namespace: string, value: string) => Uint8Array;

/** 256 bits, the output of the hash: a shorter key could be searched for (RFC 2104 section 3 asks for no less). */
export const minimumKeyLength = 32;

/** @throws RadonymError deid/key if the key is too short */
export function createKeyedHash(key: Uint8Array): KeyedHash {
  if (key.length < minimumKeyLength) {
    throw new RadonymError('deid/key', `the key has ${key.length} bytes, at least ${minimumKeyLength} are needed`);
  }
  const secret = key.slice();
  // The version and the NUL keep apart what a namespace and a value could spell together.
  return (namespace, value) => createHmac('sha256', secret).update(`radonym/1\0${namespace}\0${value}`, 'utf8').digest();
}

/** A number in [0, count), uniform to within 2⁻²⁰⁰ for any count below 2⁵⁶. */
export function uniform(hash: Uint8Array, count: number): number {
  return Number(bigIntOf(hash) % BigInt(count));
}

/** Big-endian. */
export function bigIntOf(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let number = 0n;
  for (let at = 0; at + 8 <= bytes.length; at += 8) number = (number << 64n) | view.getBigUint64(at);
  return number;
}
