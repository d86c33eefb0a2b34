/** The conformance statement says what the tables say, of all of them, and claims nothing for a profile that does nothing. */
import { expect, test } from 'vitest';
import { abilities } from '../../src/pixel/ability-table.js';
import { profileOf, shippedProfiles } from '../../src/run/profiles.js';
import { options } from '../../src/standard/confidentiality.js';
import { iodTypeSopClasses } from '../../src/standard/iod-types.js';
import { sopClass, sopClasses } from '../../src/standard/sop-class.js';
import {
  losslessWords,
  lossyWords,
  transferSyntaxOfKeyword,
  transferSyntaxOfWord,
  uncompressedWords,
} from '../../src/standard/transfer-syntax.js';
import { characterSet, definedTerms } from '../../src/wire/charset.js';
import { radonym, recordsOf } from './radonym.js';

const statement = async (...words: string[]): Promise<string> => {
  const { code, stdout, stderr } = await radonym('conformance', ...words);
  expect(code, stderr).toBe(0);
  return stdout;
};

/** Cells of the rows of a section; those of tables by tag have the tag first. */
const rowsOf = (text: string, from: string, to: string): string[][] =>
  text
    .slice(text.indexOf(`\n${from}`), text.indexOf(`\n${to}`))
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .map((line) => line.slice(2, -2).split(' | '));

const rtResearch = statement();

