/** The Data Dictionary (PS3.6 Tables 6-1 to 9-1, PS3.7 E.1-1 and E.2-1) as a packed tag table and a text of names. */
import { line, moduleText, readJson } from './input.js';

interface Dictionary {
  readonly source: string;
  readonly elements: readonly (readonly [tag: string, keyword: string, name: string, vr: string, vm: string, retired: 0 | 1])[];
}

export function attributesModule(): string {
  const { source, elements } = readJson<Dictionary>('dictionary.json');
  const plain = elements.filter(([tag]) => !tag.includes('x')).sort(byTag);
  const repeating = elements.filter(([tag]) => tag.includes('x')).sort(byTag);
  const vrs = [...new Set(elements.map((element) => element[3]))].sort();
  const packed = Buffer.alloc(plain.length * 5);
  for (const [index, [tag, , , vr]] of plain.entries()) {
    packed.writeUInt32BE(Number.parseInt(tag, 16), index * 5);
    packed[index * 5 + 4] = vrs.indexOf(vr);
  }
  return moduleText(source, [
    ['vrs', 'VR or choice of VRs; their places are the VR bytes in `tags`.', vrs.join('|')],
    ['tags', 'Base64 of 5 bytes an attribute, in tag order: tag (big endian), place of its VR in `vrs`.', packed.toString('base64')],
    ['names', 'keyword|name|vm|retired a line, in the order of `tags`.', plain.map(([, ...rest]) => names(rest)).join('\n')],
    ['keywordOrder', 'Base64 of 2 bytes an attribute with a keyword: its place in `tags` (big endian), ordered by keyword.', order(plain)],
    [
      'repeating',
      'tag|mask|place of VR|keyword|name|vm|retired a line: attributes of repeating groups and elements. x is 0 in tag and mask.',
      repeating.map(([tag, ...rest]) => `${line([tag.replaceAll('x', '0'), mask(tag), vrs.indexOf(rest[2])])}|${names(rest)}`).join('\n'),
    ],
  ]);
}

const names = ([keyword, name, , vm, retired]: readonly [string, string, string, string, 0 | 1]): string =>
  line([keyword, name, vm, retired]);

function order(elements: Dictionary['elements']): string {
  const named = elements.map(([, keyword], place) => ({ keyword, place })).filter(({ keyword }) => keyword !== '');
  const places = Buffer.alloc(named.length * 2);
  for (const [index, { place }] of named.sort((a, b) => (a.keyword < b.keyword ? -1 : 1)).entries()) places.writeUInt16BE(place, index * 2);
  return places.toString('base64');
}

const byTag = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number => (a[0] < b[0] ? -1 : 1);

const mask = (tag: string): string => tag.replace(/./g, (digit) => (digit === 'x' ? '0' : 'F'));
