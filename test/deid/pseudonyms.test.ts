import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTemplate, createPseudonyms } from '../../src/deid/pseudonyms.js';
import { createRecentMap } from '../../src/deid/recent-map.js';

const key = Uint8Array.from({ length: 32 }, (_, at) => at);
const pseudonyms = createPseudonyms(key);
const otherKey = createPseudonyms(new Uint8Array(32).fill(1));

test('a UID becomes 2.25. and the decimal of a UUID of version 8, whatever its padding', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[1-2](\.[1-9]\d{0,5}){1,6}$/), (uid) => {
      const mapped = pseudonyms.uid(uid);
      expect(mapped).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
      const uuid = BigInt(mapped.slice(5));
      expect(uuid < 1n << 128n).toBe(true);
      expect((uuid >> 76n) & 0xfn).toBe(8n);
      expect((uuid >> 62n) & 3n).toBe(2n);
      for (const padded of [`${uid}\0`, `${uid} `, ` ${uid}`]) expect(pseudonyms.uid(padded)).toBe(mapped);
      expect(otherKey.uid(uid)).not.toBe(mapped);
    }),
  );
});

test('the same key and UID give the same pseudonym for ever', () => {
  // Computed once; a change here breaks every project that adds patients later.
  expect(pseudonyms.uid('1.2.3.4')).toBe('2.25.186518720692888420178991989061652649905');
  expect(pseudonyms.hash('patient', 'A', 10)).toBe('XZ6RDXBBRG');
});

test.each(['1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.4.1.1', ''])('%j is no instance and stays', (uid) => {
  expect(pseudonyms.uid(uid)).toBe(uid);
});

test('namespaces are apart even where name and value spell the same', () => {
  expect(pseudonyms.hash('a', 'bc', 20)).not.toBe(pseudonyms.hash('ab', 'c', 20));
  expect(pseudonyms.hash('patient', 'x', 20)).not.toBe(pseudonyms.hash('machine', 'x', 20));
});

test('a hash spells no words and has the length asked for', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (value, length) => {
      const text = pseudonyms.hash('n', value, length);
      expect(text).toMatch(/^[2-9BCDFGHJKMNPQRSTVWXZ]+$/);
      expect(text).toHaveLength(length);
    }),
  );
});

test('a template is filled from hash and Patient ID', () => {
  const fields = { namespace: 'patient', value: 'A', patientId: 'RT1' };
  expect(pseudonyms.template('RT{hash:10}', fields)).toBe(`RT${pseudonyms.hash('patient', 'A', 10)}`);
  expect(pseudonyms.template('{patientId}^RT', fields)).toBe('RT1^RT');
  expect(pseudonyms.template('fixed', fields)).toBe('fixed');
});

test.each(['RT{hash:10}', '{patientId}^RT', 'fixed', '{hash:4}{hash:40}'])('%j is a template', (text) => {
  expect(checkTemplate(text)).toBeUndefined();
});

test.each(['{hash}', '{hash:3}', '{hash:41}', '{name}', '{', 'x}', '{}', '{patientId', '{{hash:10}}'])('%j is no template', (text) => {
  expect(checkTemplate(text)).toBeTypeOf('string');
});

test.each([0, 16, 31])('a key of %i bytes is refused', (length) => {
  expect(() => createPseudonyms(new Uint8Array(length))).toThrow(expect.objectContaining({ code: 'deid/key' }));
});

test('the cache forgets but keeps what is asked for again', () => {
  const map = createRecentMap<number, string>(10);
  map.set(0, 'kept');
  for (let at = 1; at < 100; at++) {
    map.set(at, 'x');
    expect(map.get(0)).toBe('kept');
  }
  expect(map.get(50)).toBeUndefined();
});
