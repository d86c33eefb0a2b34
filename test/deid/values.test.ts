/** What the stage does to values beyond the table: UIDs, dates, people, text, long values. */
import { describe, expect, test } from 'vitest';
import { limits } from '../../src/base/limits.js';
import type { Cleaner } from '../../src/deid/file-context.js';
import { ValueMemory } from '../../src/deid/value-memory.js';
import { iodTypes } from '../../src/standard/iod-types.js';
import { tag } from '../../src/standard/tag.js';
import { ShortValues } from '../../src/wire/short-values.js';
import { explicitBig, implicitLittle } from '../../src/wire/token.js';
import { element, encode, fragments, item, type Node, sequence } from '../support/bytes.js';
import { cleaner, everywhere, patient, pseudonyms, runStage } from './stage.js';

const modified = { profile: { options: ['retainLongitudinalTemporalModifiedDates'] as const } };
const trimmed = (text: string | undefined): string | undefined => text?.replace(/[ \0]+$/, '');

describe('UIDs', () => {
  const original = '1.2.826.0.1.3680043.9.1';
  const mapped = pseudonyms.uid(original);
  test('a UID that no table lists is mapped by its VR', () => {
    expect(trimmed(runStage([element(0x00081167, 'UI', original)]).text('(0008,1167)'))).toBe(mapped);
    // Selector UI Value is in the dictionary and in no row.
    expect(trimmed(runStage([element(0x0072007f, 'UI', original)]).text('(0072,007F)'))).toBe(mapped);
  });
  test('each value of several is mapped, and padding does not count', () => {
    const { elements } = runStage([element(0x00080018, 'UI', `${original} \\${original}\\1.2.840.10008.1.2`)]);
    expect(trimmed(elements.get('(0008,0018)')!.text)).toBe(`${mapped}\\${mapped}\\1.2.840.10008.1.2`);
    expect(elements.get('(0008,0018)')!.bytes.length % 2).toBe(0);
  });
  test('an odd mapped UID is padded with NUL', () => {
    for (let at = 0; at < 20; at++) {
      const { bytes } = runStage([element(0x00080018, 'UI', `${original}.${at}`)]).elements.get('(0008,0018)')!;
      expect(bytes.length % 2).toBe(0);
      expect(bytes.at(-1)).not.toBe(0x20);
    }
  });
  test('definitions and registered UIDs stay, even a private SOP Class', () => {
    const { text } = runStage([element(0x00080016, 'UI', '1.2.246.352.70.1.70'), element(0x00200052, 'UI', '1.2.840.10008.1.4.1.1')]);
    expect(trimmed(text('(0008,0016)'))).toBe('1.2.246.352.70.1.70');
    expect(trimmed(text('(0020,0052)'))).toBe('1.2.840.10008.1.4.1.1');
  });
  test('Referenced Image and Source Image Sequences are mapped inside, never emptied', () => {
    const reference = [element(0x00081150, 'UI', '1.2.840.10008.5.1.4.1.1.2'), element(0x00081155, 'UI', original)];
    const { text } = runStage([sequence(0x00081140, [reference]), sequence(0x00082112, [reference])], { types: everywhere('2') });
    expect(trimmed(text('(0008,1140)[1].(0008,1155)'))).toBe(mapped);
    expect(trimmed(text('(0008,2112)[1].(0008,1155)'))).toBe(mapped);
  });
  test('with Retain UIDs they stay, listed or not', () => {
    const { text } = runStage([element(0x00080018, 'UI', original), element(0x0072007f, 'UI', original)], {
      profile: { options: ['retainUids'] },
    });
    expect(trimmed(text('(0008,0018)'))).toBe(original);
    expect(trimmed(text('(0072,007F)'))).toBe(original);
  });
  test('a UID in a kept text is mapped', () => {
    const { text } = runStage([element(0x00080070, 'LO', `from ${original}`)]);
    expect(text('(0008,0070)')).toContain(mapped.slice(0, 30));
  });
  test('a known attribute typed UN is read by the dictionary', () => {
    const { bytes } = runStage([element(0x00100010, 'UN', 'DOE^JANE'), element(0x00200052, 'UN', original)]);
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/DOE|1\.2\.826/);
  });
});

