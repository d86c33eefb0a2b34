import { expect, test } from 'vitest';
import type { Cleaner } from '../../src/deid/file-context.js';
import { labelKindOf } from '../../src/deid/label-kinds.js';
import { tagOfKeyword } from '../../src/standard/dictionary.js';
import { element } from '../support/bytes.js';
import { cleaner, runStage } from './stage.js';

test.each([
  ['ROIName', 'structure'],
  ['ROIObservationLabel', 'structure'],
  ['SegmentLabel', 'structure'],
  ['BeamName', 'beam'],
  ['BlockName', 'beam'],
  ['RTImageLabel', 'beam'],
  ['RTPlanLabel', 'plan'],
  ['RTPlanName', 'plan'],
  ['StructureSetLabel', 'structure-set'],
  ['StructureSetName', 'structure-set'],
  ['DoseComment', 'dose'],
  ['DoseReferenceDescription', 'dose'],
  ['PatientSetupLabel', 'setup'],
  ['ToleranceTableLabel', 'setup'],
  ['TreatmentSites', 'prescription'],
  ['RTPrescriptionLabel', 'prescription'],
  ['ROIDescription', undefined],
  ['PatientName', undefined],
] as const)('%s names a %s', (keyword, kind) => {
  expect(labelKindOf(tagOfKeyword(keyword)!)).toBe(kind);
});

test('names are cleaned as names, each value for itself and without its padding; other text as text', () => {
  const asked: string[] = [];
  const watching: Cleaner = {
    ...cleaner,
    inspectClean: (text) => ({ text: `text ${text.trim()}`, doubtful: [] }),
    inspectLabel: (kind, text) => {
      asked.push(`${kind} ${text}`);
      return { text: text === 'DOE' ? 'neutral' : text, doubtful: [] };
    },
  };
  const nodes = [element(0x30060026, 'LO', 'DOE '), element(0x30060028, 'ST', 'DOE'), element(0x300a000b, 'LO', 'lung\\DOE')];
  const { text } = runStage(nodes, { profile: { options: ['cleanDescriptors'] }, cleaner: watching });
  expect(asked).toEqual(['structure DOE', 'prescription lung', 'prescription DOE']);
  expect(text('(3006,0026)')).toBe('neutral ');
  expect(text('(3006,0028)')).toBe('text DOE');
  expect(text('(300A,000B)')).toBe('lung\\neutral');
});
