import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '../../src/deid/folding.js';
import { vr } from '../../src/standard/vr.js';
import { characterSet } from '../../src/wire/charset.js';

const bytes = (hex: string) => Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
const ascii = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const decode = (set: string | undefined, hex: string) => {
  const value = bytes(hex);
  return characterSet(set).decode(value, 0, value.length, vr.PN);
};

test.each([
  // PS3.5 H.3.1: ESC $ B opens JIS X 0208, ESC ( B goes back to ASCII
  [
    '\\ISO 2022 IR 87',
    `${ascii('Yamada^Tarou=')}1b24423b3345441b2842${ascii('^')}1b244242404f3a1b2842${ascii('=')}1b24422464245e24401b2842${ascii('^')}1b2442243f246d24261b2842`,
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  // PS3.5 H.3.2: half-width katakana from the start
  [
    'ISO 2022 IR 13\\ISO 2022 IR 87',
    `d4cfc0de${ascii('^')}c0dbb3${ascii('=')}1b24423b3345441b284a${ascii('^')}1b244242404f3a1b284a`,
    'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎',
  ],
  // PS3.5 I.2: KS X 1001 is designated anew behind each ^ and =
  [
    '\\ISO 2022 IR 149',
    `${ascii('Hong^Gildong=')}1b242943fbf3${ascii('^')}1b242943d1ced4d7${ascii('=')}1b242943c8ab${ascii('^')}1b242943b1e6b5bf`,
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  // PS3.5 J.1 and J.3
  ['ISO_IR 192', `${ascii('Wang^XiaoDong=')}e78e8b5ee5b08fe69db1`, 'Wang^XiaoDong=王^小東'],
  ['GB18030', `${ascii('Wang^XiaoDong=')}cdf55ed0a1b6ab`, 'Wang^XiaoDong=王^小东'],
  ['GBK', `${ascii('Wang^XiaoDong=')}cdf55ed0a1b6ab`, 'Wang^XiaoDong=王^小东'],
  // PS3.5 K.2
  ['\\ISO 2022 IR 58', `${ascii('Zhang^XiaoDong=')}1b242941d5c5${ascii('^')}1b242941d0a1b6ab`, 'Zhang^XiaoDong=张^小东'],
  // Single-byte sets (PS3.3 C.12.1.1.2)
  ['ISO_IR 100', '4275e7', 'Buç'],
  ['ISO_IR 101', 'a3f3', 'Łó'],
  ['ISO_IR 109', 'a1', 'Ħ'],
  ['ISO_IR 110', 'a2', 'ĸ'],
  ['ISO_IR 126', 'c4e9efedf5f3e9eff2', 'Διονυσιος'],
  ['ISO_IR 127', 'e2c8c7e6ea', 'قباني'],
  ['ISO_IR 138', 'f9f8e5ef', 'שרון'],
  ['ISO_IR 144', 'bbeedaa3', 'ЛюкЃ'],
  ['ISO_IR 148', 'f0', 'ğ'],
  ['ISO_IR 166', 'a1', 'ก'],
  ['ISO_IR 203', 'a4', '€'],
  ['ISO_IR 13', 'd4cf', 'ﾔﾏ'],
  // Code extensions of single-byte sets: ESC - F opens Greek, which ends at the ^
  ['ISO 2022 IR 100\\ISO 2022 IR 126', `e4${ascii('=')}1b2d46c4${ascii('^')}e4`, 'ä=Δ^ä'],
])('%s decodes the bytes of its example (row %#)', (set, hex, text) => {
  expect(decode(set, hex)).toBe(text);
});

test.each([
  ['undeclared bytes that are UTF-8 are read as that', undefined, '4dc3bc', 'Mü'],
  ['undeclared bytes that are not are read as Latin 1', '', '4dfc', 'Mü'],
  ['UTF-8 cut within its last character loses that character', 'ISO_IR 192', 'c3bc4dc3', 'üM'],
  ['UTF-8 cut within a longer character loses that character', 'ISO_IR 192', '4de78e', 'M'],
  ['a Latin letter at the end of ASCII is one', 'ISO_IR 192', '416e6472e9', 'André'],
  ['Latin 1 that calls itself UTF-8 is still read', 'ISO_IR 192', '4dfc6c', 'Mül'],
  ['a set nobody knows is read as none', 'ISO_IR 999', '4dfc6c', 'Mül'],
  ['an escape sequence of no declared set is dropped', 'ISO 2022 IR 100\\ISO 2022 IR 101', '411b2d7a42fc', 'ABü'],
  ['a sloppy name of a set is understood', 'iso ir-100 ', 'fc', 'ü'],
  ['a byte order mark stays', 'ISO_IR 192', 'efbbbf41', '\ufeffA'],
])('%s', (_, set, hex, text) => {
  expect(decode(set, hex)).toBe(text);
});

test('only a set of the Standard is known', () => {
  expect(characterSet('ISO_IR 999').known).toBe(false);
  expect(characterSet('ISO_IR 100\\nonsense').known).toBe(false);
  expect(characterSet('ISO 2022 IR 6\\ISO 2022 IR 87').known).toBe(true);
});

test.each([
  'ISO_IR 100',
  'ISO_IR 101',
  'ISO_IR 109',
  'ISO_IR 110',
  'ISO_IR 126',
  'ISO_IR 144',
  'ISO_IR 148',
  'ISO_IR 166',
  'ISO_IR 203',
  'ISO_IR 13',
])('%s writes back every byte that it reads', (set) => {
  const { decode, encode } = characterSet(set);
  for (let byte = 0; byte < 256; byte++) {
    if (byte === 0x1b) continue;
    const text = decode(Uint8Array.of(byte), 0, 1);
    if (text !== '\ufffd') expect(encode(text)).toEqual(Uint8Array.of(byte));
  }
});

test.each([
  ['ISO_IR 192', 'Müller 王😀'],
  ['GB18030', 'Wang 王小东'],
  ['GBK', 'Wang 王小东'],
  ['ISO 2022 IR 100\\ISO 2022 IR 144', 'Müller'],
])('%s encodes what it decodes', (set, text) => {
  const encoded = characterSet(set).encode(text)!;
  expect(characterSet(set).decode(encoded, 0, encoded.length)).toBe(text);
});

test.each([
  [undefined, 'Müller'],
  ['ISO_IR 100', '王'],
  ['ISO_IR 13', '¥'],
  ['\\ISO 2022 IR 87', '전'],
  ['\\ISO 2022 IR 144', 'ü'],
  ['\\ISO 2022 IR 87', 'a\x1b'],
  ['GBK', '😀'],
])('%s does not write what it lacks', (set, text) => {
  expect(characterSet(set).encode(text)).toBeUndefined();
});

test.each([
  // The examples of PS3.5 H.3.1, H.3.2, I.2 and K.2 above, written.
  ['\\ISO 2022 IR 87', 'Yamada^Tarou=山田^太郎', `${ascii('Yamada^Tarou=')}1b24423b3345441b2842${ascii('^')}1b244242404f3a1b2842`],
  ['ISO 2022 IR 13\\ISO 2022 IR 87', 'ﾔﾏﾀﾞ^ﾀﾛｳ=山田', `d4cfc0de${ascii('^')}c0dbb3${ascii('=')}1b24423b3345441b284a`],
  ['\\ISO 2022 IR 149', 'Hong^Gildong=洪^吉洞', `${ascii('Hong^Gildong=')}1b242943fbf3${ascii('^')}1b242943d1ced4d7`],
  ['\\ISO 2022 IR 58', 'Zhang^XiaoDong=张^小东', `${ascii('Zhang^XiaoDong=')}1b242941d5c5${ascii('^')}1b242941d0a1b6ab`],
  // The first value's set needs no escape, and is back before what delimits.
  ['ISO 2022 IR 100\\ISO 2022 IR 126', 'äΔ\\ä', `e41b2d46c41b2d41${ascii('\\')}e4`],
  ['\\ISO 2022 IR 100', 'ü\r\nü', '1b2d41fc0d0a1b2d41fc'],
  ['\\ISO 2022 IR 87\\ISO 2022 IR 159', '前丂1', '1b244241301b24284430211b284231'],
])('%s writes %j with its escape sequences', (set, text, hex) => {
  const written = characterSet(set).encode(text)!;
  expect(Buffer.from(written).toString('hex')).toBe(hex);
  expect(characterSet(set).decode(written, 0, written.length, vr.PN)).toBe(text);
});

test('what is written under code extensions is read back', () => {
  const letters = { 100: 'üñß', 101: 'Łó', 109: 'Ħ', 110: 'ĸ', 144: 'почка', 127: 'قبا', 126: 'Διο', 138: 'שרן', 148: 'ğı', 166: 'กข', 13: 'ﾔﾏ', 87: '前立腺', 149: '전립선', 58: '张东' };
  const numbers = Object.keys(letters) as unknown as (keyof typeof letters)[];
  const declared = fc.tuple(fc.constantFrom<'' | keyof typeof letters>('', ...numbers), fc.constantFrom(...numbers));
  fc.assert(
    fc.property(
      declared.chain(([first, second]) =>
        fc.tuple(
          fc.constant([first, second] as const),
          fc.array(fc.constantFrom(...`${first === '' ? '' : letters[first]}${letters[second]}aB 1^=\\\n`), { maxLength: 20 }),
        ),
      ),
      ([[first, second], characters]) => {
        const text = characters.join('');
        const set = characterSet(`${first === '' ? '' : `ISO 2022 IR ${first}`}\\ISO 2022 IR ${second}`);
        const written = set.encode(text);
        if (written === undefined) expect(['87', '58', '149']).toContain(first);
        else expect(set.decode(written, 0, written.length)).toBe(text);
      },
    ),
  );
}); // biome-ignore format: a list is easier to read dense

test('no bytes make a set throw, and ASCII is the same in every set', () => {
  const sets = fc.constantFrom(
    undefined,
    '',
    'ISO_IR 13',
    'ISO_IR 192',
    'GB18030',
    '\\ISO 2022 IR 87',
    '\\ISO 2022 IR 149',
    'ISO 2022 IR 13\\ISO 2022 IR 159',
    'x\\y',
  );
  fc.assert(
    fc.property(sets, fc.uint8Array({ maxLength: 40 }), (set, value) => {
      const text = characterSet(set).decode(value, 0, value.length, vr.LO);
      foldText(text);
      if (value.every((byte) => byte < 0x80 && byte !== 0x1b)) expect(text).toBe(Buffer.from(value).toString('latin1'));
    }),
  );
});
