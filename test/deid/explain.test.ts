/** Explain is held to do: one element, at a place that an IOD lists, goes through the real stage and must meet the fate that explain foretells. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/deid/compile.js';
import { type ExplainedAction, type Explanation, explainedActions, explainIod, explainRules, grouped } from '../../src/deid/explain.js';
import { loadProfile, type ResolvedProfile } from '../../src/deid/profile.js';
import { dictionaryEntry } from '../../src/standard/dictionary.js';
import { type IodNode, iodTypeSopClasses, iodTypes } from '../../src/standard/iod-types.js';
import { sopClass } from '../../src/standard/sop-class.js';
import { type Tag, tagText } from '../../src/standard/tag.js';
import type { VrName } from '../../src/standard/vr.js';
import { element, type Node, sequence, type Value } from '../support/bytes.js';
import { type Found, runStage } from './stage.js';

const shipped = (name: string): string => readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8');
const profiles = ['basic', 'public-release', 'rt-research', 'rt-tps-import', 'rt-vendor-support'];

/** Values that any rule can be carried out on. The text holds the one identifier that the stage's cleaner knows. */
const samples: { readonly [name in VrName]?: Value } = {
  AS: '045Y', AT: 0x300a00c2, DA: '20200115', DS: '1.5', DT: '20200115101500', FD: 1.5, FL: 1.5, IS: '7', OB: new Uint8Array([1, 2]),
  OD: new Float64Array([1]), OF: new Float32Array([1]), OL: new Uint32Array([1]), OV: new BigUint64Array([1n]), OW: new Uint16Array([1]),
  SL: 1, SS: 1, SV: 1n, TM: '101500', UI: '1.2.3.4', UL: 1, US: 1, UV: 1n, UN: new Uint8Array([1, 2]),
}; // biome-ignore format: a table is easier to read dense

const timezoneOffset = 0x00080201;

function vrOf(tag: Tag): VrName {
  return dictionaryEntry(tag)?.vrs.at(-1) ?? 'UN';
}

interface Done {
  readonly before: Found;
  readonly after: Found | undefined;
  readonly hasItems: boolean;
}

/** @param text of the sample where its VR is text */
function run(profile: ResolvedProfile, types: IodNode, path: readonly Tag[], text: string): Done {
  const leaf = path.at(-1)!;
  const vr = vrOf(leaf);
  const make = (): Node => {
    let node: Node =
      vr === 'SQ'
        ? sequence(leaf, [[element(0x00081155, 'UI', '1.2.3')]])
        : element(leaf, vr, leaf === timezoneOffset ? '+0100' : (samples[vr] ?? text));
    for (const tag of path.slice(0, -1).reverse()) node = sequence(tag, [[node]]);
    return node;
  };
  const at = path.map((tag, depth) => tagText(tag) + (depth < path.length - 1 ? '[1]' : '')).join('.');
  const before = runStage([make()], { profile: { basis: 'none' } }).elements.get(at)!;
  const { elements } = runStage([make()], { profile, types });
  return { before, after: elements.get(at), hasItems: elements.has(`${at}[1]`) };
}

const trimmed = (found: Found): string => found.text.replace(/[\0 ]+$/, '');

/** Whether what was done is what the word says. */
function agrees(action: ExplainedAction, one: Explanation, { before, after, hasItems }: Done): boolean {
  if (action === 'remove') return after === undefined;
  if (after === undefined) return false;
  const [was, is] = [trimmed(before), trimmed(after)];
  const isSequence = before.vr === 'SQ';
  switch (action) {
    case 'empty':
      return is === '' && !hasItems;
    case 'dummy':
      if (isSequence) return hasItems;
      // A binary dummy is zeros.
      return typeof samples[before.vr as VrName] === 'string' || samples[before.vr as VrName] === undefined
        ? is !== '' && is !== was
        : after.text !== '';
    case 'inside':
      return isSequence && hasItems;
    case 'keep':
      return is === was;
    case 'clean':
    case 'search':
      return !is.includes('DOE') && is.includes('Left');
    case 'pseudonym':
      return /^(T23456789BC|[A-Z]+-\w{8,})$/.test(is);
    case 'mapUid':
      return is.startsWith('2.25.');
    case 'shiftDate':
      return before.vr === 'TM' || before.vr === 'SH' ? is === was : is.startsWith('20200101');
    case 'age':
      return is === '045Y';
    case 'replace':
      return is === one.value;
    case 'state':
      return is !== was || before.vr === 'SQ';
    case 'byType':
      return false;
    default:
      return action satisfies never;
  }
}

