/** Of the conformance statement: what PS3.15 E.1.3 asks a de-identifier to say, attribute by attribute, from the compiled rules of the profile. */
import { version } from '../base/version.js';
import type { CompiledRules } from '../deid/compile.js';
import { type ExplainedAction, type Explanation, explainRules } from '../deid/explain.js';
import { explainPrivates, privateCounts } from '../deid/explain-private.js';
import type { ResolvedProfile } from '../deid/profile.js';
import { provenanceOf, provenanceTags } from '../deid/provenance.js';
import type { Block, Section } from '../report/document.js';
import { pixelConditions, pixelDeed } from '../report/pixel-rule-text.js';
import { type OptionName, options } from '../standard/confidentiality.js';
import { dictionaryEntry, keywordOf } from '../standard/dictionary.js';
import { edition } from '../standard/edition.js';
import { tagText } from '../standard/tag.js';
import { asciiText } from '../wire/value.js';
import { integrity, replacements, restrictions, returning } from './conformance-promises.js';
import { valueAfter } from './conformance-values.js';

export function security(profile: ResolvedProfile, rules: CompiledRules): readonly Section[] {
  if (profile.basis === 'none')
    return [section('7', 'Security', { text: 'This profile de-identifies nothing: no claim of PS3.15 Annex E is made.' })];
  // Of these all go, whoever they are: they are no part of a Data Set.
  const all = explainRules(rules).filter(({ path }) => path.at(-1)! >>> 16 >= 0x0008);
  const table = (caption: string, ...actions: readonly ExplainedAction[]): Block => attributeTable(caption, profile, all, actions);
  return [
    section('7', 'Security', {
      text: 'Access is what the operating system grants. What identifies stands in the private state alone (folders of mode 0700, files of mode 0600), which can be sealed with a passphrase (AES-256-GCM, scrypt).',
    }),
    section('7.1', 'De-identification: profile and options', optionTable(profile), {
      text: `Basic Application Level Confidentiality Profile, PS3.15 ${edition} Table E.1-1, further attributes by radonym and by the profile. Attributes that the Standard may yet define are removed: the Data Dictionary of ${edition} does not have them.`,
    }),
    section(
      '7.2',
      'Attributes removed',
      {
        text: 'Elements of groups 0000, 0002, 0004 and 0006 in a Data Set, group lengths and attributes that the Data Dictionary lacks go as well. Where the Type in an IOD asks for it, an attribute of the first table is emptied or replaced by a dummy instead: 8.1 says where.',
      },
      table('Removed', 'remove'),
      table('Removed, emptied or replaced, as the Type in the IOD allows', 'byType'),
    ),
    section(
      '7.3',
      'Attributes emptied or replaced, and how dummies are made',
      { list: replacements(profile) },
      table('Emptied, or replaced by a dummy where their Type is 1', 'empty'),
      table('Replaced by a dummy', 'dummy'),
      table('Replaced by a pseudonym, a mapped UID, a moved date or a given value', 'pseudonym', 'mapUid', 'shiftDate', 'age', 'replace'),
    ),
    section('7.4', 'Attributes cleaned or searched', ...cleaned(profile, table)),
    section('7.5', 'Attributes inserted', insertedTable(rules), {
      list: [
        'They replace what stood there; codes of an earlier de-identification stay in front.',
        ...(profile.options.includes('cleanPixelData')
          ? [
              'Where pixels were cleaned: Burned In Annotation (0028,0301) is NO, the code 113101 and a value of De-identification Method are added.',
            ]
          : []),
        'Images of a head by CT, MR or PET in which Recognizable Visual Features (0028,0302) is absent or empty: it becomes YES.',
      ],
    }),
    section('7.6', 'Private attributes', ...privateBlocks(rules, profile)),
    section('7.7', 'Scope of referential integrity', { list: integrity(profile) }),
    section('7.8', 'Encrypted attributes and re-identification', { list: returning }),
    section('7.9', 'Restrictions', { list: restrictions(profile) }, ...pixelTable(profile)),
  ];
}

const section = (number: string, title: string, ...blocks: readonly Block[]): Section => ({ number, title, blocks });

