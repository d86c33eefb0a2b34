/** What a graph says of instances that refer to each other, rightly and wrongly. */
import { describe, expect, test } from 'vitest';
import { buildGraph, type Graph } from '../../src/rt/graph.js';
import type { InstanceFacts, NumberFacts, ReferenceFacts } from '../../src/rt/instance-facts.js';
import { roleOf } from '../../src/rt/references.js';
import { tagOfKeyword } from '../../src/standard/dictionary.js';

const ct = '1.2.840.10008.5.1.4.1.1.2';
const rs = '1.2.840.10008.5.1.4.1.1.481.3';
const rp = '1.2.840.10008.5.1.4.1.1.481.5';
const rd = '1.2.840.10008.5.1.4.1.1.481.2';
const reg = '1.2.840.10008.5.1.4.1.1.66.1';

let files = 0;
const instance = (sopClassUid: string, uid: string, more: Partial<InstanceFacts> = {}): InstanceFacts => ({
  file: ++files,
  sopClassUid,
  sopInstanceUid: uid,
  studyInstanceUid: 'study',
  seriesInstanceUid: sopClassUid === ct ? 'images' : `series of ${uid}`,
  frameOfReferenceUid: 'frame',
  modality: sopClassUid === ct ? 'CT' : '',
  patientKey: 'A',
  references: [],
  entities: [],
  numbers: [],
  ...more,
});

const refers = (sequence: string, uids: readonly string[], more: Partial<ReferenceFacts> = {}): ReferenceFacts => ({
  attribute: sequence,
  path: `${sequence}.uid`,
  target: 'instance',
  role: roleOf(tagOfKeyword(sequence)!),
  sopClassUid: '',
  uids,
  ...more,
});

const number = (space: NumberFacts['space'], defines: boolean, ...values: string[]): NumberFacts => ({
  space,
  defines,
  attribute: defines ? 'ROINumber' : 'ReferencedROINumber',
  path: 'path',
  values,
});

const images = [instance(ct, 'ct1'), instance(ct, 'ct2')];
const inSeries = refers('RTReferencedSeriesSequence', ['images'], { target: 'series' });
const set = (uid = 'rs', more: Partial<InstanceFacts> = {}): InstanceFacts =>
  instance(rs, uid, { references: [inSeries, refers('ContourImageSequence', ['ct1', 'ct2'])], ...more });
const plan = (uid = 'rp', to = 'rs', more: Partial<InstanceFacts> = {}): InstanceFacts =>
  instance(rp, uid, { references: [refers('ReferencedStructureSetSequence', [to])], ...more });
const dose = (uid = 'rd', to = 'rp', more: Partial<InstanceFacts> = {}): InstanceFacts =>
  instance(rd, uid, { references: [refers('ReferencedRTPlanSequence', [to])], ...more });

const troublesOf = ({ troubles }: Graph): string[] =>
  troubles.map(({ kind, attribute, count, of }) => `${kind} ${attribute} ${count}/${of}`);