describe('dates', () => {
  const listed = element(0x00080020, 'DA', '20200115');
  const unlisted = element(0x00404050, 'DT', '20200115101500');
  const strange = element(0x00140102, 'DA', '20200115');
  test.each([
    ['(0008,0020)', listed, '20200101'],
    ['(0040,4050)', unlisted, '20200101101500'],
    ['(0014,0102)', strange, '20200101'],
    ['(0008,0030)', element(0x00080030, 'TM', '235959'), '235959'],
    ['(0008,0020)', element(0x00080020, 'DA', '2020.01.15'), '2020.01.01'],
    ['(0040,A13A)', element(0x0040a13a, 'DT', '20200115101500.5+0100'), '20200101101500.5+0100'],
  ] as const)('with modified dates %s moves by the days of the patient', (path, node, moved) => {
    expect(trimmed(runStage([node], modified).text(path))).toBe(moved);
  });
  test('what is no date is never kept: removed, emptied or replaced by its Type', () => {
    const node = [element(0x00080020, 'DA', 'May 5th')];
    for (const options of [['retainLongitudinalTemporalModifiedDates'], ['retainLongitudinalTemporalFullDates']] as const) {
      expect(runStage(node, { profile: { options }, types: everywhere('3') }).text('(0008,0020)')).toBe('');
      expect(runStage(node, { profile: { options }, types: everywhere('1') }).text('(0008,0020)')).toBe('20000101');
    }
  });
  test('with full dates bytes stay as they are, spaces too', () => {
    const { text } = runStage([element(0x00080030, 'TM', '101500.5 ')], { profile: { options: ['retainLongitudinalTemporalFullDates'] } });
    expect(text('(0008,0030)')).toBe('101500.5  ');
  });
  test('the birth date is empty whatever the dates do', () => {
    for (const options of [
      [],
      ['retainLongitudinalTemporalModifiedDates'],
      ['retainLongitudinalTemporalFullDates', 'retainPatientCharacteristics'],
    ] as const)
      expect(runStage([element(0x00100030, 'DA', '19500101')], { profile: { options } }).text('(0010,0030)')).toBe('');
  });
  test.each([
    ['DateOfLastCalibration', 0x00181200, '(0018,1200)', undefined],
    ['ContextGroupLocalVersion', 0x00080107, '(0008,0107)', '20000101000000'],
  ] as const)('%s is no date of the patient and takes no part in the shift, also with Retain Device Identity', (_, tag, path, left) => {
    const options = ['retainDeviceIdentity', 'retainLongitudinalTemporalModifiedDates'] as const;
    const node = element(tag, tag === 0x00181200 ? 'DA' : 'DT', '20200115');
    expect(runStage([node], { profile: { options } }).text(path)).toBe(left);
  });
  test('a context group keeps its version where dates are shifted', () => {
    expect(runStage([element(0x00080106, 'DT', '20020904')], modified).text('(0008,0106)')).toBe('20020904');
  });
  test('a date of treatment that the table counts as of a device is shifted', () => {
    const options = ['retainDeviceIdentity', 'retainLongitudinalTemporalModifiedDates'] as const;
    expect(runStage([element(0x300c0127, 'DT', '20200115')], { profile: { options } }).text('(300C,0127)')).toBe('20200101');
  });
});

