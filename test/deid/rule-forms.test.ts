/** Rules of a profile, from their text to the bytes of an output: each form of naming, each condition, what wins, at any depth. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/deid/compile.js';
import { loadProfile, type ProfileRule } from '../../src/deid/profile.js';
import { confidentialityRows, forgottenRows } from '../../src/standard/confidentiality.js';
import { dictionaryVr, isAmbiguous } from '../../src/standard/dictionary.js';
import { type Tag, tag } from '../../src/standard/tag.js';
import { vr } from '../../src/standard/vr.js';
import { implicitLittle } from '../../src/wire/token.js';
import { concat, element, item, type Node, sequence } from '../support/bytes.js';
import { plainProfile, pseudonyms, rulesOf, runStage, type StageOptions } from './stage.js';

/** A profile of these rules (flow mappings), last wins. */
const rules = (...texts: readonly string[]) => loadOf('', texts);
const loadOf = (head: string, texts: readonly string[]) =>
  loadProfile('m', () => `name: m\nbasis: basic\n${head}rules:\n${texts.map((text) => `  - ${text}\n`).join('')}`);
const run = (nodes: readonly Node[], texts: readonly string[], options: StageOptions = {}) =>
  runStage(nodes, { ...options, profile: { ...rules(...texts) } });

const beamName = element(0x300a00c2, 'LO', 'AP DOE');
const planLabel = element(0x300a0002, 'SH', 'BREAST');
const beam = (...nodes: readonly Node[]): Node => sequence(0x300a00b0, [item(nodes)]);
const rtPlan = '1.2.840.10008.5.1.4.1.1.481.5';
const ctImage = '1.2.840.10008.5.1.4.1.1.2';

describe('a rule by VR alone passes over what always stays', () => {
  const pixels = element(0x7fe00010, 'OW', Uint16Array.of(1, 2));
  const nodes = [
    element(0x00200011, 'IS', '7'),
    element(0x3004000e, 'DS', '1E-3'),
    beam(element(0x300a0086, 'DS', '1.50'), element(0x300a00c0, 'IS', '1'), element(0x300a00c4, 'CS', 'STATIC')),
    pixels,
  ];
  test.each(['remove', 'empty', 'dummy', 'replace(9)'])('%s', (action) => {
    const binary = action === 'replace(9)' ? [] : [`{ vr: [OW, OB, SQ], action: '${action}' }`];
    const { text, paths } = run(nodes, [`{ vr: [DS, IS, CS], action: '${action}' }`, ...binary]);
    expect(text('(3004,000E)')).toBe('1E-3');
    expect(text('(300A,00B0)[1].(300A,00C0)')).toBe('1 ');
    expect(text('(300A,00B0)[1].(300A,00C4)')).toBe('STATIC');
    expect(text('(300A,00B0)[1].(300A,0086)')).toBe('1.50');
    expect(paths).toContain('(7FE0,0010)');
    expect(text('(0020,0011)')).not.toBe('7');
  });
});

