/** What is said of a profile that is wrong, or allowed and perhaps not meant: all of it at once, each with its line and the nearest word. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadProfile, placed, profileProblems } from '../../src/deid/profile.js';
import { profileRemarks } from '../../src/deid/profile-remarks.js';
import { profileSchema } from '../../src/deid/profile-schema.js';

const shipped = (name: string): string => readFileSync(new URL(`../../profiles/${name}.yaml`, import.meta.url), 'utf8');
const problems = (text: string): readonly string[] => profileProblems('m', (name) => (name === 'm' ? text : shipped(name))).map(placed);
const ofRule = (rule: string): readonly string[] => problems(`name: m\nrules:\n  - ${rule}\n`);

describe('what always stays', () => {
  test.each([
    ['{ attribute: DoseGridScaling, action: remove }', 'no rule may remove DoseGridScaling'],
    ["{ attribute: '3006,0050', action: empty }", 'no rule may empty ContourData'],
    ['{ attribute: PixelData, action: clean }', 'no rule may clean PixelData'],
    ['{ attribute: PixelData, vr: OW, action: remove }', 'no rule may remove PixelData'],
    [
      '{ attribute: BeamSequence > ControlPointSequence > CumulativeMetersetWeight, action: dummy }',
      'no rule may dummy CumulativeMetersetWeight',
    ],
    ['{ attribute: BeamMeterset, iod: rt-plan, action: replace(1) }', 'no rule may replace BeamMeterset'],
    ['{ attribute: BeamMeterset, modality: RTPLAN, action: clean }', 'no rule may clean BeamMeterset'],
    ['{ attribute: GantryAngle, when: { equals: "0" }, action: remove }', 'no rule may remove GantryAngle'],
    [
      '{ attribute: ReferencedBeamNumber, when: { attribute: Modality, equals: CT }, action: remove }',
      'no rule may remove ReferencedBeamNumber',
    ],
    ['{ attribute: DVHSequence, action: remove }', 'no rule may remove DVHSequence'],
    ['{ attribute: ReferencedSOPInstanceUID, action: remove }', 'no rule may remove ReferencedSOPInstanceUID'],
    ['{ attribute: FrameOfReferenceUID, iod: rt-dose, action: replace(1.2.3) }', 'no rule may replace FrameOfReferenceUID'],
    ['{ attribute: DoseUnits, action: replace(GY) }', 'no rule may replace DoseUnits'],
  ])('%s', (rule, message) => {
    const found = ofRule(rule);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^profile m, line 3: /);
    expect(found[0]).toContain(message);
    expect(() => loadProfile('m', () => `name: m\nrules:\n  - ${rule}\n`)).toThrow(expect.objectContaining({ code: 'deid/profile' }));
  });
  test.each([
    ['kept by name', '{ attribute: DoseGridScaling, action: keep }'],
    ['a sequence that is looked into', '{ attribute: BeamSequence, action: clean }'],
    ['a UID that is mapped', '{ attribute: FrameOfReferenceUID, action: mapUid }'],
    ['a UID that is kept', '{ attribute: FrameOfReferenceUID, action: keep }'],
    ['references that are mapped', '{ attribute: ReferencedRTPlanSequence, action: mapUid }'],
    ['a coded string, which is searched anyway', '{ attribute: DoseUnits, action: clean }'],
    ['text beside it', '{ attribute: BeamSequence > BeamName, action: remove }'],
    ['what the table removes', '{ attribute: OverlayData, action: remove }'],
    ['by VR alone, which passes it over', '{ vr: [DS, OW, SQ], action: remove }'],
  ])('%s is no problem', (_, rule) => {
    expect(ofRule(rule)).toEqual([]);
  });
});

describe('a rule', () => {
  test.each([
    ['{ attribute: 300A,00B2, action: keep }', "a comma ends a word inside { }: write attribute: '300A,00B2' in quotes"],
    ['{ attribute: (0010,0010), action: keep }', "write attribute: '(0010,0010)' in quotes"],
    ['{ attribute: 60xx,3000, action: keep }', "write attribute: '60xx,3000' in quotes"],
    ['{ attribute: BeamSequence > (300A,00C2), action: keep }', "write attribute: 'BeamSequence > (300A,00C2)' in quotes"],
    ['{ attribute: (3253,"A B",00), action: remove }', 'write attribute: \'(3253,"A B",00)\' in quotes'],
    ['{ attribute: (3253,"A B",*), action: remove }', 'write a private block in quotes'],
    ['{ attribute: [300A,00B2], action: keep }', "write a tag in quotes, '300A,00B2'"],
    ["{ attribute: '3253,1000', action: keep }", 'is private: name it by its creator, \'(3253,"Creator",00)\''],
    ['{ attribute: \'(3253,"A")\', action: keep }', 'a private attribute is written \'(gggg,"Creator",ee)\''],
    ['{ attribute: \'(3254,"A",00)\', action: keep }', '3254 is no group of private attributes'],
    ["{ attribute: '61xx,3000', action: keep }", 'the dictionary has no attribute 61xx,3000'],
    ["{ attribute: '30xx,0010', action: keep }", 'the dictionary has no attribute 30xx,0010'],
    ["{ attribute: '300A,FFFE', action: keep }", 'the dictionary has no attribute 300A,FFFE'],
    ['{ attribute: BeamSequence > BeamNme, action: keep }', 'there is no attribute BeamNme (did you mean BeamName?)'],
    ['{ attribute: BeamName > BeamNumber, action: keep }', 'BeamName is no sequence'],
    ['{ attribute: BeamSequence >, action: keep }', 'an empty step'],
    ['{ attribute: SpecificCharacterSet, action: keep }', 'no rule may name SpecificCharacterSet'],
    ['{ vr: [LT, SX], action: clean }', 'there is no VR SX (did you mean'],
    ['{ vr: [LT], iod: rt-pln, action: clean }', 'there is no IOD rt-pln (did you mean rt-plan?)'],
    ['{ vr: [LT], modality: ct, action: clean }', 'must be a value of Modality'],
    ['{ vr: [], action: clean }', 'names nothing'],
    ['{ attribute: BeamName, vr: DA, action: keep }', 'this attribute is LO, so that the rule could never match'],
    ['{ attribute: BeamName, action: clear }', 'there is no action clear (did you mean clean?)'],
    ['{ attribute: BeamName }', 'a rule needs an action'],
    ['{ action: keep }', 'a rule needs an attribute, or a vr'],
    ['{ attribute: BeamName, wen: { equals: A }, action: keep }', 'a rule has no wen (did you mean when?)'],
    ['{ attribute: BeamName, when: { equal: A }, action: keep }', 'did you mean equals?'],
    ['{ attribute: BeamName, when: {}, action: keep }', 'a condition needs either equals or matches'],
    ['{ attribute: BeamName, when: { equals: A, matches: A }, action: keep }', 'a condition needs either equals or matches'],
    ['{ attribute: BeamName, when: { attribute: Modalty, equals: CT }, action: keep }', 'did you mean Modality?'],
    ["{ attribute: BeamName, when: { matches: '(' }, action: keep }", 'matches is no regular expression: missing closing )'],
    ["{ attribute: BeamName, when: { matches: '(?=a)' }, action: keep }", 'matches is no regular expression'],
    ["{ attribute: BeamName, when: { matches: '((a{1000}){1000}){1000}' }, action: keep }", 'matches is no regular expression'],
    ['{ attribute: BeamSequence, when: { equals: A }, action: keep }', 'a condition looks at text'],
    ['{ attribute: \'(3253,"A",00)\', action: shiftDate }', 'needs a vr'],
    ['{ vr: [LO, DA], action: shiftDate }', 'shiftDate is for dates and times'],
    ['{ vr: [LO], action: pseudonym }', 'a pseudonym by vr needs a namespace'],
    ['{ vr: [LO, DA], action: replace(TEXT) }', 'the value is no DA'],
    ['{ attribute: BeamName, action: keep, prefix: A }', 'only pseudonym takes a namespace'],
    ['{ attribute: BeamName, action: keep, template: "A{hash:4}" }', 'only pseudonym takes a namespace and a prefix or template'],
    ['{ attribute: BeamName, action: pseudonym, template: ROOM }', 'template needs a {hash:n}'],
    ['{ attribute: BeamName, action: pseudonym, template: "A{hash:3}" }', 'has a field that is not known'],
    ['{ attribute: BeamName, action: pseudonym, template: "{patientId}{hash:4}" }', 'template needs a {hash:n}'],
    ['{ attribute: BeamName, action: pseudonym, template: "A{hash:4}", prefix: A }', 'either a prefix or a template'],
    ['{ attribute: StationName, action: pseudonym, template: "LINAC-{hash:11}" }', 'makes 17 characters, and SH holds 16'],
    ['{ vr: [LO, SH], action: pseudonym, namespace: a, template: "LINAC-{hash:11}" }', 'makes 17 characters, and SH holds 16'],
    ['{ attribute: \'(3253,"A",00)\', action: pseudonym, template: "LINAC-{hash:11}" }', 'makes 17 characters, and SH holds 16'],
    ['[a, b]', 'must be keys and values'],
  ])('%s', (rule, message) => {
    const found = ofRule(rule);
    expect(found.join('\n')).toContain(message);
    expect(found.every((text) => /^profile m, line [34]: /.test(text))).toBe(true);
  });
  test.each([
    '{ attribute: 00100020, action: keep }',
    "{ attribute: '0010,0020', action: keep }",
    '{ attribute: BeamName, action: replace(A B) }',
    '{ attribute: "(3253,\\"A B\\",xx)", action: remove }',
  ])('%s is understood', (rule) => {
    expect(ofRule(rule)).toEqual([]);
  });
  test('in block style needs no quotes', () => {
    expect(
      problems('name: m\nrules:\n  - attribute: 300A,00B2\n    action: keep\n  - attribute: (3253,"A",00)\n    action: remove\n'),
    ).toEqual([]);
  });
});

describe('the text', () => {
  test.each([
    ['name: m\nname: n\n', 'line 2: the same key stands here twice'],
    ['name: m\nrules:\n\t- { attribute: BeamName, action: keep }\n', 'line 3: YAML is indented with spaces'],
    ['name: &a m\ndescription: *a\n', 'line 2: a profile takes no YAML aliases'],
    ['name: !!int 3\n', 'line 1: a profile takes no YAML tags'],
    ['name: m\n---\nname: n\n', 'a profile is one YAML document'],
    ['name: m\nrules:\n  - { vr: LO, when: { matches: ^\\d{3}$ }, action: keep }\n', 'line 3: '],
    [`name: m\noptions: ${'['.repeat(10_000)}\n`, 'nested too deeply'],
    ['', 'the profile must be keys and values'],
    ['- a\n', 'the profile must be keys and values'],
    ['name: m\noptions: retainUids\n', 'line 2: options must be a list'],
    ['options: []\n', 'name is missing'],
    [`name: m # ${'x'.repeat(1 << 20)}`, 'longer than 1048576 characters'],
    ['name: m\n? [a]\n: b\n', 'line 2: a key must be a word'],
  ])('%#: %.40j', (text, message) => {
    expect(problems(text).join('\n')).toContain(message);
  });
  test('is judged as a whole: all that is wrong, in the order of lines', () => {
    const text =
      'name: m\noption: []\nextends: basic\noptions: [cleanRecognizableVisualFeatures, retainUid]\nrules:\n  - { attribute: BeamNme, action: kep }\n  - { vr: LO, action: keep }\n  - { vr: LO, action: shiftDate, value: x }\n';
    expect(problems(text).map((problem) => Number(/line (\d+)/.exec(problem)?.[1]))).toEqual([2, 4, 4, 6, 6, 8]);
    expect(() => loadProfile('m', () => text)).toThrow(/no key option.*\(and 5 more: radonym profile check lists all\)/);
  });
  test('never gives more than 50 problems, however many there are', () => {
    const rules = Array.from({ length: 20_000 }, () => '  - { attribute: BeamNme, action: kep }\n').join('');
    expect(problems(`name: m\nrules:\n${rules}`)).toHaveLength(50);
  });
  test('of a profile that is extended is judged too', () => {
    const read = (name: string): string => (name === 'm' ? 'name: m\nextends: base\n' : 'name: base\nrules: [{ vr: LO }]\n');
    expect(profileProblems('m', read).map(placed)).toEqual([expect.stringMatching(/^profile base, line 2: a rule needs an action/)]);
  });
  test('keeps private elements by rules only where the output says so', () => {
    expect(ofRule('{ attribute: \'(3253,"A",00)\', action: keep }')).toEqual([
      'profile m, line 3: a rule that keeps a private element needs the option retainSafePrivate',
    ]);
  });
});

describe('a remark', () => {
  const remarks = (rules: readonly string[], more = ''): readonly string[] =>
    profileRemarks(loadProfile('m', () => `name: m\n${more}rules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`)).map(
      ({ line, message }) => `${line ?? '-'} ${message}`,
    );
  test.each([
    [
      ['{ attribute: BeamName, iod: rt-plan, action: keep }', '{ attribute: BeamName, action: empty }'],
      /^3 this rule never holds: that of line 4/,
    ],
    [["{ attribute: '6000,0022', action: empty }", '{ attribute: OverlayDescription, action: keep }'], /^3 this rule never holds/],
    [['{ vr: [LO], action: clean }', '{ vr: [LO, SH], action: clean }'], /^3 this rule never holds/],
    [['{ attribute: BeamSequence > BeamName, action: empty }', '{ attribute: BeamName, action: clean }'], /^3 this rule never holds/],
    [['{ attribute: CertifiedTimestamp, action: empty }'], /^3 CertifiedTimestamp always goes/],
    [
      ['{ attribute: InstitutionName, action: keep }'],
      /^3 keeps InstitutionName, which may identify: Table E.1-1 of PS3.15 has X\/Z\/D for it/,
    ],
    [['{ vr: [PN], action: keep }'], /^3 keeps \d+ attributes that Table E.1-1 of PS3.15 takes away/],
    [['{ attribute: SOPInstanceUID, action: keep }'], /^3 keeps UIDs here that are mapped elsewhere/],
  ] as const)('%j', (rules, message) => {
    expect(remarks(rules)[0]).toMatch(message);
  });
  test.each([
    [['{ attribute: BeamName, action: empty }', '{ attribute: BeamName, iod: rt-plan, action: keep }']],
    [['{ attribute: BeamName, vr: LO, action: empty }', '{ attribute: BeamNumber, action: keep }']],
    [['{ attribute: IonBeamSequence > BeamName, action: empty }', '{ attribute: BeamSequence > BeamName, action: clean }']],
    [['{ attribute: BeamName, when: { equals: A }, action: empty }', '{ attribute: BeamName, when: { equals: B }, action: empty }']],
  ])('not %j', (rules) => {
    expect(remarks(rules)).toEqual([]);
  });
  test('tells of retainUids, and is silent on what an option keeps', () => {
    expect(remarks(['{ attribute: StationName, action: keep }'], 'options: [retainUids, retainDeviceIdentity]\n')).toEqual([
      expect.stringMatching(/^- retainUids: UIDs often hold/),
    ]);
  });
});

describe('overlays', () => {
  const remarks = (...rules: readonly string[]): readonly string[] => {
    const text = `name: m\nrules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`;
    return profileRemarks(loadProfile('m', () => text)).map(({ line, message }) => `${line}: ${message}`);
  };
  const whole = ['Rows', 'Columns', 'Type', 'Origin', 'BitsAllocated', 'BitPosition', 'Data'];
  test('kept in part are incomplete', () => {
    expect(remarks('{ attribute: OverlayData, action: keep }')).toEqual([
      expect.stringMatching(/^3: leaves an incomplete overlay: OverlayRows, .*OverlayBitPosition of the group go$/),
    ]);
    expect(remarks("{ attribute: '5000,3000', action: keep }")[0]).toMatch(/incomplete curve: .* go$/);
  });
  test('kept whole, or removed, are not', () => {
    expect(remarks(...whole.map((name) => `{ attribute: Overlay${name}, action: keep }`)).join()).not.toContain('incomplete');
    expect(remarks('{ attribute: OverlayData, action: remove }').join()).not.toContain('incomplete');
  });
});

describe('the JSON Schema', () => {
  const schema = profileSchema() as { properties: Record<string, never> };
  test('is the one that is shipped', () => {
    expect(JSON.parse(readFileSync(new URL('../../profiles/profile.schema.json', import.meta.url), 'utf8'))).toEqual(schema);
  });
  test.each(['basic', 'rt-research', 'rt-tps-import', 'rt-vendor-support', 'public-release', 'transcode-only'])('%s names it', (name) => {
    expect(shipped(name)).toMatch(/^# yaml-language-server: \$schema=\.\/profile\.schema\.json\n/);
  });
  test('offers words with what they mean', () => {
    const text = JSON.stringify(schema);
    for (const word of [
      'shiftDate',
      'rt-plan',
      'CTImageStorage',
      'retainUids',
      'encapsulated-documents',
      'rt-vendors',
      'BeamName',
      'Modality',
      'UT',
    ])
      expect(text).toContain(`"${word}"`);
    expect(text).toContain('{"const":"mapUid","description":"the mapped UID');
    expect(text).not.toContain('cleanRecognizableVisualFeatures');
  });
  test('says once what a rule takes alone or in a list', () => {
    const text = JSON.stringify(schema);
    for (const word of ['"CTImageStorage"', '"UT"', '"matches"']) expect(text.split(word)).toHaveLength(2);
    for (const [, name] of text.matchAll(/"#\/definitions\/(\w+)"/g)) expect(schema).toHaveProperty(['definitions', name!]);
  });
});
