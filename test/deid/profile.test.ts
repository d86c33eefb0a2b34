/** Profiles: what they may say, how they build on one another, and what the messages say when a word is wrong. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RadonymError } from '../../src/base/errors.js';
import { nearestWord } from '../../src/deid/nearest-word.js';
import { loadProfile } from '../../src/deid/profile.js';

const shipped = (name: string): string | undefined => {
  try {
    return readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
};
const load = (text: string) => loadProfile('mine', (name) => (name === 'mine' ? text : shipped(name)));
const failure = (text: string): RadonymError => {
  try {
    load(text);
  } catch (error) {
    return error as RadonymError;
  }
  throw new Error('it was accepted');
};

const names = ['basic', 'public-release', 'rt-research', 'rt-tps-import', 'rt-vendor-support', 'transcode-only'];

describe('the shipped profiles', () => {
  test.each(names)('%s is valid and plain data', (name) => {
    const profile = loadProfile(name, shipped);
    expect(profile.name).toBe(name);
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
  });
  test('basic has no option; rt-research has those of PRODUCT and keeps safe private elements', () => {
    expect(loadProfile('basic', shipped).options).toEqual([]);
    const research = loadProfile('rt-research', shipped);
    expect(research.options).toHaveLength(6);
    expect(research.privateKeep).toEqual(['safe', 'rt-vendors']);
  });
  test.each(names)('%s says why, in each of its rules', (name) => {
    expect(loadProfile(name, shipped).rules.filter(({ reason }) => reason === undefined)).toEqual([]);
  });
});

describe('a profile', () => {
  test('takes what it does not say from what it extends; rules are added behind', () => {
    const profile = load('name: mine\nextends: rt-research\nrules:\n  - { attribute: 300A00C2, action: empty }\n');
    expect(profile.options).toHaveLength(6);
    expect(profile.pseudonyms.patientId).toBe('RT{hash:10}');
    expect(profile.rules.at(-1)).toMatchObject({ tag: 0x300a00c2, action: 'empty', profile: 'mine' });
    expect(profile.rules).toHaveLength(loadProfile('rt-research', shipped).rules.length + 1);
  });
  test.each(['00100020', "'(0010,0020)'", 'PatientID', '0010,0020'])('names an attribute as %s', (attribute) => {
    const quoted = attribute.includes(',') && !attribute.startsWith("'") ? `'${attribute}'` : attribute;
    expect(load(`name: m\nextends: basic\nrules:\n  - { attribute: ${quoted}, action: remove }`).rules[0]?.tag).toBe(0x00100020);
  });
  test('keeps the safe list when it asks for safe private elements and names no list', () => {
    expect(load('name: m\nextends: basic\noptions: [retainSafePrivate]').privateKeep).toEqual(['safe']);
  });
});

describe('a message names line and nearest word', () => {
  test.each([
    ['name: m\nextends: basic\noptions:\n  - cleanDescriptor\n', 4, /cleanDescriptor \(did you mean cleanDescriptors\?\)/],
    ['name: m\noption: []\n', 2, /no key option \(did you mean options\?\)/],
    ['name: m\ndates:\n  shiftDay: [1, 2]\n', 3, /no key shiftDay in dates \(did you mean shiftDays\?\)/],
    ['name: m\nrules:\n  - { attribute: BeamNam, action: clean }\n', 3, /no attribute BeamNam \(did you mean BeamName\?\)/],
    ['name: m\nrules:\n  - { attribute: BeamName, action: cleen }\n', 3, /no action cleen \(did you mean clean\?\)/],
    [
      'name: m\nrules:\n  - { attribute: BeamName, action: clean }\n  - { attribut: BeamName, action: clean }\n',
      4,
      /no attribut \(did you mean attribute\?\)/,
    ],
    ['name: m\nsopClasses: { quarantine: [encapsulated-document] }\n', 2, /did you mean encapsulated-documents/],
    ['name: m\nprivate: { keep: [save] }\n', 2, /did you mean safe/],
    ['name: m\npseudonyms: { patientId: RT }\n', 2, /needs a \{hash:n\}/],
    ['name: m\npseudonyms: { patientId: "{hash:99}" }\n', 2, /field that is not known/],
    ['name: m\ndates: { shiftDays: [-7, 7] }\n', 2, /may not hold 0/],
    ['name: m\ndates: { shiftDays: [x, 7] }\n', 2, /no whole number/],
    ['name: m\nrules: [ { attribute: A', 2, /./],
    ['name: m\nrules:\n  - { attribute: BeamName, action: shiftDate }\n', 3, /for dates and times/],
    ['name: m\nrules:\n  - { attribute: BeamName, action: replace }\n', 3, /needs a value/],
    ['name: m\nrules:\n  - { attribute: StudyDate, action: replace, value: soon }\n', 3, /is no DA/],
    ['name: m\nrules:\n  - { attribute: RTPlanLabel, action: replace, value: 12345678901234567 }\n', 3, /longer than the 16 characters/],
    ['name: m\nrules:\n  - { attribute: BeamName, action: pseudonym, prefix: FAR_TOO_LONG }\n', 3, /8 at most/],
  ])('%j', (text, line, message) => {
    const error = failure(text);
    expect(error).toBeInstanceOf(RadonymError);
    expect(error.code).toBe('deid/profile');
    expect(error.message).toMatch(message);
    expect(error.message).toContain(`line ${line}`);
    expect(error.scope).toBe('usage');
  });
  test.each([
    ['name: m\nextends: mine', /extends itself/],
    ['name: m\nextends: nowhere', /no profile nowhere/],
    ['name: m\noptions: [retainLongitudinalTemporalFullDates, retainLongitudinalTemporalModifiedDates]', /not both/],
    ['name: m\nprivate: { keep: [safe] }', /needs the option retainSafePrivate/],
    ['name: m\nextends: transcode-only\noptions: [retainUids]', /basis none/],
  ])('%j is refused as a whole', (text, message) => {
    expect(failure(text).message).toMatch(message);
  });
  test('an alias cannot unfold into much', () => {
    expect(failure('name: m\ndescription: &a x\nextends: *a\n').message).toMatch(/line 3: a profile takes no YAML aliases/);
  });
});

test('only a slip of the fingers is suggested', () => {
  expect(nearestWord('claen', ['clean', 'keep'])).toBe('clean');
  expect(nearestWord('xyzzy', ['clean', 'keep'])).toBeUndefined();
});