describe('a rule names', () => {
  test.each([
    ['by keyword', '{ attribute: BeamName, action: keep }'],
    ['by tag', "{ attribute: '300A,00C2', action: keep }"],
    ['by tag in parentheses', "{ attribute: '(300a,00c2)', action: keep }"],
    ['by tag without comma', '{ attribute: 300A00C2, action: keep }'],
    ['by VR', '{ vr: LO, action: keep }'],
    ['by VR among others', '{ vr: [SH, LO], action: keep }'],
    ['by VR and keyword', '{ attribute: BeamName, vr: [LO], action: keep }'],
    ['by the sequence around', '{ attribute: BeamSequence > BeamName, action: keep }'],
    ['by the sequence around, as tags', "{ attribute: '(300A,00B0) > 300A00C2', action: keep }"],
    ['by IOD', '{ attribute: BeamName, iod: [rt-dose, rt-plan], action: keep }'],
    ['by SOP Class', '{ attribute: BeamName, iod: RTPlanStorage, action: keep }'],
    ['by group of SOP Classes', '{ attribute: BeamName, iod: radiotherapy, action: keep }'],
    ['by Modality', '{ attribute: BeamName, modality: [CT, RTPLAN], action: keep }'],
    ['by VR and IOD', '{ vr: [LO], iod: [rt-plan], action: keep }'],
    ['by its value', '{ attribute: BeamName, when: { equals: AP DOE }, action: keep }'],
    ['by an expression', "{ attribute: BeamName, when: { matches: '^AP' }, action: keep }"],
    ['by an attribute of the head', '{ attribute: BeamName, when: { attribute: Manufacturer, equals: MAKER }, action: keep }'],
    [
      'by all conditions at once',
      "{ attribute: BeamSequence > BeamName, vr: LO, iod: rt-plan, modality: RTPLAN, when: [{ attribute: Manufacturer, matches: '(?i)^maker$' }, { matches: DOE }], action: keep }",
    ],
  ])('%s', (_, text) => {
    const options: StageOptions = { head: { sopClassUid: rtPlan, modality: 'RTPLAN', manufacturer: 'MAKER' } };
    expect(run([beam(beamName)], [text], options).text('(300A,00B0)[1].(300A,00C2)')).toBe('AP DOE');
    expect(run([beam(beamName)], ['{ attribute: BeamNumber, action: keep }'], options).text('(300A,00B0)[1].(300A,00C2)')).not.toBe(
      'AP DOE',
    );
  });
  test.each([
    ['another VR', '{ vr: [SH, LT], action: keep }'],
    ['another sequence', '{ attribute: IonBeamSequence > BeamName, action: keep }'],
    ['a sequence further out', '{ attribute: FractionGroupSequence > BeamSequence > BeamName, action: keep }'],
    ['another IOD', '{ attribute: BeamName, iod: [rt-ion-plan, images], action: keep }'],
    ['another Modality', '{ attribute: BeamName, modality: CT, action: keep }'],
    ['another value', '{ attribute: BeamName, when: { equals: AP }, action: keep }'],
    ['an expression without a match', "{ attribute: BeamName, when: { matches: '^DOE' }, action: keep }"],
    ['another value in the head', '{ attribute: BeamName, when: { attribute: Manufacturer, equals: OTHER }, action: keep }'],
    ['a head that lacks the attribute', "{ attribute: BeamName, when: { attribute: StationName, matches: '.' }, action: keep }"],
  ])('not %s', (_, text) => {
    const options: StageOptions = { head: { sopClassUid: rtPlan, modality: 'RTPLAN', manufacturer: 'MAKER' } };
    expect(run([beam(beamName)], [text], options).text('(300A,00B0)[1].(300A,00C2)')).not.toBe('AP DOE');
  });
});