function optionTable({ options: chosen }: ResolvedProfile): Block {
  return {
    caption: 'Options of PS3.15 E.3',
    head: ['option', 'code (DCM)', 'by this profile'],
    rows: (Object.keys(options) as OptionName[]).map((name) => {
      const word = name === 'cleanRecognizableVisualFeatures' ? 'no profile can have it' : 'not applied';
      return [options[name].meaning, options[name].code, chosen.includes(name) ? 'applied' : word];
    }),
  };
}

/** The row or the profile that decided. */
function authority({ source, when }: Explanation): string {
  const { table, profile, option, reason } = source;
  const who = table === 'profile' ? `profile ${profile}` : table === 'radonym' ? 'radonym' : `Table ${table}`;
  return [who, ...(option ? [`option ${option}`] : []), ...(when ? [`when ${when}`] : []), ...(reason ? [reason] : [])].join('; ');
}

/** Without a column for the value where all rows have the same. */
function attributeTable(
  caption: string,
  profile: ResolvedProfile,
  all: readonly Explanation[],
  actions: readonly ExplainedAction[],
): Block {
  const told = all.filter(({ action }) => actions.includes(action)).map((one) => ({ one, value: valueAfter(one, profile) }));
  const differ = new Set(told.map(({ value }) => value)).size > 1;
  return {
    caption: `${caption} (${told.length})`,
    head: ['tag', 'attribute', 'VR', 'code', ...(differ ? ['our value'] : []), 'by'],
    rows: told.map(({ one, value }) => {
      const tag = one.path.at(-1)!;
      const vrs = dictionaryEntry(tag)?.vrs.join(' or ') ?? '';
      return [one.tag, keywordOf(tag) ?? '', vrs, one.source.code ?? '', ...(differ ? [value] : []), authority(one)];
    }),
  };
}

function cleaned({ text }: ResolvedProfile, table: (caption: string, ...actions: readonly ExplainedAction[]) => Block): readonly Block[] {
  const strict = text.level === 'strict' ? ' Of words beyond the vocabulary none stays.' : '';
  return [
    {
      text: `What identifies the patient, staff or site is cut out of a cleaned text: what the patient’s files themselves say of him, names behind titles, dates, contacts and long numbers; UIDs are mapped. Names of structures, plans and beams are cleaned as names and stay different from each other.${strict} Any other text is searched, and goes or is cleaned where an identifier of the patient is found in it.`,
    },
    table('Cleaned', 'clean'),
    table('Kept by a rule, unless an identifier is found', 'search'),
    table('Kept by a rule', 'keep'),
  ];
}

function insertedTable(rules: CompiledRules): Block {
  const { values, codes } = provenanceOf(rules, version);
  const text = (bytes: Uint8Array): string => asciiText(bytes, 0, bytes.length).trimEnd();
  const codeList = codes.map(({ codeValue, codeMeaning }) => `${text(codeValue)} ${text(codeMeaning)}`).join('; ');
  return {
    caption: 'In the root Data Set of every output',
    head: ['tag', 'attribute', 'our value'],
    rows: provenanceTags.map((tag) => {
      const value = values.get(tag);
      return [tagText(tag), keywordOf(tag) ?? '', value ? text(value.bytes).replaceAll('\\', ' \\ ') : codeList];
    }),
  };
}

function privateBlocks(rules: CompiledRules, { privateKeep }: ResolvedProfile): readonly Block[] {
  const counts = privateCounts(explainPrivates(rules));
  if (counts.length === 0) return [{ text: 'No private attribute stays.' }];
  const lists = privateKeep.length === 0 ? '' : ` (lists: ${privateKeep.join(', ')})`;
  return [
    {
      text: `A private attribute stays only where a list or a rule names its creator and element${lists}; its block keeps the creator. All others go.`,
    },
    {
      caption: 'Private elements that stay, by creator; `radonym profile explain --json` lists them one by one',
      head: ['creator', 'kept', 'changed'],
      rows: counts.map(({ creator, kept, changed }) => [creator, String(kept), String(changed)]),
    },
  ];
}

function pixelTable({ pixels }: ResolvedProfile): readonly Block[] {
  if (pixels.length === 0) return [];
  return [
    {
      caption: 'Images of which the profile says what is burned in; the last row that holds decides',
      head: ['images', 'what is done', 'why'],
      rows: pixels.map((rule) => [pixelConditions(rule).join(' and ') || 'all', pixelDeed(rule), rule.reason ?? '']),
    },
  ];
}