describe('people and characteristics', () => {
  test('name and ID of the patient become the pseudonyms, present or empty, at any level', () => {
    const { text } = runStage([element(0x00100010, 'PN', 'DOE^JANE'), element(0x00100020, 'LO', '')]);
    expect(trimmed(text('(0010,0010)'))).toBe(patient.patientName);
    expect(trimmed(text('(0010,0020)'))).toBe(patient.patientId);
  });
  test('each person gets one pseudonym, however the name is written', () => {
    // Selector PN Value (0072,006A) is D: each name keeps a name of its own.
    const { text } = runStage([element(0x0072006a, 'PN', 'DOE^JANE\\ROE^RICHARD\\doe^jane ')]);
    const names = trimmed(text('(0072,006A)'))!.split('\\');
    expect(names).toHaveLength(3);
    expect(names[0]).toMatch(/^PERSON-[2-9A-Z]{6}$/);
    expect(names[2]).toBe(names[0]);
    expect(names[1]).not.toBe(names[0]);
  });
  test.each([
    ['1', 'PERSON'],
    ['2', ''],
    ['3', undefined],
  ] as const)('a person that no row lists, at a place of Type %s', (type, left) => {
    const text = runStage([element(0x00140104, 'PN', 'DOE^JANE')], { types: everywhere(type) }).text('(0014,0104)');
    expect(left === undefined || left === '' ? text : text?.slice(0, 6)).toBe(left);
  });
  test.each([
    ['089Y', '089Y'],
    ['090Y', '090Y'],
    ['097Y', '090Y'],
    ['104Y', '090Y'],
    ['018M', '018M'],
    ['unknown', undefined],
  ])('with Retain Patient Characteristics age %s leaves as %s', (age, left) => {
    const { text } = runStage([element(0x00101010, 'AS', age)], { profile: { options: ['retainPatientCharacteristics'] } });
    expect(trimmed(text('(0010,1010)'))).toBe(left);
  });
});

describe('text', () => {
  const clean = { profile: { options: ['cleanDescriptors'] as const } };
  test('what has nothing to clean leaves as it came, padding and all', () => {
    expect(runStage([element(0x300a00c2, 'LO', '1 LAO\0', { pad: false })], clean).text('(300A,00C2)')).toBe('1 LAO\0');
  });
  test('a text without a rule is kept, and an identifier in it cleaned where the profile cleans', () => {
    const node = [element(0x00080070, 'LO', 'DOE SYSTEMS ')];
    expect(trimmed(runStage(node, clean).text('(0008,0070)'))).toBe('CLEAN SYSTEMS');
    expect(runStage(node, { types: everywhere('3') }).text('(0008,0070)')).toBeUndefined();
    expect(runStage(node, { types: everywhere('2') }).text('(0008,0070)')).toBe('');
    expect(runStage(node, { types: everywhere('3') }).findings).toMatchObject([{ code: 'deid/identifier-removed', path: '(0008,0070)' }]);
    expect(runStage([element(0x00080070, 'LO', 'ACME')]).text('(0008,0070)')).toBe('ACME');
  });
  test('a coded string with an identifier is never cut, it goes', () => {
    expect(runStage([element(0x300a00c6, 'CS', 'DOE')], { ...clean, types: everywhere('3') }).text('(300A,00C6)')).toBeUndefined();
    expect(runStage([element(0x300a00c6, 'CS', 'PHOTON')], clean).text('(300A,00C6)')).toBe('PHOTON');
  });
  test('a cleaned text is written in its own character set, and that of an item counts inside it', () => {
    const nodes: Node[] = [
      element(0x00080005, 'CS', 'ISO_IR 100'),
      element(0x00081030, 'LO', 'DOE Größe'),
      sequence(0x300a00b0, [
        item([element(0x00080005, 'CS', 'ISO_IR 192'), element(0x300a00c2, 'LO', 'DOE Größe')]),
        item([element(0x300a00c2, 'LO', 'DOE ö')]),
      ]),
    ];
    const { elements } = runStage(nodes, clean);
    expect(elements.get('(0008,1030)')!.text).toBe('CLEAN Größe ');
    expect(Buffer.from(elements.get('(300A,00B0)[1].(300A,00C2)')!.bytes).toString('utf8').trimEnd()).toBe('CLEAN Größe');
    expect(trimmed(elements.get('(300A,00B0)[2].(300A,00C2)')!.text)).toBe('CLEAN ö');
  });
  test('what grows past its VR is cut between characters', () => {
    const { elements } = runStage([element(0x00080005, 'CS', 'ISO_IR 192'), element(0x30020002, 'SH', 'DOEäöüäöüäöüäöü')], clean);
    expect(Buffer.from(elements.get('(3002,0002)')!.bytes).toString('utf8').trimEnd()).toBe('CLEANäöüäöüäöüäö');
  });
  test('labels of Type 1 get a dummy that is the same for equal originals and another for others', () => {
    const label = (text: string) => trimmed(runStage([element(0x300a0002, 'SH', text)], { types: everywhere('1') }).text('(300A,0002)'));
    expect(label('PROSTATE')).toMatch(/^PLAN-[2-9A-Z]{6}$/);
    expect(label('PROSTATE ')).toBe(label('PROSTATE'));
    expect(label('BOOST')).not.toBe(label('PROSTATE'));
  });
  test('the names of one machine agree, by Type or by pseudonym', () => {
    const nodes = [element(0x00081010, 'SH', 'TB1'), element(0x30020020, 'SH', 'TB1'), element(0x300a00b2, 'SH', 'TB1')];
    const rules = ([0x00081010, 0x30020020, 0x300a00b2] as const).map(
      (tag) => ({ tag, action: 'pseudonym', namespace: 'machine', template: 'LINAC-{hash:8}', profile: 'test' }) as never,
    );
    for (const [options, mark] of [
      [{ types: everywhere('1') }, /^MACHINE-/],
      [{ profile: { rules } }, /^LINAC-.{8}$/],
    ] as const) {
      const { elements } = runStage(nodes, options);
      const names = ['(0008,1010)', '(3002,0020)', '(300A,00B2)'].map((path) => trimmed(elements.get(path)!.text));
      expect(new Set(names).size).toBe(1);
      expect(names[0]).toMatch(mark);
    }
  });
});