describe('a path', () => {
  const sopInstance = element(0x00081155, 'UI', '1.2.3.4');
  const planReference = sequence(0x300c0002, [item([sopInstance])]);
  test('holds at any depth, for the sequences right around only', () => {
    const sorted = [beam(planReference), planReference];
    const kept = run(sorted, ['{ attribute: ReferencedRTPlanSequence > ReferencedSOPInstanceUID, action: keep }']);
    expect(kept.text('(300C,0002)[1].(0008,1155)')).toBe('1.2.3.4\0');
    expect(kept.text('(300A,00B0)[1].(300C,0002)[1].(0008,1155)')).toBe('1.2.3.4\0');
    const inner = run(sorted, ['{ attribute: BeamSequence > ReferencedRTPlanSequence > ReferencedSOPInstanceUID, action: keep }']);
    expect(inner.text('(300C,0002)[1].(0008,1155)')?.replace(/\0$/, '')).toBe(pseudonyms.uid('1.2.3.4'));
    expect(inner.text('(300A,00B0)[1].(300C,0002)[1].(0008,1155)')).toBe('1.2.3.4\0');
  });
  test('takes a sequence away at one place and leaves it at another', () => {
    const instances = sequence(0x0008114a, [item([sopInstance])]);
    const { paths } = run([instances, beam(instances)], ['{ attribute: BeamSequence > ReferencedInstanceSequence, action: remove }']);
    expect(paths).toContain('(0008,114A)[1].(0008,1155)');
    expect(paths).toContain('(300A,00B0)');
    expect(paths.some((path) => path.startsWith('(300A,00B0)[1].(0008,114A)'))).toBe(false);
  });
  test('is compared item by item, after other sequences have closed', () => {
    const nodes = [
      sequence(0x300a0070, [
        item([sequence(0x300c0004, [item([element(0x300a00c2, 'LO', 'DOE 1')])])]),
        item([element(0x300a00c2, 'LO', 'DOE 2')]),
      ]),
      beam(element(0x300a00c2, 'LO', 'DOE 3')),
    ];
    const { text } = run(nodes, [
      '{ attribute: BeamName, action: empty }',
      '{ attribute: FractionGroupSequence > BeamName, action: keep }',
    ]);
    expect(text('(300A,0070)[1].(300C,0004)[1].(300A,00C2)')).toBe('');
    expect(text('(300A,0070)[2].(300A,00C2)')).toBe('DOE 2 ');
    expect(text('(300A,00B0)[1].(300A,00C2)')).toBe('');
  });
});

describe('the last that holds wins', () => {
  test.each([
    ['over the table', ['{ attribute: RTPlanLabel, action: keep }'], 'BREAST'],
    ['over an earlier rule', ['{ attribute: RTPlanLabel, action: empty }', '{ attribute: RTPlanLabel, action: keep }'], 'BREAST'],
    ['a VR over a keyword', ['{ attribute: RTPlanLabel, action: keep }', '{ vr: SH, action: empty }'], ''],
    ['a keyword over a VR', ['{ vr: SH, action: empty }', '{ attribute: RTPlanLabel, action: keep }'], 'BREAST'],
    [
      'a plain rule over one with a condition',
      ['{ attribute: RTPlanLabel, when: { equals: BREAST }, action: keep }', '{ attribute: RTPlanLabel, action: empty }'],
      '',
    ],
    [
      'a condition that holds over a plain rule',
      ['{ attribute: RTPlanLabel, action: empty }', '{ attribute: RTPlanLabel, when: { equals: BREAST }, action: keep }'],
      'BREAST',
    ],
    [
      'a plain rule where the condition does not hold',
      ['{ attribute: RTPlanLabel, action: empty }', '{ attribute: RTPlanLabel, when: { equals: LUNG }, action: keep }'],
      '',
    ],
    [
      'the last of two that hold',
      [
        '{ attribute: RTPlanLabel, when: { matches: B }, action: keep }',
        '{ attribute: RTPlanLabel, when: { matches: R }, action: replace(X) }',
      ],
      'X ',
    ],
    [
      'an IOD over a value',
      ['{ attribute: RTPlanLabel, when: { equals: BREAST }, action: keep }', '{ attribute: RTPlanLabel, iod: rt-plan, action: empty }'],
      '',
    ],
  ] as const)('%s', (_, texts, left) => {
    expect(run([planLabel], texts, { head: { sopClassUid: rtPlan } }).text('(300A,0002)')).toBe(left);
  });
  test('but what always goes goes', () => {
    const { paths } = run(
      [element(0x04000310, 'OB', Uint8Array.of(1, 2)), element(0x04000510, 'UI', '1.2')],
      ['{ attribute: CertifiedTimestamp, action: keep }', '{ vr: [OB, SQ], action: keep }'],
    );
    expect(paths).not.toContain('(0400,0310)');
  });
});

