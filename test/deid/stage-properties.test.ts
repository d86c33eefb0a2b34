/** What must hold for any data set: chunking does not matter, no identifier survives, outputs stay in order, a second run gives the same bytes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextCleaner } from '../../src/deid/text-cleaner.js';
import type { OptionName } from '../../src/standard/confidentiality.js';
import { element, encode, item, type Node, sequence } from '../support/bytes.js';
import { labels, vocabulary } from '../support/words.js';
import { pseudonyms, runStage } from './stage.js';

const name = 'WINTERBOTTOM';
const uid = '1.2.826.0.1.3680043.77.1';
const terms = { names: [`${name}^ADA`], ids: ['MRN7731922'], dates: ['19511103'], places: ['ST ELSEWHERE'], devices: [] };
const cleaner = createTextCleaner(terms, { mapUid: pseudonyms.uid, vocabulary, labels });

/** Attributes of every kind of treatment, each holding an identifier where its VR can. */
const leaves: readonly Node[] = [
  element(0x00080018, 'UI', uid),
  element(0x00080080, 'LO', 'ST ELSEWHERE'),
  element(0x00080090, 'PN', `${name}^ADA`),
  element(0x00081030, 'LO', `Plan for ${name}`),
  element(0x00081155, 'UI', `${uid}\\${uid}`),
  element(0x00100030, 'DA', '19511103'),
  element(0x00100040, 'CS', 'F'),
  element(0x00181000, 'LO', 'MRN7731922'),
  element(0x00200052, 'UI', uid),
  element(0x00290010, 'LO', name),
  element(0x00291001, 'LO', name),
  element(0x00324000, 'LT', `${name} `.repeat(70)),
  element(0x300a00c0, 'IS', '1'),
  element(0x300a00c2, 'LO', `1 AP ${name}`),
  element(0x300a00c6, 'CS', 'PHOTON'),
  element(0x30060050, 'DS', '1.5\\2.25\\-3.75'),
];

/** Three levels at most, private sequences among them. */
function level(depth: number): fc.Arbitrary<readonly Node[]> {
  const items = depth === 0 ? fc.constant([]) : fc.array(level(depth - 1), { maxLength: 2 });
  return fc.tuple(fc.subarray([...leaves]), items, items).map(([own, beams, unknown]) =>
    [
      ...own,
      ...(beams.length === 0
        ? []
        : [
            sequence(
              0x300a00b0,
              beams.map((nodes) => item(nodes)),
            ),
          ]),
      ...(unknown.length === 0
        ? []
        : [
            sequence(
              0x00291002,
              unknown.map((nodes) => item(nodes)),
            ),
          ]),
    ].sort((a, b) => ('tag' in a && 'tag' in b ? a.tag - b.tag : 0)),
  );
}
/** A value longer than a token may hold, at the root. */
const long = element(0x00402400, 'LT', `${name} `.repeat(6000));
const dataSet = fc
  .tuple(level(3), fc.boolean())
  .map(([nodes, isLong]) => (isLong ? [...nodes, long] : [...nodes]).sort((a, b) => ('tag' in a && 'tag' in b ? a.tag - b.tag : 0)));

const options = fc.subarray<OptionName>([
  'cleanDescriptors',
  'cleanGraphics',
  'cleanStructuredContent',
  'retainLongitudinalTemporalModifiedDates',
  'retainPatientCharacteristics',
  'retainSafePrivate',
]);

test('no identifier survives, whatever the nesting, options and chunks; the bytes depend on none of the chunks', () => {
  fc.assert(
    fc.property(dataSet, options, fc.integer({ min: 13, max: 4000 }), (nodes, on, chunk) => {
      // Explicit VR cannot hold the long text: implicit for all.
      const bytes = encode(nodes, { explicit: false, bigEndian: false });
      const setting = { profile: { options: on }, cleaner, encoding: { explicit: false, bigEndian: false } } as const;
      const { bytes: whole } = runStage(bytes, setting);
      const text = Buffer.from(whole).toString('latin1');
      for (const identifier of [name, uid, 'MRN7731922', '19511103', 'ELSEWHERE']) expect(text).not.toContain(identifier);
      expect(Buffer.compare(whole, runStage(bytes, { ...setting, chunk }).bytes)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('numbers leave byte for byte, as often as they came', () => {
  const numbers = element(0x30060050, 'DS', '1.5\\2.250\\-3.75e0');
  const count = (bytes: Uint8Array): number => Buffer.from(bytes).toString('latin1').split('1.5\\2.250\\-3.75e0').length - 1;
  fc.assert(
    fc.property(
      fc.array(fc.subarray([...leaves.filter((leaf) => 'tag' in leaf && leaf.tag !== numbers.tag)]), { maxLength: 5 }),
      (items) => {
        const contours = items.map((nodes) => item([...nodes, numbers].sort((a, b) => ('tag' in a && 'tag' in b ? a.tag - b.tag : 0))));
        expect(count(runStage([sequence(0x30060039, contours)], { cleaner }).bytes)).toBe(items.length);
      },
    ),
    { numRuns: 40 },
  );
});
