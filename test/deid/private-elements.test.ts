/** Private elements by creator and block, per item: what stays, what goes, and in which order. */
import { describe, expect, test } from 'vitest';
import type { ResolvedProfile } from '../../src/deid/profile.js';
import type { OptionName } from '../../src/standard/confidentiality.js';
import { tag } from '../../src/standard/tag.js';
import { implicitLittle } from '../../src/wire/token.js';
import { concat, element, encode, implicit, item, type Node, sequence } from '../support/bytes.js';
import { cleaner, pseudonyms, runStage, type StageOptions } from './stage.js';

const safe: StageOptions = { profile: { options: ['retainSafePrivate'] as readonly OptionName[], privateKeep: ['safe'] } };
const vendors: StageOptions = { profile: { options: ['retainSafePrivate', 'cleanDescriptors'], privateKeep: ['safe', 'rt-vendors'] } };

const support = (profile: Partial<ResolvedProfile>): StageOptions => ({
  profile: { options: ['retainSafePrivate', 'cleanDescriptors'], privateKeep: ['rt-vendors', 'rt-vendors-support'], ...profile },
});

const philips = 'Philips PET Private Group';
const suv = (block: number): readonly Node[] => [
  element(0x70530000 + block, 'LO', philips),
  element(0x70530000 + block * 256, 'DS', '0.5 '),
];
const privateOf = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => /\([0-9A-F]{3}[13579BDF],[0-9A-F]{4}\)$/.test(path));

describe('Table E.3.10-1', () => {
  test('without the option all private elements go, and one finding counts them', () => {
    const { paths, findings } = runStage(suv(0x10));
    expect(privateOf(paths)).toEqual([]);
    expect(findings).toMatchObject([{ code: 'deid/private-removed', path: '(7053,1000)', detail: expect.stringMatching(/^1 /) }]);
  });
  test('with it a listed element stays with its creator, in whatever block', () => {
    for (const block of [0x10, 0x2a, 0xff]) {
      const { paths, text } = runStage(suv(block), safe);
      expect(privateOf(paths)).toHaveLength(2);
      expect(text(`(7053,${block.toString(16).toUpperCase()}00)`)).toBe('0.5 ');
    }
  });
  test('a listed element of another creator goes, and so does the creator', () => {
    const nodes = [element(0x70530010, 'LO', 'ANOTHER'), element(0x70531000, 'DS', '0.5 ')];
    expect(privateOf(runStage(nodes, safe).paths)).toEqual([]);
  });
  test('a creator of whose block nothing stays goes too', () => {
    expect(privateOf(runStage([element(0x70530010, 'LO', philips), element(0x705310aa, 'LO', 'x')], safe).paths)).toEqual([]);
  });
  test('an element without a creator goes', () => {
    expect(privateOf(runStage([element(0x70531000, 'DS', '0.5 ')], safe).paths)).toEqual([]);
  });
  test.each([
    ['the VR stated', 'DS', 2],
    ['UN', 'UN', 2],
    ['another VR', 'LO', 0],
  ] as const)('an element with %s', (_, vr, left) => {
    const nodes = [element(0x70530010, 'LO', philips), element(0x70531000, vr, '0.5 ')];
    expect(privateOf(runStage(nodes, safe).paths)).toHaveLength(left);
  });
  test('a listed element that holds an identifier goes', () => {
    expect(privateOf(runStage([element(0x70530010, 'LO', philips), element(0x70531000, 'UN', 'DOE ')], safe).paths)).toEqual([]);
  });
  test.each([0x0001, 0x0003, 0x0005, 0x0007, 0xffff])('group %i is illegal and goes', (group) => {
    const nodes = [element(group * 0x10000 + 0x10, 'LO', philips), element(group * 0x10000 + 0x1000, 'DS', '0.5 ')];
    expect(privateOf(runStage(nodes, safe).paths)).toEqual([]);
  });
  test('each item has creators of its own', () => {
    const nodes = [...suv(0x10), sequence(0x300a00b0, [item(suv(0x11)), item([element(0x70531000, 'DS', '0.7 ')])])].sort(
      (a, b) => ('tag' in a ? a.tag : 0) - ('tag' in b ? b.tag : 0),
    );
    expect(privateOf(runStage(nodes, safe).paths)).toEqual([
      '(300A,00B0)[1].(7053,0011)',
      '(300A,00B0)[1].(7053,1100)',
      '(7053,0010)',
      '(7053,1000)',
    ]);
  });
  test('with several creators in a group all that are used stand before all elements, in sequences too', () => {
    const one = new Uint8Array(4);
    const group = (inside: readonly Node[]): readonly Node[] => [
      element(0x20010010, 'LO', 'Philips Imaging DD 001'),
      element(0x20010011, 'LO', 'Philips Imaging DD 002'),
      element(0x20010012, 'LO', 'Philips Imaging DD 129'),
      element(0x20010013, 'LO', 'WHO KNOWS'),
      element(0x20011001, 'FL', one),
      element(0x200111fe, 'LO', 'not in the table'),
      sequence(0x20011200, [inside]),
      element(0x20011301, 'FL', one),
    ];
    const { paths } = runStage([...group(group([element(0x00280010, 'US', 4)])), element(0x300a00c0, 'IS', '1')], safe);
    const kept = (around: string): readonly string[] => [
      `${around}(2001,0010)`,
      `${around}(2001,0012)`,
      `${around}(2001,1001)`,
      `${around}(2001,1200)`,
    ];
    expect(privateOf(paths)).toEqual([...kept(''), ...kept('(2001,1200)[1].')]);
    expect(paths).toContain('(2001,1200)[1].(2001,1200)[1].(0028,0010)');
    expect(paths.at(-1)).toBe('(300A,00C0)');
  });
  test('where too much would have to wait, all that might be used are written', () => {
    const lookup = new Uint8Array(60_000);
    const items = Array.from({ length: 300 }, () => item([element(0x00281201, 'OW', lookup)]));
    const nodes = [
      element(0x20010010, 'LO', 'Philips Imaging DD 001'),
      element(0x20010011, 'LO', 'Philips Imaging DD 002'),
      element(0x20010012, 'LO', 'Philips Imaging DD 129'),
      element(0x20010013, 'LO', 'WHO KNOWS'),
      sequence(0x20011200, items),
    ];
    const { paths } = runStage(nodes, safe);
    const root = privateOf(paths).filter((path) => !path.includes('['));
    expect(root).toEqual(['(2001,0010)', '(2001,0011)', '(2001,0012)', '(2001,1200)']);
    expect(paths.filter((path) => path.endsWith('(0028,1201)'))).toHaveLength(300);
  });
});