describe('a VR alone', () => {
  test('reaches neither what is unknown nor the pseudonyms of the patient', () => {
    const nodes = [element(0x00100010, 'PN', 'DOE^JOHN'), element(0x00100020, 'LO', '4711'), element(0x00100099, 'LO', 'x')];
    const { text, paths } = run(nodes, ['{ vr: [LO, PN], action: keep }']);
    expect(text('(0010,0010)')).toBe('T23456789BC ');
    expect(text('(0010,0020)')).toBe('T23456789BC ');
    expect(paths).not.toContain('(0010,0099)');
  });
  test('reaches no private element, no overlay, no definition', () => {
    const nodes = [
      element(0x00080016, 'UI', '1.2.246.1'),
      element(0x00290010, 'LO', 'MINE'),
      element(0x00291000, 'LO', 'x'),
      element(0x60003000, 'OW', Uint8Array.of(1, 2)),
    ];
    const { paths, text } = run(nodes, ['{ vr: [LO, OW], action: keep }', '{ vr: UI, action: mapUid }']);
    expect(paths.filter((path) => !path.startsWith('(0012') && !path.startsWith('(0028'))).toEqual(['(0008,0016)']);
    expect(text('(0008,0016)')).toBe('1.2.246.1\0');
  });
  test('is the file’s where the dictionary leaves a choice, the dictionary’s where it does not', () => {
    const nodes = [element(0x00603004, 'US', [5]), element(0x00603006, 'SS', [6]), element(0x300a0002, 'LO', 'BREAST')];
    const { paths } = run(nodes, ['{ attribute: RTPlanLabel, action: keep }', '{ vr: [SS, LO], action: remove }']);
    expect(paths).toContain('(0060,3004)');
    expect(paths).not.toContain('(0060,3006)');
    expect(paths).toContain('(300A,0002)');
  });
});

describe('a repeating group', () => {
  const overlay = (group: number): Node => element(group * 0x10000 + 0x22, 'LO', 'text');
  test.each([
    ["'60xx,0022'", ['(6000,0022)', '(6002,0022)']],
    ['OverlayDescription', ['(6000,0022)', '(6002,0022)']],
    ["'(6002,0022)'", ['(6002,0022)']],
    ["'(50xx,0022)'", []],
  ])('%s', (attribute, left) => {
    const { paths } = run([overlay(0x6000), overlay(0x6002)], [`{ attribute: ${attribute}, action: keep }`]);
    expect(paths.filter((path) => path.startsWith('(60'))).toEqual(left);
  });
});

