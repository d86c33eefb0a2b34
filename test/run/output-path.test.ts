import { expect, test } from 'vitest';
import { checkTemplate, outputPath, templateKeywords } from '../../src/run/output-path.js';
import { standardTemplate } from '../../src/run/settings.js';

const plan = '1.2.840.10008.5.1.4.1.1.481.5';

test.each([
  [
    'the standard template',
    standardTemplate,
    { PatientID: 'RT1', StudyInstanceUID: '1.1', SeriesInstanceUID: '1.2', SOPInstanceUID: '1.3', SOPClassUID: plan },
    'RT1/1.1/1.2/RP.1.3.dcm',
  ],
  ['a SOP Class that is not registered', '{prefix}', { SOPClassUID: '1.2.3' }, 'OT'],
  ['values that are absent', '{PatientID}/{Modality}x', {}, 'none/nonex'],
  ['a value that tries to leave', '{PatientID}/{Modality}', { PatientID: '../../x', Modality: '..' }, '_.._x/none'],
  ['text around values', 'set {Modality} 1/a.dcm', { Modality: 'CT' }, 'set CT 1/a.dcm'],
])('%s', (_, template, values: Readonly<Record<string, string>>, path) => {
  expect(outputPath({ kind: 'template', template }, '', (keyword) => values[keyword])).toBe(path);
});

test('outputs are never told apart by an instance UID that is not there', () => {
  const path = () => outputPath({ kind: 'template', template: standardTemplate }, '', () => '');
  expect(path).toThrow(expect.objectContaining({ code: 'run/no-instance-uid' }));
});

test.each([
  ['a word that is no keyword', '{PatientNumber}'],
  ['a brace that does not close', '{PatientID/x'],
  ['a brace that does not open', 'PatientID}'],
  ['an empty part', 'a//b'],
  ['an absolute path', '/{PatientID}'],
  ['a way upwards', '../{PatientID}'],
])('a template with %s is refused', (_, template) => {
  expect(() => checkTemplate(template)).toThrow(expect.objectContaining({ code: 'run/usage' }));
});

test('keywords are asked for once; the prefix asks for the SOP Class', () => {
  checkTemplate(standardTemplate);
  expect(templateKeywords('{prefix}{PatientID}/{PatientID}')).toEqual(['SOPClassUID', 'PatientID']);
});
