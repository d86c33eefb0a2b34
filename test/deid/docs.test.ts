/** docs/profiles.md names every word of the language, and its example is a valid profile. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { profileActions } from '../../src/deid/actions.js';
import { headAttributes } from '../../src/deid/conditions.js';
import { privateKeepWords } from '../../src/deid/private-rules.js';
import { loadProfile } from '../../src/deid/profile.js';
import { actionWords, conditionWords, optionWords, quarantineWords, ruleWords } from '../../src/deid/profile-words.js';
import { options } from '../../src/standard/confidentiality.js';

const page = readFileSync(new URL('../../docs/profiles.md', import.meta.url), 'utf8');

test.each([...profileActions, ...Object.keys(quarantineWords), ...Object.keys(options), ...privateKeepWords])(
  'docs/profiles.md names %s',
  (word) => {
    expect(page).toContain(`\`${word}\``);
  },
);

test('its example can be loaded', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(page)![1]!;
  const profile = loadProfile('example', (name) =>
    name === 'example' ? example : readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8'),
  );
  expect(profile.rules.at(-1)).toMatchObject({ tag: 0x300a00b2, action: 'pseudonym', template: 'LINAC-{hash:8}' });
});

test.each([actionWords, ruleWords, conditionWords, optionWords].flatMap((table) => Object.entries(table)))(
  'it explains %s as the schema does',
  (word, meaning) => {
    expect(page).toContain(`| \`${word}\` | ${meaning} |`);
  },
);

test.each(Object.keys(headAttributes))('it says that a condition can ask %s', (keyword) => {
  expect(page).toContain(`\`${keyword}\``);
});

test('its rules are valid, one of each form', () => {
  const rules = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)][1]![1]!;
  const profile = loadProfile('forms', () => `name: forms\noptions: [retainSafePrivate]\n${rules}`);
  expect(profile.rules).toHaveLength(9);
});