describe('a value', () => {
  test.each([
    ['one of several', '{ equals: B }', 'A\\B ', true],
    ['without its padding', '{ equals: A }', ' A  ', true],
    ['with the case it has', '{ equals: a }', 'A ', false],
    ['as an expression that ignores case', "{ matches: '(?i)^a$' }", 'A ', true],
    ['that is empty', "{ matches: '^$' }", '', true],
  ] as const)('%s', (_, when, value, holds) => {
    const { text } = run(
      [element(0x00081030, 'LO', value, { pad: false })],
      [`{ attribute: StudyDescription, when: ${when}, action: keep }`],
    );
    expect(text('(0008,1030)') === value).toBe(holds);
  });
  test('is compared as text in the character set of the file', () => {
    const nodes = [element(0x00080005, 'CS', 'ISO_IR 192'), element(0x300a0002, 'SH', Buffer.from('HÜFTE', 'utf8'))];
    const { text } = run(nodes, ['{ attribute: RTPlanLabel, when: { equals: HÜFTE }, action: replace(HIP) }'], {
      specificCharacterSet: 'ISO_IR 192',
    });
    expect(text('(300A,0002)')).toBe('HIP ');
  });
  test('in the head too', () => {
    const head = { institutionName: Buffer.from('Köln', 'utf8').toString('latin1'), specificCharacterSet: 'ISO_IR 192' };
    const { text } = run([planLabel], ['{ attribute: RTPlanLabel, when: { attribute: InstitutionName, equals: Köln }, action: keep }'], {
      head,
    });
    expect(text('(300A,0002)')).toBe('BREAST');
  });
  test('of more than 64 KiB holds nothing', () => {
    const rule = [
      '{ attribute: ImageComments, action: empty }',
      "{ attribute: ImageComments, when: { matches: '^A+$' }, action: replace(LONG) }",
    ];
    const values = [65536, 65538].map((length) =>
      runStage([element(0x00204000, 'UT', 'A'.repeat(length))], { profile: { ...rules(...rule) } }).text('(0020,4000)'),
    );
    expect(values).toEqual(['LONG', '']);
  });
  test('of a number holds nothing, and neither does a sequence', () => {
    const rule = "{ vr: [US, SQ, LO], when: { matches: '' }, action: remove }";
    const { paths } = run([element(0x00280010, 'US', [512]), beam(element(0x300a00c0, 'IS', '1 '))], [rule]);
    expect(paths).toContain('(0028,0010)');
    expect(paths).toContain('(300A,00B0)[1].(300A,00C0)');
  });
  test('cannot make an expression hang', () => {
    const hostile = "{ attribute: StudyDescription, when: { matches: '^(([a-z])+.)+[A-Z]([a-z])+$|(a*)*b$|(a|aa)+c$' }, action: keep }";
    const start = performance.now();
    run([element(0x00081030, 'LO', 'a'.repeat(30_000))], [hostile]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('a private element', () => {
  const maker = 'MAKER V1';
  const block = (at: number, ...nodes: readonly Node[]): readonly Node[] => [element(0x32530000 + at, 'LO', maker), ...nodes];
  const safe = 'options: [retainSafePrivate]\n';
  const runPrivate = (nodes: readonly Node[], texts: readonly string[], options: StageOptions = {}) =>
    runStage(nodes, { ...options, profile: { ...loadOf(safe, texts) } });
  const left = (paths: readonly string[]): readonly string[] => paths.filter((path) => path.includes('(3253,'));

  test.each([
    ['its low byte', '00', ['(3253,2A00)']],
    ['its low byte with xx', 'xx00', ['(3253,2A00)']],
    ['the whole block', '*', ['(3253,2A00)', '(3253,2A01)']],
    ['the whole block, as xx', 'xx', ['(3253,2A00)', '(3253,2A01)']],
    ['another low byte', '02', []],
  ])('is kept by %s, in whatever block, with its creator', (_, low, kept) => {
    const nodes = block(0x2a, element(0x32532a00, 'LO', 'a'), element(0x32532a01, 'LO', 'b'));
    const { paths } = runPrivate(nodes, [`{ attribute: '(3253,"${maker}",${low})', action: keep }`]);
    expect(left(paths)).toEqual(kept.length === 0 ? [] : ['(3253,002A)', ...kept]);
  });
  test('of another creator goes', () => {
    expect(
      left(runPrivate(block(0x10, element(0x32531000, 'LO', 'a')), ['{ attribute: \'(3253,"OTHER",*)\', action: keep }']).paths),
    ).toEqual([]);
  });
  test('is taken from the lists', () => {
    const philips = [element(0x70530010, 'LO', 'Philips PET Private Group'), element(0x70531000, 'DS', '0.5 ')];
    expect(runPrivate(philips, ['{ attribute: BeamName, action: keep }']).paths).toContain('(7053,1000)');
    const { paths } = runPrivate(philips, ['{ attribute: \'(7053,"Philips PET Private Group",00)\', action: remove }']);
    expect(paths).not.toContain('(7053,1000)');
    expect(paths).not.toContain('(7053,0010)');
  });
  test.each([
    ['text without an identifier', 'LO', 'abc ', 'abc '],
    ['text with one', 'LO', 'DOE ', undefined],
    ['a person', 'PN', 'SMITH ', undefined],
    ['a UID', 'UI', '1.2.3.4\0', `${pseudonyms.uid('1.2.3.4')}`],
    ['a date', 'DA', '20200115', undefined],
    ['unknown bytes without an identifier', 'UN', 'abc ', 'abc '],
    ['unknown bytes with one', 'UN', 'xDOE', undefined],
  ] as const)('that is kept is searched: %s', (_, vr, value, expected) => {
    const { text } = runPrivate(block(0x10, element(0x32531000, vr, value)), [`{ attribute: '(3253,"${maker}",*)', action: keep }`]);
    expect(text('(3253,1000)')?.replace(/\0$/, '')).toBe(expected?.replace(/\0$/, ''));
  });
  test('that is a sequence is looked into, and may stand in a path', () => {
    const nodes = block(0x10, sequence(0x32531005, [item([element(0x00080050, 'SH', 'ACC'), beamName])]));
    const keep = `{ attribute: '(3253,"${maker}",05)', action: keep }`;
    const { text } = runPrivate(nodes, [keep, `{ attribute: '(3253,"${maker}",05) > BeamName', action: keep }`]);
    expect(text('(3253,1005)[1].(300A,00C2)')).toBe('AP DOE');
    expect(text('(3253,1005)[1].(0008,0050)')).not.toBe('ACC ');
    expect(
      runPrivate(nodes, [keep, '{ attribute: \'(3253,"OTHER",05) > BeamName\', action: keep }']).text('(3253,1005)[1].(300A,00C2)'),
    ).not.toBe('AP DOE');
  });
  test('that is a sequence is looked into where the file says UN', () => {
    const nodes = block(0x10, sequence(0x32531005, [item([element(0x00080050, 'SH', 'ACC'), beamName])]));
    const { text } = runPrivate(nodes, [`{ attribute: '(3253,"${maker}",05)', action: keep }`, '{ attribute: BeamName, action: keep }'], {
      encoding: implicitLittle,
    });
    expect(text('(3253,1005)[1].(300A,00C2)')).toBe('AP DOE');
    expect(text('(3253,1005)[1].(0008,0050)')).not.toBe('ACC ');
  });
  test.each([
    ['LO', 'clean', 'AP DOE', 'AP CLEAN'],
    ['DA', 'shiftDate', '20200115', '20200101'],
    ['UI', 'mapUid', '1.2.3.4', pseudonyms.uid('1.2.3.4')],
    ['LO', 'replace(X)', 'abc ', 'X '],
  ] as const)('of Implicit VR is %s when the rule says so: %s', (vr, action, value, expected) => {
    const rule = `{ attribute: '(3253,"${maker}",00)', vr: ${vr}, action: ${action} }`;
    const profile = loadOf('options: [retainSafePrivate, cleanDescriptors, retainLongitudinalTemporalModifiedDates]\n', [rule]);
    const { text } = runStage(block(0x10, element(0x32531000, vr, value)), { profile, encoding: implicitLittle });
    expect(text('(3253,1000)')?.replace(/\0$/, '')).toBe(expected);
  });
  test('inside a path stays there only', () => {
    const own = block(0x10, element(0x32531000, 'LO', 'a '));
    const { paths } = runPrivate([beam(...own), ...own], [`{ attribute: 'BeamSequence > (3253,"${maker}",00)', action: keep }`]);
    expect(left(paths)).toEqual(['(300A,00B0)[1].(3253,0010)', '(300A,00B0)[1].(3253,1000)']);
  });
  test('by IOD and by value, also where the file says UN', () => {
    const rule = [`{ attribute: '(3253,"${maker}",00)', iod: rt-plan, when: { matches: '^<x' }, action: keep }`];
    const nodes = block(0x10, element(0x32531000, 'UN', '<x/>'));
    expect(runPrivate(nodes, rule, { head: { sopClassUid: rtPlan } }).paths).toContain('(3253,1000)');
    expect(runPrivate(nodes, rule, { head: { sopClassUid: ctImage } }).paths).not.toContain('(3253,1000)');
    expect(runPrivate(block(0x10, element(0x32531000, 'UN', '<y/>')), rule).paths).not.toContain('(3253,1000)');
  });
  test('of a long value is kept or searched as a short one', () => {
    const nodes = block(
      0x10,
      element(0x32531000, 'OB', concat([new Uint8Array(70_000), Buffer.from('DOE ')])),
      element(0x32531001, 'OB', new Uint8Array(70_000)),
    );
    const { paths } = runPrivate(nodes, [`{ attribute: '(3253,"${maker}",*)', action: keep }`]);
    expect(left(paths)).toEqual(['(3253,0010)', '(3253,1001)']);
  });
  test('in Implicit VR too', () => {
    const nodes = block(0x10, element(0x32531000, 'LO', 'abc '));
    const { paths } = runPrivate(nodes, [`{ attribute: '(3253,"${maker}",*)', action: keep }`], { encoding: implicitLittle });
    expect(left(paths)).toHaveLength(2);
  });
});

describe('without conditions', () => {
  const tags = [...confidentialityRows(), ...forgottenRows()].filter(({ mask }) => mask === 0xffffffff).map((row) => row.tag);
  const attribute = fc.oneof(
    fc.constantFrom(...tags),
    fc.constantFrom(0x300a00c0, 0x00280010, 0x00280106, 0x60003000, 0x0008103e).map(tag),
  );
  const action = fc.constantFrom('keep', 'remove', 'empty', 'dummy', 'clean', 'mapUid', 'shiftDate', 'pseudonym');
  const anyRule = fc.record({ tag: attribute, action, profile: fc.constant('m') }) as fc.Arbitrary<ProfileRule & { readonly tag: Tag }>;
  test('the last rule of a tag answers as if it were alone, every other tag as if there were none', () => {
    const none = rulesOf(plainProfile);
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 12 }), fc.array(attribute, { minLength: 1, maxLength: 12 }), (stated, others) => {
        const rules = compileRules({ ...plainProfile, rules: stated });
        for (const asked of [...stated.map((rule) => rule.tag), ...others]) {
          const last = stated.findLast((rule) => rule.tag === asked);
          const alone = last === undefined ? none : compileRules({ ...plainProfile, rules: [last] });
          const choice = dictionaryVr(asked);
          const as = choice === undefined || isAmbiguous(choice) ? vr.UN : choice;
          const { removal: _, ...found } = rules.rule(asked, as);
          const { removal: __, ...expected } = alone.rule(asked, as);
          if (asked !== 0x0018100a && asked !== 0x00102298) expect(found).toEqual(expected);
          expect(found.choices).toBeUndefined();
        }
        expect(rules.forFile({ specificCharacterSet: '', sopClassUid: '' })).toBe(rules);
      }),
      { numRuns: 60 },
    );
  });
});

test('rules that ask the file are compiled once for each kind of file', () => {
  const rules = compileRules({
    ...plainProfile,
    ...loadProfile('m', () => 'name: m\nrules: [{ attribute: BeamName, iod: rt-plan, action: keep }]'),
  });
  const plan = rules.forFile({ specificCharacterSet: '', sopClassUid: rtPlan });
  expect(rules.forFile({ specificCharacterSet: '', sopClassUid: rtPlan, modality: 'X' })).toBe(plan);
  expect(plan.rule(tag(0x300a00c2), vr.LO)).toMatchObject({ action: 'keep', source: { table: 'profile', line: 2 } });
  expect(rules.forFile({ specificCharacterSet: '', sopClassUid: ctImage }).rule(tag(0x300a00c2), vr.LO).action).not.toBe('keep');
  expect(rules.rule(tag(0x300a00c2), vr.LO).choices).toHaveLength(1);
});