describe('what is remembered from file to file', () => {
  const files: readonly (readonly Node[])[] = [
    [element(0x00080020, 'DA', '20200115'), element(0x00080030, 'TM', '1015'), element(0x00404050, 'DT', '20200115')],
    [element(0x00080020, 'LO', '20200115'), element(0x00080030, 'TM', '20200115'), element(0x00404050, 'DT', '1015')],
    [element(0x00080020, 'UN', '20200115 '), element(0x00080030, 'DA', '1015'), element(0x00404050, 'UN', '2020011')],
    [element(0x00080020, 'DA', '1015'), element(0x00080201, 'SH', '+0100'), element(0x00404050, 'DA', '20200115')],
  ];
  test('changes nothing: the same bytes come out whatever files came before', () => {
    const alone = files.map((file) => runStage(file, modified).bytes);
    for (let first = 0; first < files.length; first++) {
      const memory = new ValueMemory();
      for (let step = 0; step < 2 * files.length; step++) {
        const at = (first + step) % files.length;
        expect(Buffer.compare(runStage(files[at]!, { ...modified, memory }).bytes, alone[at]!), `${first} ${at}`).toBe(0);
      }
    }
  });
  test('a pseudonym is told for each file: the one before may have come to nothing', () => {
    const memory = new ValueMemory();
    const rule = { tag: 0x00081010, action: 'pseudonym', namespace: 'machine', template: 'LINAC-{hash:8}', profile: 'test' } as never;
    const told = [1, 2].map(() => {
      const pairs: string[] = [];
      const records = { review: () => {}, pseudonym: (...pair: string[]) => void pairs.push(pair.join(' ')) };
      runStage([element(0x00081010, 'SH', 'TB1')], { profile: { rules: [rule] }, records, memory });
      return pairs;
    });
    expect(told[0]).toEqual([expect.stringMatching(/^machine TB1 LINAC-.{8}$/)]);
    expect(told[1]).toEqual(told[0]);
  });
});