describe('what a file declares of its private blocks', () => {
  const us = (...values: readonly number[]): Uint8Array => Uint8Array.from(values.flatMap((value) => [value & 0xff, value >>> 8]));
  interface Said {
    readonly status: string;
    readonly safe?: readonly number[];
    readonly actions?: readonly (readonly [string, readonly number[]])[];
    readonly creator?: string;
  }
  const characteristics = (items: readonly Said[], group = 0x0009): Node =>
    sequence(
      0x00080300,
      items.map(({ status, safe: low = [], actions = [], creator = 'SOME MAKER' }) =>
        item([
          element(0x00080301, 'US', us(group)),
          element(0x00080302, 'LO', creator),
          element(0x00080303, 'CS', status),
          ...(low.length > 0 ? [element(0x00080304, 'US', us(...low))] : []),
          ...(actions.length > 0
            ? [
                sequence(
                  0x00080305,
                  actions.map(([action, of]) => item([element(0x00080306, 'US', us(...of)), element(0x00080307, 'CS', action)])),
                ),
              ]
            : []),
        ]),
      ),
    );
  const block = (creator = 'SOME MAKER'): readonly Node[] => [
    element(0x00090010, 'LO', creator),
    element(0x00091001, 'LO', 'ABCD'),
    element(0x00091002, 'UN', '1.2.826.0.1.3680043.9.1\0'),
    element(0x00091003, 'UI', '1.2.3.4'),
    element(0x00091004, 'LO', 'DOE'),
    sequence(0x00091005, [[element(0x00100010, 'PN', 'DOE^JANE'), element(0x00280010, 'US', 4)]]),
  ];
  const declared: StageOptions = { profile: { options: ['retainSafePrivate'], privateKeep: ['safe', 'declared'] } };
  const kept = (said: readonly Said[], options: StageOptions, creator?: string): readonly string[] => {
    const { paths, bytes } = runStage([characteristics(said), ...block(creator)], options);
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('DOE');
    expect(paths.join()).not.toContain('(0008,0300)');
    return privateOf(paths).map((path) => path.slice(6, 10));
  };
  test('is believed only where the profile says so', () => {
    expect(kept([{ status: 'SAFE' }], safe)).toEqual([]);
    expect(kept([{ status: 'SAFE' }], declared)).toEqual(['0010', '1001', '1002', '1003', '1005']);
  });
  test('what is kept is searched, mapped and looked inside all the same', () => {
    const { text, paths } = runStage([characteristics([{ status: 'SAFE' }]), ...block()], declared);
    expect(text('(0009,1003)')?.replace(/\0$/, '')).toBe(pseudonyms.uid('1.2.3.4'));
    expect(text('(0009,1002)')?.replace(/\0$/, '')).toBe(pseudonyms.uid('1.2.826.0.1.3680043.9.1'));
    expect(paths).toContain('(0009,1005)[1].(0028,0010)');
  });
  test.each([
    ['nothing is said', [], []],
    ['another creator is spoken of', [{ status: 'SAFE', creator: 'ANOTHER' }], []],
    ['UNSAFE', [{ status: 'UNSAFE', safe: [1] }], []],
    ['a word that is none', [{ status: 'PERHAPS' }], []],
    ['MIXED keeps what it lists', [{ status: 'MIXED', safe: [1, 4] }], ['0010', '1001']],
    [
      'SAFE but for what identifies',
      [
        {
          status: 'SAFE',
          actions: [
            ['X', [1, 2]],
            ['Z', [5]],
          ],
        },
      ],
      ['0010', '1003'],
    ],
    [
      'U maps a UID',
      [
        {
          status: 'MIXED',
          actions: [
            ['U', [3]],
            ['D', [1]],
          ],
        },
      ],
      ['0010', '1003'],
    ],
    ['two that disagree', [{ status: 'SAFE' }, { status: 'MIXED', safe: [1] }], []],
  ] as readonly (readonly [string, readonly Said[], readonly string[]])[])('%s', (_, said, expected) => {
    expect(kept(said, declared)).toEqual(expected);
  });
  test('a creator with an identifier in its name is declared in vain', () => {
    expect(kept([{ status: 'SAFE', creator: 'MAKER DOE' }], declared, 'MAKER DOE')).toEqual([]);
  });
  test.each([
    ['UNSAFE', 0],
    ['MIXED', 0],
    ['SAFE', 2],
  ] as const)('%s counts for a list too', (status, left) => {
    const nodes = [characteristics([{ status, creator: philips }], 0x7053), ...suv(0x10)];
    expect(privateOf(runStage(nodes, safe).paths)).toHaveLength(left);
  });
  test('counts at the root only', () => {
    const nodes = sequence(0x300a00b0, [item([characteristics([{ status: 'SAFE' }])])]);
    expect(privateOf(runStage([...block(), nodes], declared).paths)).toEqual([]);
  });
});

