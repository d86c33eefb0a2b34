import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tagOfKeyword } from '../../src/standard/dictionary.js';
import { type IodNode, iodTypeSopClasses, iodTypes, type Requirement } from '../../src/standard/iod-types.js';
import { type Tag, tag, tagText } from '../../src/standard/tag.js';

const input = <Shape>(name: string): Shape => JSON.parse(readFileSync(`scripts/inputs/${name}`, 'utf8')) as Shape;
const { iods } = input<{ readonly iods: { readonly [iod: string]: { readonly sop: readonly (readonly [string, string])[] } } }>(
  'iod-types.json',
);
const root = (iod: string): IodNode | undefined => iodTypes(iods[iod]?.sop[0]?.[0] ?? '');

/** `30060020.30060026`, x as 0. */
function requirementAt(iod: string, path: string): Requirement | undefined {
  const tags = path.split('.').map((text) => tag(Number.parseInt(text.replaceAll('x', '0'), 16)));
  let level = root(iod);
  for (const sequence of tags.slice(0, -1)) level = level?.child(sequence);
  return level?.requirement(tags.at(-1)!);
}

const at = (iod: string, ...keywords: string[]): Requirement | undefined =>
  requirementAt(iod, keywords.map((keyword) => tagText(tagOfKeyword(keyword)!).replace(/[(),]/g, '')).join('.'));

describe('IOD types', () => {
  test('42 IODs, each storage SOP Class of theirs', () => {
    expect(Object.keys(iods)).toHaveLength(42);
    expect(iodTypeSopClasses()).toHaveLength(Object.values(iods).flatMap(({ sop }) => sop).length);
    expect(iodTypes('1.2.840.10008.5.1.4.1.1.88.11')).toBeUndefined();
    expect(iodTypes('')).toBeUndefined();
  });

  test('agree with the derived list of conditional types at every path', () => {
    const { iods: expected } = input<{
      readonly iods: { readonly [iod: string]: { readonly [path: string]: readonly [Requirement, string, string] } };
    }>('conditional-types.json');
    const rows = Object.entries(expected).flatMap(([iod, paths]) =>
      Object.entries(paths).map(([path, [type]]) => [iod, path, type] as const),
    );
    expect(rows).toHaveLength(2335);
    expect(rows.filter(([iod, path, type]) => requirementAt(iod, path) !== type)).toEqual([]);
  });

  test('have the Types that a literal reading of Table E.1-1 would break', () => {
    const { rows } = input<{ readonly rows: readonly (readonly [string, string, string, Requirement, readonly string[]])[] }>(
      'type-conflicts.json',
    );
    expect(rows).toHaveLength(20);
    for (const [, keyword, , type, places] of rows)
      for (const place of places) {
        const [iod = '', path = ''] = place.split(':');
        expect([keyword, place, requirementAt(iod, path)]).toEqual([keyword, place, type]);
      }
  });

  test.each([
    ['rt-structure-set', ['StructureSetLabel'], '1'],
    ['rt-structure-set', ['StructureSetROISequence', 'ROIName'], '2'],
    ['rt-plan', ['RTPlanLabel'], '1'],
    ['rt-plan', ['RTPlanDate'], '2'],
    ['rt-plan', ['BeamSequence', 'BeamName'], '3'],
    ['rt-ion-plan', ['IonBeamSequence', 'BeamName'], '1'],
    ['rt-image', ['RTImageLabel'], '1'],
    ['rt-plan', ['PatientID'], '2'],
    ['rt-plan', ['FrameOfReferenceUID'], '1'],
    ['rt-plan', ['BeamSequence', 'ROIName'], undefined],
    ['rt-plan', ['RTPlanLabel', 'RTPlanLabel'], undefined],
  ] as const)('%s: %s is Type %s', (iod, keywords, type) => {
    expect(at(iod, ...keywords)).toBe(type);
  });

  test('an overlay attribute has its Type in every overlay group, not in an odd one', () => {
    expect(root('ct-image')?.requirement(tag(0x601e3000))).toBe('1');
    expect(root('ct-image')?.requirement(tag(0x60013000))).toBeUndefined();
  });

  test('what a level requires: Type 1 and 2, in tag order, of mandatory modules at the root', () => {
    const required = root('rt-plan')!.required();
    const tags = required.map(([one]) => one);
    expect(tags).toEqual([...tags].sort((a, b) => a - b));
    expect(required).toContainEqual([tagOfKeyword('RTPlanLabel'), '1']);
    expect(required).toContainEqual([tagOfKeyword('PatientName'), '2']);
    expect(tags).not.toContain(tagOfKeyword('FrameOfReferenceUID'));
    const item = root('rt-structure-set')!.child(tagOfKeyword('StructureSetROISequence')!)!;
    expect(item.required()).toContainEqual([tagOfKeyword('ROINumber'), '1']);
  });

  test('recursive tables unfold as deep as someone looks, each level once', () => {
    const deepest = Object.keys(iods).map((iod) => depth(root(iod)!, 0));
    expect(Math.max(...deepest)).toBe(limit);
    const beams = tagOfKeyword('BeamSequence')!;
    expect(root('rt-plan')?.child(beams)).toBe(root('rt-plan')?.child(beams));
  });
});

const limit = 12;

/** Follows one branch of every level, always the last sequence that has items. */
function depth(level: IodNode, reached: number): number {
  if (reached === limit) return reached;
  const sequences = ['ContentSequence', 'ConceptCodeSequence', 'ConceptNameCodeSequence', 'EquivalentCodeSequence', 'ModifierCodeSequence']
    .map((keyword) => tagOfKeyword(keyword) as Tag)
    .concat([tag(0x00400440), tag(0x00400441), tag(0x0040a043), tag(0x00080096), tag(0x00400275), tag(0x00400008), tag(0x00080121)]);
  const next = sequences.map((one) => level.child(one)).filter((one) => one !== undefined);
  return Math.max(reached, ...next.slice(0, 2).map((one) => depth(one, reached + 1)));
}