describe('what the file calls an attribute', () => {
  test('a date stays a date by the dictionary, whatever VR the file gives it', () => {
    expect(runStage([element(0x00080020, 'LO', '20200115')], modified).text('(0008,0020)')).toBe('20200101');
    expect(runStage([element(0x00080020, 'LO', 'in May')], modified).text('(0008,0020)')).toBe('');
  });
  test('a text stays a text: an identifier in it is found under any VR', () => {
    const types = everywhere('3');
    expect(runStage([element(0x00080070, 'IS', 'DOE ')], { types }).text('(0008,0070)')).toBeUndefined();
    expect(runStage([element(0x00080070, 'OB', Uint8Array.from([0x44, 0x4f, 0x45, 0]))], { types }).text('(0008,0070)')).toBeUndefined();
  });
  test('a sequence that comes as bytes is not kept', () => {
    expect(runStage([element(0x300a00b0, 'OB', new Uint8Array(8))], { types: everywhere('3') }).text('(300A,00B0)')).toBeUndefined();
  });
});

test('where the unique device identifier goes, its item goes', () => {
  const rules = [{ tag: tag(0x00181009), action: 'remove', profile: 'test' }] as const;
  const nodes = [sequence(0x0018100a, [[element(0x00181009, 'UT', '(01)0001'), element(0x0050001b, 'LO', 'x')]])];
  const options = ['retainDeviceIdentity'] as const;
  expect(runStage(nodes, { profile: { options } }).paths).toContain('(0018,100A)[1].(0018,1009)');
  expect(runStage(nodes, { profile: { options, rules } }).paths).not.toContain('(0018,100A)');
});

test('values that share a slot of the short memory are not taken for one another', () => {
  const memory = new ShortValues<string>();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const names = Array.from({ length: 5000 }, (_, at) => `V${String(at).padStart(5, '0')}`);
  for (const name of names) {
    memory.set(bytes(name), 0, name.length, name);
    expect(memory.get(bytes(name), 0, name.length)).toBe(name);
  }
  for (const name of names) expect([undefined, name]).toContain(memory.get(bytes(name), 0, name.length));
});

describe('long values', () => {
  const long = (text: string) => text + 'x'.repeat(70_000);
  test('a long text is put together and cleaned', () => {
    const { text } = runStage([element(0x3010005a, 'UT', long('DOE '))], {
      profile: { options: ['cleanDescriptors'] },
      chunk: 999,
      encoding: implicitLittle,
    });
    expect(text('(3010,005A)')?.startsWith('CLEAN x')).toBe(true);
  });
  test('a text that is too long to be cleaned goes, and that is told', () => {
    const cleaned = (length: number) =>
      runStage([element(0x3010005a, 'UT', 'x'.repeat(length))], { profile: { options: ['cleanDescriptors'] } });
    expect(cleaned(limits.gatheredValue).text('(3010,005A)')).toHaveLength(limits.gatheredValue);
    const { text, findings } = cleaned(limits.gatheredValue + 2);
    expect(text('(3010,005A)') ?? '').toBe('');
    expect(findings.map(({ code }) => code)).toEqual(['deid/value-too-long']);
  });
  test('long values that go leave nothing, and what follows stays', () => {
    const { paths } = runStage([element(0x00104000, 'LT', long('DOE')), element(0x00280010, 'US', 4)], {
      encoding: implicitLittle,
      chunk: 1000,
    });
    expect(paths).not.toContain('(0010,4000)');
    expect(paths).toContain('(0028,0010)');
  });
  test('numbers and pixels pass byte for byte, whatever they spell', () => {
    const data = new Uint8Array(100_000).map((_, at) => 'DOE'.charCodeAt(at % 3));
    const nodes: Node[] = [element(0x30060050, 'DS', '1.0000000000\\ 2.50'), element(0x7fe00010, 'OW', data)];
    const { elements } = runStage(nodes, { chunk: 777 });
    expect(elements.get('(3006,0050)')!.text).toBe('1.0000000000\\ 2.50');
    expect(Buffer.compare(elements.get('(7FE0,0010)')!.bytes, data)).toBe(0);
  });
  test('32-bit Pixel Data, whose cells the reader gives a VR of their own, pass too', () => {
    const data = new Uint8Array(16).map((_, at) => at);
    for (const encoding of [implicitLittle, explicitBig]) {
      const nodes = [element(0x00280100, 'US', 32), element(0x7fe00010, 'OW', data)];
      expect(runStage(nodes, { encoding }).elements.get('(7FE0,0010)')?.bytes).toHaveLength(16);
    }
  });
  test('encapsulated Pixel Data keep their fragments', () => {
    const bytes = encode([fragments(0x7fe00010, 'OB', [new Uint8Array(0), Uint8Array.from([1, 2, 3, 4])])]);
    expect(Buffer.from(runStage(bytes).bytes).includes(Buffer.from(bytes))).toBe(true);
  });
});