describe('the reviewed list of radiotherapy vendors', () => {
  const creator = (group: number): Node => element(group * 0x10000 + 0x10, 'LO', `Varian Medical Systems VISION ${group.toString(16)}`);
  test('is used only when the profile asks for it', () => {
    const nodes = [creator(0x3249), element(0x32491000, 'DS', '5 ')];
    expect(privateOf(runStage(nodes, safe).paths)).toEqual([]);
    expect(privateOf(runStage(nodes, vendors).paths)).toHaveLength(2);
  });
  test('maps the UIDs it keeps, typed UN too', () => {
    const nodes = [creator(0x3249), element(0x32491010, 'UN', '1.2.3.4')];
    expect(runStage(nodes, vendors).text('(3249,1010)')?.replace(/\0$/, '')).toBe(pseudonyms.uid('1.2.3.4'));
  });
  test('cleans labels, in their character set', () => {
    const nodes = [element(0x00080005, 'CS', 'ISO_IR 100'), creator(0x3243), element(0x32431009, 'LO', '1 DOE ö ')];
    expect(runStage(nodes, vendors).text('(3243,1009)')?.trimEnd()).toBe('1 CLEAN ö');
  });
  test('cleans labels typed UN, in their character set', () => {
    const nodes = [element(0x00080005, 'CS', 'ISO_IR 100'), creator(0x3267), element(0x32671000, 'UN', 'PTV DOE \xf6')];
    expect(runStage(nodes, vendors).text('(3267,1000)')?.trimEnd()).toBe('PTV CLEAN \xf6');
  });
  test('renames machines as Treatment Machine Name, in a longer VR and typed UN too', () => {
    const rules: ResolvedProfile['rules'] = [
      { tag: tag(0x300a00b2), action: 'pseudonym', namespace: 'machine', template: 'LINAC_XY-{hash:7}', profile: 'test' },
    ];
    const nodes = [
      element(0x300a00b2, 'SH', 'TB 1'),
      element(0x40010010, 'LO', 'RAYSEARCHLABS 2.0'),
      element(0x40011012, 'UN', 'TB 1'),
      element(0x40011020, 'LO', 'TB 1'),
    ];
    const { text } = runStage(nodes, support({ rules }));
    const names = ['(300A,00B2)', '(4001,1012)', '(4001,1020)'].map((path) => text(path)?.trimEnd());
    expect(names[0]).toMatch(/^LINAC_XY-/);
    expect(new Set(names).size).toBe(1);
    expect(privateOf(runStage(nodes, support({ rules: [] })).paths)).toEqual([]);
  });
  test('keeps dates of devices with their identity only', () => {
    const nodes = [element(0x40010010, 'LO', 'RAYSEARCHLABS 2.0'), element(0x40011001, 'DT', '20200102')];
    expect(privateOf(runStage(nodes, support({})).paths)).toEqual([]);
    expect(runStage(nodes, support({ options: ['retainSafePrivate', 'retainDeviceIdentity'] })).text('(4001,1001)')).toBe('20200102');
  });
  test('moves dates of the patient with the public ones: in its sequences, by a rule, declared safe, typed UN', () => {
    const keep = (low: number, vrs?: readonly string[]) =>
      ({ private: { group: 0x0011, creator: 'OURS', low }, action: 'keep', profile: 'test', ...(vrs && { vrs }) }) as never;
    const shifted = support({
      options: ['retainSafePrivate', 'retainLongitudinalTemporalModifiedDates'],
      privateKeep: ['rt-vendors', 'declared'],
      rules: [keep(0), keep(1), keep(2, ['DA'])],
    });
    const declared = [
      element(0x00080301, 'US', Uint8Array.of(0x13, 0)),
      element(0x00080302, 'LO', 'THEIRS'),
      element(0x00080303, 'CS', 'SAFE'),
    ];
    const nodes = [
      element(0x00080020, 'DA', '20200115'),
      sequence(0x00080300, [item(declared)]),
      element(0x00110010, 'LO', 'OURS'),
      element(0x00111000, 'DA', '20200115'),
      element(0x00111001, 'DT', '20200115101500'),
      element(0x00111002, 'UN', '20200115'),
      element(0x00130010, 'LO', 'THEIRS'),
      element(0x00131000, 'DA', '20200115'),
      element(0x32630010, 'LO', 'Varian Medical Systems VISION 3263'),
      sequence(0x32631001, [item([element(0x00080020, 'DA', '20200115')])]),
    ];
    const { text } = runStage(nodes, shifted);
    const moved = text('(0008,0020)');
    expect(moved).toMatch(/^\d{8}$/);
    expect(moved).not.toBe('20200115');
    for (const path of ['(0011,1000)', '(0011,1001)', '(0011,1002)', '(0013,1000)', '(3263,1001)[1].(0008,0020)'])
      expect(text(path)?.slice(0, 8), path).toBe(moved);
    expect(text('(0011,1001)')?.slice(8)).toBe('101500');
  });
  test('keeps what only the vendor needs when the profile says so', () => {
    const nodes = [element(0x300d0010, 'LO', 'TOMO_HA_01'), element(0x300d1014, 'DS', '2.5 ')];
    expect(privateOf(runStage(nodes, vendors).paths)).toEqual([]);
    expect(privateOf(runStage(nodes, support({})).paths)).toHaveLength(2);
  });
  test('knows elements by creator, whatever group number they share', () => {
    const nodes = (name: string): readonly Node[] => [element(0x300d0010, 'LO', name), element(0x300d1002, 'SH', 'ABCD')];
    expect(privateOf(runStage(nodes('IBA'), vendors).paths)).toHaveLength(2);
    expect(privateOf(runStage(nodes('TOMO_HA_01'), vendors).paths)).toEqual([]);
  });
  test('a creator with an identifier in its name is none of the list', () => {
    const nodes = [element(0x300d0010, 'LO', 'IBA DOE'), element(0x300d1002, 'SH', 'ABCD')];
    expect(privateOf(runStage(nodes, vendors).paths)).toEqual([]);
  });
  test('says that integrity values went', () => {
    const nodes = [creator(0x3287), sequence(0x32871000, [[element(0x32870010, 'LO', 'x')]]), element(0x32871003, 'OB', new Uint8Array(4))];
    const { paths, findings } = runStage(nodes, vendors);
    expect(privateOf(paths)).toEqual([]);
    expect(findings).toMatchObject([{ code: 'deid/integrity-removed', path: '(3287,1000)', detail: expect.stringMatching(/^2 /) }]);
    expect(runStage(nodes, safe).findings).toMatchObject([{ code: 'deid/private-removed' }]);
  });
  describe('interface XML', () => {
    const xml = (inside: string): string => `<ExtendedVAPlanInterface><Beams>${inside}</Beams></ExtendedVAPlanInterface>`;
    const block = (text: string, vr: 'OB' | 'LT' | 'UN'): readonly Node[] => [
      creator(0x3253),
      element(0x32531000, vr, text),
      element(0x32531001, vr === 'UN' ? 'UN' : 'IS', String(text.length)),
      element(0x32531002, vr === 'UN' ? 'UN' : 'LO', 'ExtendedIF'),
    ];
    test.each(['OB', 'LT', 'UN'] as const)('typed %s loses what is not listed; its length is true', (vr) => {
      const { text } = runStage(block(xml('<Note>DOE</Note>'), vr), vendors);
      const kept = text('(3253,1000)');
      expect(kept?.trimEnd()).toBe(xml(''));
      expect(Number(text('(3253,1001)'))).toBe(kept?.length);
      expect(text('(3253,1002)')).toBe('ExtendedIF');
    });
    test('of a hundred kilobytes too, whatever the chunks', () => {
      const { text } = runStage(block(xml('<Note>DOE</Note>'.repeat(6000)), 'OB'), { ...vendors, chunk: 999 });
      expect(text('(3253,1000)')?.trimEnd()).toBe(xml(''));
      expect(Number(text('(3253,1001)'))).toBe(text('(3253,1000)')?.length);
    });
    test('that cannot be read goes with its length and format, in its own item only', () => {
      const nodes = [
        sequence(0x300a00b0, [
          item(block(xml(''), 'OB')),
          item(block('<DOE>', 'OB')),
          item([creator(0x3253), element(0x32531001, 'IS', '2 ')]),
        ]),
      ];
      const { paths } = runStage(nodes, vendors);
      expect(privateOf(paths).map((path) => path.slice(0, 14))).toEqual(Array(4).fill('(300A,00B0)[1]'));
    });
    test('that holds an identifier in its numbers goes', () => {
      const own = { ...cleaner, findsInBytes: (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').includes('>4711<') };
      const nodes = block(xml('<Beam><ReferencedBeamNumber>4711</ReferencedBeamNumber></Beam>'), 'OB');
      const { paths, findings } = runStage(nodes, { ...vendors, cleaner: own });
      expect(privateOf(paths)).toEqual([]);
      expect(findings.map(({ code }) => code)).toEqual(['deid/identifier-removed', 'deid/private-removed']);
    });
  });
  test('drops notes, opaque bytes and what it does not know', () => {
    const nodes = [
      creator(0x3251),
      element(0x32511000, 'LO', 'note'),
      creator(0x3261),
      element(0x3261102a, 'OB', new Uint8Array(70_000)),
      creator(0x3263),
      element(0x326310aa, 'LO', 'what'),
    ];
    expect(privateOf(runStage(nodes, vendors).paths)).toEqual([]);
  });
  test('looks inside a private sequence that it keeps: public and private elements, UN or SQ', () => {
    const inner = [
      element(0x00081155, 'UI', '1.2.3.4'),
      element(0x00100010, 'PN', 'DOE^JANE'),
      element(0x32630010, 'LO', 'Varian Medical Systems VISION 3263'),
      element(0x32631002, 'CS', 'DERIVED'),
      element(0x32631077, 'LO', 'DOE'),
    ];
    for (const vr of ['SQ', 'UN'] as const) {
      const { bytes, text, paths } = runStage([creator(0x3263), sequence(0x32631001, [inner], { vr })], vendors);
      expect(text('(3263,1001)[1].(0008,1155)')?.replace(/\0$/, '')).toBe(pseudonyms.uid('1.2.3.4'));
      expect(text('(3263,1001)[1].(3263,1002)')?.trimEnd()).toBe('DERIVED');
      expect(paths).not.toContain('(3263,1001)[1].(3263,1077)');
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('DOE');
    }
  });
  describe('a sequence that came as UN of defined length', () => {
    const vision = (group: number): Node => element(group * 0x10000 + 0x10, 'LO', `Varian Medical Systems VISION ${group.toString(16)}`);
    const bytesOf = (items: readonly (readonly Node[])[]): Uint8Array =>
      concat(
        items.map((nodes) => {
          const inner = encode(nodes, implicit);
          const size = Buffer.alloc(4);
          size.writeUInt32LE(inner.length);
          return concat([Uint8Array.of(0xfe, 0xff, 0x00, 0xe0), Uint8Array.from(size), inner]);
        }),
      );
    const relation = (inner: readonly Node[]): readonly Node[] => [vision(0x3263), element(0x32631001, 'UN', bytesOf([inner]))];
    const inner = [
      element(0x00081155, 'UI', '1.2.3.4'),
      element(0x00100010, 'PN', 'DOE^JANE'),
      vision(0x3263),
      element(0x32631002, 'CS', 'DERIVED'),
      element(0x32631077, 'LO', 'DOE'),
    ];
    test.each([
      ['explicit', undefined, 1 << 20],
      ['implicit', implicitLittle, 1 << 20],
      ['explicit, by the byte', undefined, 1],
    ] as const)('is looked inside: %s', (_, encoding, chunk) => {
      const { bytes, text, paths } = runStage(relation(inner), { ...vendors, chunk, ...(encoding && { encoding }) });
      expect(text('(3263,1001)[1].(0008,1155)')?.replace(/\0$/, '')).toBe(pseudonyms.uid('1.2.3.4'));
      expect(text('(3263,1001)[1].(3263,1002)')?.trimEnd()).toBe('DERIVED');
      expect(paths).not.toContain('(3263,1001)[1].(3263,1077)');
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('DOE');
    });
    test('of a hundred kilobytes too', () => {
      const many = Array.from({ length: 3000 }, () => inner);
      const { bytes, paths } = runStage([vision(0x3263), element(0x32631001, 'UN', bytesOf(many))], { ...vendors, chunk: 1000 });
      expect(paths).toContain('(3263,1001)[3000].(3263,1002)');
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('DOE');
    });
    test('the creators of its items are their own', () => {
      const { paths } = runStage(relation([element(0x32631002, 'CS', 'DERIVED')]), vendors);
      expect(privateOf(paths)).toEqual(['(3263,0010)', '(3263,1001)']);
      const shifted = relation([element(0x326300aa, 'LO', 'Varian Medical Systems VISION 3263'), element(0x3263aa02, 'CS', 'DERIVED')]);
      expect(runStage(shifted, vendors).text('(3263,1001)[1].(3263,AA02)')).toBe('DERIVED ');
    });
    test('within another, and as deep as sequences go', () => {
      let nodes: readonly Node[] = inner;
      for (let depth = 0; depth < 20; depth++) nodes = relation(nodes);
      const { bytes, paths } = runStage(nodes, vendors);
      expect(paths.some((path) => path.split('.').length === 21)).toBe(true);
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('DOE');
      for (let depth = 0; depth < 400; depth++) nodes = relation(nodes);
      expect(Buffer.from(runStage(nodes, vendors).bytes).toString('latin1')).not.toContain('DOE');
    });
    test.each([
      ['is cut', bytesOf([inner]).slice(0, -3)],
      ['ends before its end', concat([Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0), bytesOf([inner])])],
      ['ends in its midst', concat([bytesOf([inner]), Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0), encode(inner)])],
      ['is none', Uint8Array.from(Buffer.from('DERIVED '))],
    ])('that %s goes', (_, bytes) => {
      const { paths, findings } = runStage([vision(0x3263), element(0x32631001, 'UN', bytes)], vendors);
      expect(privateOf(paths)).toEqual([]);
      expect(findings).toMatchObject([{ code: 'deid/private-removed', path: '(3263,1001)' }]);
    });
    test('is found where the list says no VR', () => {
      const nodes = [
        element(0x00090010, 'LO', 'ELEKTA GAMMAPLAN'),
        element(0x00091020, 'UN', bytesOf([inner])),
        element(0x00091021, 'UN', 'ABCD'),
      ];
      const { bytes, paths } = runStage(nodes, support({}));
      expect(paths).toContain('(0009,1020)[1].(0008,1155)');
      expect(paths).toContain('(0009,1021)');
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('DOE');
    });
  });
  describe('bytes of unknown meaning', () => {
    const nodes = (bytes: Uint8Array | string): readonly Node[] => [
      element(0x00090010, 'LO', 'ELEKTA GAMMAPLAN'),
      element(0x00091020, 'UN', bytes),
    ];
    const run = (bytes: Uint8Array | string, options: readonly OptionName[] = ['retainSafePrivate']) =>
      runStage(nodes(bytes), support({ options }));
    const uid = '1.2.826.0.1.3680043.9.1';
    test('that are a UID are mapped, padding aside', () => {
      expect(run(`${uid}\0`).text('(0009,1020)')?.replace(/\0$/, '')).toBe(pseudonyms.uid(uid));
      expect(run(uid, ['retainSafePrivate', 'retainUids']).text('(0009,1020)')?.replace(/\0$/, '')).toBe(uid);
    });
    test.each([
      ['ASCII', `\x01\x02${uid}\x03`],
      ['UTF-16, little endian', `\x01\x02${[...uid].join('\0')}\0`],
      ['UTF-16, big endian', `\x01\0${[...uid].join('\0')}\x02`],
      ['a text', `plan=${uid};`],
      ['a list', `1.5\\${uid}`],
    ])('with a UID in %s go', (_, text) => {
      const { paths, findings } = run(Uint8Array.from(Buffer.from(text, 'latin1')));
      expect(privateOf(paths)).toEqual([]);
      expect(findings).toMatchObject([{ code: 'deid/identifier-removed' }]);
    });
    test.each([
      ['numbers', '0.51\\0.522\\12.5\\1.2.3'],
      ['a version', 'v1.2.3.4.5 of 6.7'],
      ['the UID of a SOP Class', '\x011.2.840.10008.5.1.4.1.1.481.5\x02'],
      ['dots', '..............................'],
    ])('with %s stay', (_, text) => {
      expect(privateOf(run(Uint8Array.from(Buffer.from(text, 'latin1'))).paths)).toHaveLength(2);
    });
  });
  test('a long private value is searched whole, and goes when it hides an identifier', () => {
    const nodes = (text: string): readonly Node[] => [element(0x300d0010, 'LO', 'TOMO_HA_01'), element(0x300d10a7, 'UN', text)];
    const numbers = '0.5\\'.repeat(30_000);
    expect(runStage(nodes(numbers), { ...vendors, chunk: 1000 }).text('(300D,10A7)')).toBe(numbers);
    expect(runStage(nodes(`${numbers}DOE `), { ...vendors, chunk: 1000 }).text('(300D,10A7)')).toBeUndefined();
  });
  test('a private sequence of another vendor goes with all that is in it', () => {
    const unknown = encode([sequence(0x00091001, [[element(0x00100010, 'PN', 'DOE^JANE')]])], implicit);
    const nodes = concat([
      encode([element(0x00090010, 'LO', 'WHO KNOWS')]),
      encode([sequence(0x00091001, [[element(0x00100010, 'PN', 'DOE')]])]),
    ]);
    expect(unknown.length).toBeGreaterThan(0);
    expect(Buffer.from(runStage(nodes, vendors).bytes).toString('latin1')).not.toContain('DOE');
  });
});
