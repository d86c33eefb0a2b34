/** Do dicom-parser (through the checker) and dcmjs see in the fixtures what the tokenizer sees? */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dictionaryVr } from '../../src/standard/dictionary.js';
import { isGroupLength, isPrivate } from '../../src/standard/tag.js';
import { transferSyntax } from '../../src/standard/transfer-syntax.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { pathText, type TreeElement, visitElements } from '../../src/verify/element-tree.js';
import type { Encoding } from '../../src/wire/token.js';
import { tokenize } from '../support/plain-tokens.js';

const { data } = createRequire(import.meta.url)('dcmjs') as {
  data: {
    DicomMessage: { readFile(bytes: ArrayBuffer, options: { ignoreErrors: boolean }): { dict: { readonly [tag: string]: unknown } } };
  };
};
const study = join(import.meta.dirname, '..', '..', 'fixtures', 'study');
const files = readdirSync(study).filter((name) => name.endsWith('.dcm'));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe.each(files)('%s', (name) => {
  const file = readDicomFile(readFileSync(join(study, name)));
  const syntax = transferSyntax(file.transferSyntaxUid)!;
  const encoding: Encoding = { explicit: syntax.vr === 'explicit', bigEndian: syntax.byteOrder === 'big' };

  test('dicom-parser sees the values that the tokenizer says', () => {
    const bytes = file.inflated ?? file.bytes;
    const start = Math.min(...file.elements.map((element) => element.bytes.byteOffset)) - bytes.byteOffset;
    const headerStart = start - headerSize(file.elements[0]!, encoding);
    const said = tokenize([bytes.subarray(headerStart)], encoding)
      .filter((token) => token.kind === 'element' || token.kind === 'bulkChunk')
      .map((token) => `${token.tag} ${token.bytes}`);
    const whole = new Set(said);
    const seen: string[] = [];
    const collect = (elements: readonly TreeElement[]): void => {
      for (const element of elements) {
        const line = `${tagOf(element)} ${hex(element.bytes)}`;
        if (isGroupLength(element.tag) || element.tag === 0xfffcfffc) continue;
        // A value of unknown VR in which the checker finds a sequence is one value to the tokenizer, and both are right.
        if (element.items && !whole.has(line)) element.items.forEach(collect);
        else if (element.fragments) {
          for (const fragment of element.fragments) if (fragment.length > 0) seen.push(`${tagOf(element)} ${hex(fragment)}`);
        } else seen.push(line);
      }
    };
    collect(file.elements);
    expect(seen).toEqual(said);
  });

  test('dcmjs sees the same public elements at the top', () => {
    const dictionary = data.DicomMessage.readFile(new Uint8Array(readFileSync(join(study, name))).buffer, {
      ignoreErrors: true,
    }).dict;
    const seen = Object.keys(dictionary).filter((tag) => Number.parseInt(tag, 16) >>> 16 !== 2 && !isOdd(tag));
    const ours = file.elements.filter((element) => !isPrivate(element.tag) && !isGroupLength(element.tag));
    expect(seen.sort()).toEqual(ours.map((element) => tagOf(element).replace(/[(),]/g, '')).sort());
  });

  test('every public element has a VR of the dictionary', () => {
    const odd: string[] = [];
    visitElements(file.elements, (element, above) => {
      if (!isPrivate(element.tag) && dictionaryVr(element.tag) === undefined) odd.push(pathText(element, above));
    });
    expect(odd).toEqual([]);
  });
});

const tagOf = (element: TreeElement): string => pathText(element, undefined);
const isOdd = (tag: string): boolean => (Number.parseInt(tag, 16) & 0x10000) !== 0;

function headerSize(first: TreeElement, encoding: Encoding): number {
  const long = encoding.explicit && ['OB', 'OW', 'SQ', 'UN', 'UT', 'UC', 'UR', 'OF', 'OD', 'OL', 'OV', 'SV', 'UV'].includes(first.vr);
  return long ? 12 : 8;
}
