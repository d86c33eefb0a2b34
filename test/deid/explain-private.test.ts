/** Which private elements a profile is said to keep, and that the stage keeps those. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileRules } from '../../src/deid/compile.js';
import { explainPrivates, privateCounts } from '../../src/deid/explain-private.js';
import { loadProfile } from '../../src/deid/profile.js';
import { type VrName, vr } from '../../src/standard/vr.js';
import { element, type Node, sequence } from '../support/bytes.js';
import { runStage } from './stage.js';

const shipped = (name: string): string => readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8');
const profileOf = (name: string, text?: string) => loadProfile(name, (asked) => (asked === name && text ? text : shipped(asked)));
const explained = (name: string, text?: string) => explainPrivates(compileRules(profileOf(name, text)));

test.each(['basic', 'rt-tps-import', 'transcode-only'])('%s lists none', (name) => {
  expect(explained(name)).toEqual([]);
});

test.each([
  ['public-release', { 'Philips PET Private Group': '2 0', IMPAC: undefined }],
  ['rt-research', { 'Philips PET Private Group': '2 0', 'Varian Medical Systems VISION 3253': '0 3', NUCLETRON: undefined }],
  ['rt-vendor-support', { NUCLETRON: '0 1', 'ELEKTA GAMMAPLAN': '8 0', 'RAYSEARCHLABS 2.0': '42 8' }],
] as const)('%s: kept and changed by creator', (name, expected) => {
  const counts = Object.fromEntries(privateCounts(explained(name)).map(({ creator, kept, changed }) => [creator, `${kept} ${changed}`]));
  expect(counts).toMatchObject(Object.fromEntries(Object.entries(expected).filter(([, count]) => count !== undefined)));
  for (const [creator, count] of Object.entries(expected)) expect(counts[creator], creator).toBe(count);
});

test('what rules of a profile name is listed, blocks and conditions too', () => {
  const text = `name: ours
extends: rt-research
rules:
  - { attribute: '(0011,"OURS",*)', action: keep, reason: looked at }
  - { attribute: '(0011,"OURS",05)', action: remove }
  - { attribute: '(0011,"OURS",06)', vr: LO, action: clean }
  - { attribute: '(0011,"OURS",07)', vr: LO, when: { equals: A }, action: replace(B) }
  - { attribute: '(3243,"Varian Medical Systems VISION 3243",09)', action: remove }
`;
  const all = explained('ours', text);
  expect(all.filter(({ creator }) => creator === 'OURS')).toMatchObject([
    { tag: '(0011,"OURS",06)', action: 'clean' },
    { tag: '(0011,"OURS",07)', action: 'replace', when: 'the value is A' },
    { tag: '(0011,"OURS",07)', action: 'search' },
    { tag: '(0011,"OURS",*)', action: 'search', source: { table: 'profile', reason: 'looked at' } },
  ]);
  expect(all.some(({ tag }) => tag.startsWith('(3243,') && tag.endsWith(',09)'))).toBe(false);
});

const values: { readonly [name in VrName]?: string | Uint8Array } = {
  DT: '20200102',
  DA: '20200102',
  TM: '10',
  UI: '1.2.3',
  DS: '1',
  IS: '1',
};

test.each(['rt-vendor-support', 'rt-research', 'public-release'])(
  '%s: the stage leaves all that is said to stay, and nothing else',
  (name) => {
    const profile = profileOf(name);
    const staying = new Set(explained(name).map(({ tag }) => tag));
    const support = explained('rt-vendor-support').filter(({ vr: known }) => known !== 'PN');
    for (const { group, creator, tag, vr: stated = 'UN', action } of support) {
      const known = stated as VrName;
      // The schema of interface data needs all three elements: plan-interface.test.ts.
      if (creator.endsWith('3253')) continue;
      const low = Number.parseInt(tag.slice(-3), 16);
      const at = group * 0x10000 + 0x1000 + low;
      const value = values[known] ?? (vr[known].kind === 'binary' ? new Uint8Array(8) : 'AP');
      const node: Node = known === 'SQ' ? sequence(at, []) : element(at, known, value as string);
      const { paths } = runStage([element(group * 0x10000 + 0x10, 'LO', creator), node], { profile });
      expect(paths.length > 0 && paths.some((path) => path.endsWith(`,10${tag.slice(-3)}`)), `${tag} ${action}`).toBe(staying.has(tag));
    }
  },
);