describe.each(profiles)('%s does what explain says', (name) => {
  const profile = loadProfile(name, shipped);
  const rules = compileRules(profile);
  const iods = iodTypeSopClasses().map((uid) => ({ uid, types: iodTypes(uid)! }));
  const explained = new Map<string, readonly Explanation[]>();
  const explanationsOf = (uid: string, types: IodNode): readonly Explanation[] => {
    const known = explained.get(uid) ?? explainIod(rules, types, uid);
    explained.set(uid, known);
    return known;
  };
  const place = fc.tuple(fc.constantFrom(...iods), fc.nat(), fc.constantFrom(...explainedActions)).map(([{ uid, types }, at, action]) => {
    // What a condition on the file or the value decides is in the rows below.
    const all = explanationsOf(uid, types).filter(({ when }) => when === undefined);
    const same = all.filter((one) => one.action === action);
    return { types, one: (same.length > 0 ? same : all)[at % (same.length || all.length)]! };
  });

  test('at places of all IODs', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(place, ({ types, one }) => {
        // A coded string with an identifier in it goes: nobody cuts codes. Text without one stays.
        const codes = ['AE', 'CS', 'UR'].includes(vrOf(one.path.at(-1)!));
        const isText = one.action === 'clean' || one.action === 'search';
        const done = run(profile, types, one.path, codes ? 'Left' : isText && rules.cleansText ? 'Left DOE' : 'Left');
        expect(agrees(one.action, one, done), `${one.action} ${one.path.map(tagText).join(' ')} ${JSON.stringify(done.after?.text)}`).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('grouping', () => {
  const rules = compileRules(loadProfile('rt-research', shipped));
  const all = explainIod(rules, iodTypes(iodTypeSopClasses()[0]!)!, iodTypeSopClasses()[0]!);

  test('loses no place and invents none', () => {
    const tags = new Set(all.map(({ path }) => path.at(-1)!));
    const listed = grouped(all).flatMap(({ attributes }) => attributes.map(({ tag }) => tag));
    expect(new Set(listed)).toEqual(tags);
  });
  test('names places only of attributes that fare differently elsewhere', () => {
    for (const { attributes } of grouped(all)) {
      for (const { tag, paths } of attributes) {
        const fates = new Set(all.filter(({ path }) => path.at(-1) === tag).map(({ action, source }) => JSON.stringify([action, source])));
        expect(paths === undefined).toBe(fates.size === 1);
      }
    }
  });
});

test('without an IOD, compound codes are left to the Type, and every attribute has a row or a rule', () => {
  const all = explainRules(compileRules(loadProfile('basic', shipped)));
  expect(all.find(({ keyword }) => keyword === 'TreatmentMachineName')).toMatchObject({ action: 'byType', code: 'X/Z' });
  expect(all.find(({ keyword }) => keyword === 'RTPlanLabel')).toMatchObject({ action: 'dummy' });
  expect(all.every(({ source }) => source.table !== 'value-representation')).toBe(true);
  expect(all.length).toBeGreaterThan(900);
});

test('rules with conditions stand before what holds otherwise, in the IODs and sequences that they name', () => {
  const text = `name: m
extends: rt-research
rules:
  - { attribute: BeamSequence > BeamName, action: empty, iod: [rt-plan], reason: by path }
  - { attribute: RTPlanLabel, action: remove, when: [{ matches: "^TEST" }] }
`;
  const rules = compileRules(loadProfile('m', (name) => (name === 'm' ? text : shipped(name))));
  const fates = (iod: string, keyword: string) => {
    const uid = iodTypeSopClasses().find((known) => sopClass(known)?.iod === iod)!;
    const all = explainIod(rules, iodTypes(uid)!, uid).filter((one) => one.keyword === keyword);
    return all.map(({ path, action, when }) => [path.length, action, when]);
  };
  expect(fates('rt-plan', 'BeamName')).toEqual([[2, 'empty', undefined]]);
  expect(fates('rt-ion-plan', 'BeamName').every(([, action]) => action === 'clean')).toBe(true);
  expect(explainRules(rules).find(({ keyword }) => keyword === 'BeamName')?.when).toBe('inside BeamSequence and in rt-plan');
  expect(fates('rt-plan', 'RTPlanLabel')).toEqual([
    [1, 'dummy', 'the value matches ^TEST'],
    [1, 'clean', undefined],
  ]);
});