describe('what nobody knows', () => {
  test('an attribute that the dictionary lacks goes, with one finding that counts', () => {
    const { paths, findings } = runStage([element(0x000afff0, 'LO', 'x'), sequence(0x300a0ffe, [[element(0x00100010, 'PN', 'DOE')]])]);
    expect(paths.some((path) => path.startsWith('(300A'))).toBe(false);
    expect(findings).toMatchObject([{ code: 'deid/unknown-attribute', detail: expect.stringMatching(/^2 /) }]);
  });
  test.each([
    ['Digital Signatures', sequence(0xfffafffa, [[element(0x04000100, 'UI', '1.2.3')]])],
    ['MAC Parameters', sequence(0x4ffe0001, [[element(0x04000010, 'CS', 'X')]])],
    ['Encrypted Attributes', sequence(0x04000500, [[element(0x04000520, 'OB', new Uint8Array(2))]])],
    ['Original Attributes', sequence(0x04000561, [[element(0x00100010, 'PN', 'DOE')]])],
    ['Referenced Patient Photo', sequence(0x00101100, [[element(0x00081155, 'UI', '1.2.3')]])],
  ] as const)('%s goes at any level, whatever its Type', (_, node) => {
    const nested = sequence(0x300a00b0, [[sequence(0x300a0111, [[node]])]]);
    const beside = element(0x00280010, 'US', 4);
    const nodes = [beside, nested, node].sort((a, b) => a.tag - b.tag);
    const { paths } = runStage(nodes, { types: everywhere('1') });
    const left = ['(0028,0010)', '(300A,00B0)', '(300A,00B0)[1]', '(300A,00B0)[1].(300A,0111)', '(300A,00B0)[1].(300A,0111)[1]'];
    const own = paths.filter((path) => !/^\((0012,006|0028,0303)/.test(path));
    expect(own).toEqual(left);
  });
  test('an overlay or curve group goes whole, also with Clean Graphics', () => {
    const nodes = [
      element(0x50020010, 'US', 1),
      element(0x60020010, 'US', 4),
      element(0x60020022, 'LO', 'text'),
      element(0x60020100, 'US', 16),
      element(0x60023000, 'OW', new Uint8Array(4)),
      element(0x60024000, 'LT', 'DOE'),
    ];
    for (const options of [[], ['cleanGraphics', 'cleanDescriptors']] as const) {
      const { paths, findings } = runStage(nodes, { profile: { options }, types: everywhere('1') });
      expect(paths.some((path) => /^\((50|60)/.test(path))).toBe(false);
      expect(findings).toEqual([]);
    }
  });
});

test('bytes that were harmless in one character set are looked at again in another', () => {
  // The bytes of "DOË" in UTF-8 are other letters in ISO 8859-1.
  const label = element(0x00181210, 'SH', new TextEncoder().encode('DOË '));
  const watching: Cleaner = { ...cleaner, finds: (text) => text.startsWith('DOË') };
  const nodes = [
    element(0x00080005, 'CS', 'ISO_IR 100'),
    sequence(0x00081140, [[label], [element(0x00080005, 'CS', 'ISO_IR 192'), label]]),
  ];
  const { paths } = runStage(nodes, {
    cleaner: watching,
    specificCharacterSet: 'ISO_IR 100',
    types: iodTypes('1.2.840.10008.5.1.4.1.1.2'),
  });
  expect(paths.filter((path) => path.endsWith('(0018,1210)'))).toEqual(['(0008,1140)[1].(0018,1210)', '(0008,1140)[2].(0018,1210)']);
  expect(runStage(nodes, { cleaner: watching, specificCharacterSet: 'ISO_IR 100' }).text('(0008,1140)[2].(0018,1210)')).not.toContain('DO');
});
