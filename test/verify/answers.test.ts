/** What an answer key of MIDI-B asks passes and fails as its validation script says. A row's name reads as a rule. */
import { expect, test } from 'vitest';
import { AnswerCheck, answersOf } from '../../src/verify/answers.js';
import { readDicomFile } from '../../src/verify/dataset-reader.js';
import { element, type Node, part10, sequence } from '../support/bytes.js';

const output = [
  element(0x00080005, 'CS', 'ISO_IR 192'),
  element(0x00080018, 'UI', '2.25.11'),
  element(0x00080020, 'DA', '20191231'),
  element(0x0008103e, 'LO', 'Brécourt left breast, boost. T. Oakenhall'),
  element(0x00080008, 'CS', 'ORIGINAL\\PRIMARY'),
  element(0x00100010, 'PN', ''),
  element(0x00100020, 'LO', 'RT7'),
  element(0x00280010, 'US', 512),
  sequence(0x300a00b0, [
    [],
    [element(0x300a00b4, 'DS', '1000.0'), element(0x32490010, 'LO', 'A Creator'), element(0x32491001, 'LO', 'seen')],
  ]),
  element(0x7fe00010, 'OW', Uint16Array.of(1, 2)),
] as const satisfies readonly Node[];

const check = (action: string, place: string, text: string, value = '', nodes: readonly Node[] | undefined = output): string => {
  const file = nodes.length === 0 ? undefined : readDicomFile(part10({}, [...nodes]));
  const replacements = {
    uidOf: (uid: string) => (uid === '1.2.3' ? '2.25.11' : undefined),
    patientIdOf: (id: string) => (id === 'P1' ? 'RT7' : undefined),
  };
  const record = { action: `<${action}>`, tag_ds: place, value: `<${value}>`, action_text: `<${text}>`, answer_category_v2: {} };
  const [answer] = answersOf(JSON.stringify({ 0: record }))!;
  return new AnswerCheck(file, () => 'abcd', replacements).check(answer!);
};

test.each([
  ['an attribute that is there is retained', 'passed', 'tag_retained', '<(0010,0010)>', ''],
  ['one that is not there is not', 'failed', 'tag_retained', '<(0010,0030)>', ''],
  ['an empty one is null', 'failed', 'text_notnull', '<(0010,0010)>', ''],
  ['one with a value is not', 'passed', 'text_notnull', '<(0010,0020)>', ''],
  ['Pixel Data are not null', 'passed', 'text_notnull', '<(7fe0,0010)>', ''],
  ['a text retained as it is', 'passed', 'text_retained', '<(0008,103e)>', 'left breast, boost'],
  ['all words of a text retained in another order', 'passed', 'text_retained', '<(0008,103e)>', 'BOOST of the breast'],
  ['a word of a text lost', 'failed', 'text_retained', '<(0008,103e)>', 'left breast sarcoma'],
  ['a text retained in an attribute that is gone', 'failed', 'text_retained', '<(0008,1030)>', 'left'],
  ['several values, as Python lists them', 'passed', 'text_retained', '<(0008,0008)>', "['ORIGINAL', 'PRIMARY']"],
  ['a number in other digits is the same', 'passed', 'text_retained', '<(300a,00b0)>[<0001>]<(300a,00b4)>', '1000'],
  ['another number is not', 'failed', 'text_retained', '<(0028,0010)>', '51'],
  ['a private attribute by its creator', 'passed', 'text_retained', '<(300a,00b0)>[<0001>]<(3249,"A CREATOR",01)>', 'seen'],
  ['a text removed', 'passed', 'text_removed', '<(0008,103e)>', 'Fenwyck'],
  ['a text removed with its attribute', 'passed', 'text_removed', '<(0008,1030)>', 'Oakenhall'],
  ['a text still there', 'failed', 'text_removed', '<(0008,103e)>', 'T. Oakenhall'],
  ['a text still there in its character set', 'failed', 'text_removed', '<(0008,103e)>', 'BRÉCOURT'],
  ['one word of a text still there', 'failed', 'text_removed', '<(0008,103e)>', 'Oakenhall, Wren'],
  ['nothing but common words', 'unchecked', 'text_removed', '<(0008,103e)>', 'who is with the'],
  ['a place in words of ours', 'unchecked', 'text_removed', '(0008,103E)', 'Oakenhall'],
  ['text burned in', 'unchecked', 'pixels_hidden', '<(7fe0,0010)>', '{}'],
  ['an action that nobody knows', 'unchecked', 'face_removed', '<(7fe0,0010)>', ''],
  ['the same pixels', 'passed', 'pixels_retained', '<(7fe0,0010)>', 'abcd'],
  ['other pixels', 'failed', 'pixels_retained', '<(7fe0,0010)>', 'abce'],
] as const)('%s: %s', (_, result, action, place, text) => {
  expect(check(action, place, text)).toBe(result);
});

test.each([
  ['a date that moved', 'passed', 'date_shifted', '<(0008,0020)>', '20200105'],
  ['a date that stayed', 'failed', 'date_shifted', '<(0008,0020)>', '20191231'],
  ['a UID that changed', 'passed', 'uid_changed', '<(0008,0018)>', '1.2.3'],
  ['a UID that stayed', 'failed', 'uid_changed', '<(0008,0018)>', '2.25.11'],
  ['a UID as the mapping has it', 'passed', 'uid_consistent', '<(0008,0018)>', '1.2.3'],
  ['a UID that the mapping does not have', 'failed', 'uid_consistent', '<(0008,0018)>', '1.2.4'],
  ['a Patient ID as the mapping has it', 'passed', 'patid_consistent', '<(0010,0020)>', 'P1'],
  ["another patient's ID", 'failed', 'patid_consistent', '<(0010,0020)>', 'P2'],
] as const)('%s: %s', (_, result, action, place, value) => {
  expect(check(action, place, '', value)).toBe(result);
});

test.each([
  ...['tag_retained', 'text_notnull', 'text_retained', 'pixels_retained', 'uid_consistent', 'patid_consistent'].map((action) => [
    action,
    'failed',
  ]),
  ...['text_removed', 'date_shifted', 'uid_changed', 'pixels_hidden'].map((action) => [action, 'passed']),
])('without an output %s has %s', (action, result) => {
  expect(check(action!, '<(0010,0010)>', 'x', 'x', [])).toBe(result);
});

const categories = { hipaa: { z: 'HIPAA-A', m: '' }, dicom: { p15: 'P', iod: 'IOD' }, tcia: { ptkb: 'KB', p15: '', rev: 'REV' } };
test.each([
  ['text_removed', 'hipaa HIPAA-A'],
  ['text_retained', 'tcia KB'],
  ['tag_retained', 'dicom IOD'],
  ['date_shifted', 'hipaa HIPAA-C'],
  ['uid_consistent', 'dicom DICOM-P15-BASIC-U'],
  ['face_removed', 'unknown '],
])('%s counts as %s', (action, expected) => {
  const [answer] = answersOf(JSON.stringify([{ action: `<${action}>`, answer_category_v2: categories }]))!;
  expect(`${answer!.category.family} ${answer!.category.code}`).toBe(expected);
});

test.each(['', '3', '{"0":1}', '{"0":{"tag":"<x>"}}', '[]x'])('what is no set of checks is none: %s', (text) => {
  expect(answersOf(text)).toBeUndefined();
});