describe('a graph', () => {
  test('of a whole chain has no trouble, and images of a series are one node', () => {
    const graph = buildGraph([...images, set(), plan(), dose()]);
    expect(graph.troubles).toEqual([]);
    expect(graph.nodes.map(({ kind, count, here }) => `${kind} ${count} ${here}`)).toEqual([
      'image 2 true',
      'structure-set 1 true',
      'plan 1 true',
      'dose 1 true',
    ]);
    expect(graph.edges.map(({ from, to, attribute, state, count }) => [from, to, attribute, state, count])).toEqual([
      [2, 1, 'ContourImageSequence', 'resolved', 2],
      [2, 1, 'RTReferencedSeriesSequence', 'resolved', 1],
      [3, 2, 'ReferencedStructureSetSequence', 'resolved', 1],
      [4, 3, 'ReferencedRTPlanSequence', 'resolved', 1],
    ]);
  });

  test.each<readonly [rule: string, instances: readonly InstanceFacts[], troubles: readonly string[]]>([
    ['a plan whose structure set is not here misses it', [plan()], ['missing ReferencedStructureSetSequence 1/1']],
    [
      'contours of which one image is not here dangle',
      [...images, set('rs', { references: [inSeries, refers('ContourImageSequence', ['ct1', 'gone'])] })],
      ['dangling ContourImageSequence 1/2'],
    ],
    [
      'a structure set that names no series is told of',
      [...images, set('rs', { references: [refers('ContourImageSequence', ['ct1'])] })],
      ['no-reference RTReferencedSeriesSequence 1/1'],
    ],
    [
      'an instance UID that two files have is ambiguous, and so is what refers to it',
      [...images, set(), set(), plan()],
      ['ambiguous SOPInstanceUID 1/1', 'ambiguous SOPInstanceUID 1/1', 'ambiguous ReferencedStructureSetSequence 1/1'],
    ],
    [
      'a dose that refers to the plan of another patient crosses',
      [plan('rp', 'rs', { references: [], frameOfReferenceUid: '' }), dose('rd', 'rp', { patientKey: 'B', studyInstanceUid: 'other' })],
      ['crossing ReferencedRTPlanSequence 1/1'],
    ],
    [
      'a study that two patients share is told once for each',
      [
        instance(ct, 'a', { frameOfReferenceUid: '' }),
        instance(ct, 'b', { frameOfReferenceUid: '', patientKey: 'B', seriesInstanceUid: 's' }),
      ],
      ['crossing StudyInstanceUID 1/1', 'crossing StudyInstanceUID 1/1'],
    ],
    [
      'a structure set in another Frame of Reference than its images does not fit them',
      [...images, set('rs', { frameOfReferenceUid: 'elsewhere' })],
      ['frame-mismatch ReferencedFrameOfReferenceSequence 1/1'],
    ],
    [
      'a plan that refers to nothing here hangs by the Frame of Reference alone',
      [...images, plan('rp', 'gone')],
      ['missing ReferencedStructureSetSequence 1/1', 'frame-only FrameOfReferenceUID 1/1'],
    ],
    [
      'an earlier plan that is not here breaks nothing',
      [
        ...images,
        set(),
        plan('rp', 'rs', { references: [refers('ReferencedStructureSetSequence', ['rs']), refers('ReferencedRTPlanSequence', ['old'])] }),
      ],
      ['missing ReferencedRTPlanSequence 1/1'],
    ],
    [
      'a localizer that is not here breaks nothing',
      [instance(ct, 'ct1', { references: [refers('ReferencedImageSequence', ['scout'])] })],
      ['missing ReferencedImageSequence 1/1'],
    ],
  ])('%s', (_, instances, troubles) => {
    expect(troublesOf(buildGraph(instances))).toEqual(troubles);
  });

  test('tells broken from worth knowing', () => {
    const graph = buildGraph([...images, plan('rp', 'gone')]);
    expect(graph.troubles.map(({ kind, broken }) => [kind, broken])).toEqual([
      ['missing', true],
      ['frame-only', false],
    ]);
  });

  test('does not look for studies, procedures and patients among the files', () => {
    const references = [refers('ReferencedStudySequence', ['x']), refers('ReferencedPerformedProcedureStepSequence', ['y'])];
    expect(buildGraph([instance(ct, 'ct1', { references })]).troubles).toEqual([]);
  });

  test.each<readonly [rule: string, own: readonly NumberFacts[], sets: readonly NumberFacts[], count: number]>([
    ['a ROI that the structure set has resolves', [number('roi', false, '1', '2')], [number('roi', true, '1', '2')], 0],
    ['a ROI that it lacks does not', [number('roi', false, '1', '3')], [number('roi', true, '1', '2')], 1],
    ['a sign or a zero in front is the same number', [number('roi', false, '+1', '02')], [number('roi', true, '1', '2')], 0],
    ['a ROI that the dose itself defines resolves', [number('roi', false, '9'), number('roi', true, '9')], [], 0],
  ])('%s', (_, own, sets, count) => {
    const graph = buildGraph([...images, set('rs', { numbers: sets }), plan(), dose('rd', 'rp', { numbers: own })]);
    expect(graph.troubles.filter(({ kind }) => kind === 'number').reduce((sum, trouble) => sum + trouble.count, 0)).toBe(count);
  });

  test('does not judge numbers of a plan that is not here', () => {
    const graph = buildGraph([dose('rd', 'gone', { numbers: [number('beam', false, '7')] })]);
    expect(graph.troubles.some(({ kind }) => kind === 'number')).toBe(false);
  });

  test('joins Frames of Reference by a registration to one island', () => {
    const mr = instance(ct, 'mr', { seriesInstanceUid: 'mr', frameOfReferenceUid: 'other' });
    const apart = buildGraph([...images, mr]);
    const frames = refers('RegistrationSequence', ['frame', 'other'], { target: 'frame-of-reference', role: undefined });
    const joined = buildGraph([...images, mr, instance(reg, 're', { references: [frames] })]);
    expect(apart.islands.map((island) => island.frames)).toEqual([[1], [2]]);
    expect(joined.islands.map((island) => island.frames)).toEqual([[1, 2]]);
  });

  test('puts objects together that are alike, and only those', () => {
    const doses = ['a', 'b', 'c', 'd', 'e'].map((uid) => dose(uid));
    const lone = dose('lone', 'gone');
    const { nodes } = buildGraph([...images, set(), plan(), ...doses, lone]);
    expect(nodes.filter(({ kind }) => kind === 'dose').map(({ count, alike }) => [count, alike])).toEqual([
      [5, 5],
      [1, 1],
    ]);
  });

  test('survives references in a circle', () => {
    const one = plan('one', 'rs', { references: [refers('ReferencedRTPlanSequence', ['two'])] });
    const two = plan('two', 'rs', { references: [refers('ReferencedRTPlanSequence', ['one'])] });
    expect(buildGraph([one, two]).edges).toHaveLength(2);
  });
});
