/** What the de-identifier takes away whoever asks is no loss for the checker. */
import { describe, expect, test } from 'vitest';
import { alwaysRemoved } from '../../src/deid/compile.js';
import { dictionaryTags } from '../../src/standard/dictionary.js';
import { groupOf, tagText } from '../../src/standard/tag.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { isRuled } from '../../src/verify/ruled.js';
import { compareValues } from '../../src/verify/values.js';
import { element, item, type Node, part10, sequence } from '../support/bytes.js';

const findings = (...original: readonly Node[]) =>
  compareValues({ original: readDicomFile(part10({}, original)), output: readDicomFile(part10({}, [])) });

describe('may be gone', () => {
  test('each attribute that always goes', () => {
    const always = dictionaryTags().filter((tag) => alwaysRemoved(tag) !== undefined);
    expect(always.length).toBeGreaterThan(6);
    expect(always.filter((tag) => !isRuled([tag])).map(tagText)).toEqual([]);
  });
  test('each attribute of groups that do not belong in a data set', () => {
    const strange = dictionaryTags().filter((tag) => groupOf(tag) < 8);
    expect(strange.length).toBeGreaterThan(20);
    expect(strange.filter((tag) => !isRuled([tag])).map(tagText)).toEqual([]);
  });
  test('Private Data Element Characteristics, with all that is in it', () => {
    const block = item([element(0x00080301, 'US', [0x0099]), element(0x00080303, 'CS', 'SAFE')]);
    expect(findings(sequence(0x00080300, [block]))).toEqual([]);
  });
  test('a File-set ID in a data set', () => {
    expect(findings(element(0x00041130, 'CS', 'FILESET1'))).toEqual([]);
  });
});