test('has the sections of the template in their order', async () => {
  const titles = [...(await rtResearch).matchAll(/^## (\d) (.*)$/gm)].map(([, number, title]) => `${number} ${title}`);
  expect(titles).toEqual([
    '1 Conformance Statement Overview',
    '3 Introduction',
    '4 Networking',
    '5 Media Interchange',
    '6 Support of Character Sets',
    '7 Security',
    '8 Annexes',
  ]);
});

test('tells of each row of the table of abilities', async () => {
  const rows = rowsOf(await rtResearch, '**Frames that are', '## 3 ').slice(1);
  expect(rows).toHaveLength(abilities.length);
  abilities.forEach(({ keyword, bitsAllocated, bitsStored, sign, samples, decode, encode }, at) => {
    const { name, uid } = transferSyntaxOfKeyword(keyword)!;
    const stored = bitsStored[0] === bitsStored[1] ? String(bitsStored[0]) : bitsStored.join('–');
    const coded = { no: '–', lossy: 'with loss', lossless: 'lossless' }[encode];
    expect(rows[at]!.slice(0, 8)).toEqual([
      ...[name, `\`${uid}\``, bitsAllocated.join(' '), stored, sign, samples.join(' ')],
      ...[decode ? 'yes' : '–', coded],
    ]);
  });
});

test('has every Transfer Syntax that has a word', async () => {
  const rows = rowsOf(await rtResearch, '**Transfer Syntaxes with', '**Frames');
  for (const word of [...uncompressedWords, ...losslessWords, ...lossyWords])
    expect(rows).toContainEqual([
      transferSyntaxOfWord(word)!.name,
      `\`${transferSyntaxOfWord(word)!.uid}\``,
      `\`${word}\``,
      expect.stringMatching((lossyWords as readonly string[]).includes(word) ? /with loss/ : /lossless|native/),
    ]);
});

test('has every SOP Class of radiotherapy', async () => {
  const uids = rowsOf(await rtResearch, '## 1 ', '### 1.1').map((cells) => cells[1]);
  for (const { category, uid } of sopClasses()) if (category === 'radiotherapy') expect(uids).toContain(`\`${uid}\``);
});

test('has every character set that is read, and those are', async () => {
  const text = await rtResearch;
  const terms = [...definedTerms.single, ...definedTerms.withExtensions];
  for (const term of terms) {
    expect(text).toMatch(new RegExp(`[ |]${term}(?=,| \\|)`));
    expect(characterSet(term).known, term).toBe(true);
  }
  expect(definedTerms.single.length + definedTerms.withExtensions.length).toBeGreaterThan(25);
});

test.each(shippedProfiles())('%s is stated, with its options', async (profile) => {
  const text = await statement('-p', profile);
  const shown = await profileOf(profile);
  expect(text).toMatch(new RegExp(`^# DICOM Conformance Statement: radonym [\\d.]+, profile ${profile}\n`));
  if (shown.basis === 'none') {
    expect(text).not.toContain('113100');
    expect(text).not.toMatch(/^### 7/m);
    expect(text).toContain('no claim of PS3.15 Annex E is made');
    return;
  }
  const rows = rowsOf(text, '### 7.1', '### 7.2').slice(1);
  expect(rows).toHaveLength(Object.keys(options).length);
  for (const [name, { meaning, code }] of Object.entries(options)) {
    const row = rows.find((cells) => cells[1] === code)!;
    expect(row[0]).toBe(meaning);
    expect(row[2] === 'applied', name).toBe((shown.options as readonly string[]).includes(name));
  }
});

test('has a table for each IOD of radiotherapy', async () => {
  const text = await rtResearch;
  for (const uid of iodTypeSopClasses()) {
    const row = sopClass(uid)!;
    if (row.category === 'radiotherapy') expect(text).toContain(`(${row.iod})\n`);
  }
});

test.each(['rt-research', 'public-release'])('of %s it says what profile explain says, place by place', async (profile) => {
  const [text, explained] = await Promise.all([
    statement('-p', profile, '--iod', 'rt-plan'),
    radonym('profile', 'explain', profile, '--iod', 'rt-plan', '--json'),
  ]);
  const rows = rowsOf(text, '#### 8.1.1', '### 8.2').slice(1);
  const records = recordsOf(explained).filter(({ type, source, action }) => {
    const { table } = source as { table: string };
    return type === 'attribute' && !['value-representation', 'unknown'].includes(table) && !(action === 'inside' && table === 'radonym');
  });
  expect(records.length).toBeGreaterThan(500);
  for (const { tag, requirement, action, when } of records)
    expect(
      rows.some(([own, , , type, deed]) => own === tag && type === requirement && deed === `${action}${when ? ` when ${when}` : ''}`),
      `${tag} ${requirement} ${action}`,
    ).toBe(true);
  const places = rows.map((cells) => Number(/^all (\d+)/.exec(cells[2]!)?.[1] ?? cells[2]!.split('; ').length));
  expect(places.reduce((sum, count) => sum + count, 0)).toBe(records.length);
});

test.each([
  ['(0010,0010)', 'pseudonym', 'RT##########^RT'],
  ['(0010,0020)', 'pseudonym', 'RT##########'],
  ['(0010,0030)', 'empty', 'empty'],
  ['(0008,0018)', 'mapUid', '2.25.#'],
  ['(0008,0030)', 'shiftDate', 'as it is, if it is a time'],
  ['(300A,00B2)', 'pseudonym', 'LINAC-########'],
  ['(0008,0081)', 'remove', 'absent'],
  ['(0008,0106)', 'keep', 'as it is'],
])('rt-research, in an RT Plan: %s %s %s', async (tag, action, value) => {
  const rows = rowsOf(await rtResearch, '#### 8.1.4 RT Plan', '#### 8.1.5').filter((cells) => cells[0] === tag);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows[0]!.slice(4)).toEqual([action, value]);
});

test('every table of attributes has as many rows as it says', async () => {
  const text = await rtResearch;
  const counted = [...text.matchAll(/^\*\*(.*) \((\d+)\)\*\*\n\n((?:\|.*\n)+)/gm)];
  expect(counted.length).toBeGreaterThan(6);
  for (const [, caption, count, lines] of counted) expect(lines!.trim().split('\n').length - 2, caption).toBe(Number(count));
});

test('the HTML says the same and is well formed', async () => {
  const [html, markdown] = await Promise.all([statement('--iod', 'rt-dose', '--format', 'html'), statement('--iod', 'rt-dose')]);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  const links = [...html.matchAll(/ href="#([^"]+)"/g)].map((match) => match[1]);
  expect(links).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  const body = html.slice(html.indexOf('<body>'), html.indexOf('</html>'));
  const open: string[] = [];
  for (const [tag, closes, name, alone] of body.matchAll(/<(\/?)([a-z]\w*)[^<>]*?(\/?)>/g)) {
    if (alone) continue;
    if (closes) expect(open.pop(), tag).toBe(name);
    else open.push(name!);
  }
  expect(open).toEqual([]);
  expect(body.replace(/<\/?[a-z]\w*[^<>]*>/g, '')).not.toMatch(/[<>]/);
  expect([...html.matchAll(/<tr>/g)]).toHaveLength(markdown.split('\n').filter((line) => /^\| (?!---)/.test(line)).length);
  expect(html).not.toMatch(/<script|https?:/);
});

test.each([
  ['rt-pln', /did you mean rt-plan\?/],
  ['nothing-like-it', /it takes .*rt-plan/],
])('--iod %s is a mistake of usage', async (iod, message) => {
  const { code, stdout, stderr } = await radonym('conformance', '--iod', iod);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});
