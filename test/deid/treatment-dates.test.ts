/** Dates done right: what must move together moves together, what is no date of the patient takes no part. */
import { describe, expect, test } from 'vitest';
import { dayNumber } from '../../src/deid/calendar.js';
import { confidentialityRows, forgottenRows } from '../../src/standard/confidentiality.js';
import { dictionaryVr, isAmbiguous, tagOfKeyword } from '../../src/standard/dictionary.js';
import { isPrivate, type Tag, tagText } from '../../src/standard/tag.js';
import { element, type Node, sequence } from '../support/bytes.js';
import { everywhere, runStage, shiftDays } from './stage.js';

const modified = { profile: { options: ['retainLongitudinalTemporalModifiedDates', 'retainDeviceIdentity'] as const } };
const of = (keyword: string): Tag => tagOfKeyword(keyword)!;
const vrOf = (tag: Tag): string => {
  const choice = dictionaryVr(tag);
  return choice === undefined || isAmbiguous(choice) ? '' : choice.name;
};
const trimmed = (text: string | undefined): string | undefined => text?.replace(/[ \0]+$/, '');
const day = (text: string): number => dayNumber(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)));
const left = (tag: Tag, value: string, vr = vrOf(tag)): string | undefined =>
  trimmed(runStage([element(tag, vr as 'DA', value)], { ...modified, types: everywhere('3') }).text(tagText(tag)));

/** The same for everybody. */
const dummy = '20000101000000';

/** Of devices and definitions, although the option for modified dates lists some of them. */
const notOfThePatient = [
  'DateOfLastCalibration',
  'TimeOfLastCalibration',
  'DateOfLastDetectorCalibration',
  'TimeOfLastDetectorCalibration',
  'DateOfManufacture',
  'DateOfInstallation',
  'DateTimeOfLastCalibration',
  'ContextGroupLocalVersion',
].map(of);
const contextGroupVersion = of('ContextGroupVersion');

test('the table’s dates of devices are those that this test knows', () => {
  for (const tag of notOfThePatient) expect(tag).toBeDefined();
});

const dated = [...confidentialityRows(), ...forgottenRows()]
  .filter(({ tag, mask }) => mask === 0xffffffff && !isPrivate(tag))
  .map(({ tag }) => tag)
  .filter((tag) => ['DA', 'DT'].includes(vrOf(tag)));

test('every date that a table lists moves by the days of its patient, or goes', () => {
  const stayed: string[] = [];
  const gone: string[] = [];
  for (const tag of dated) {
    const now = left(tag, '20200115');
    if (now === undefined || now === '' || now === dummy) gone.push(tagText(tag));
    else if (now !== '20200101') stayed.push(tagText(tag));
  }
  expect(stayed).toEqual([tagText(contextGroupVersion)]);
  for (const tag of notOfThePatient.filter((one) => ['DA', 'DT'].includes(vrOf(one)))) expect(gone).toContain(tagText(tag));
  // The birth date goes with all modified dates; the rest of the list is short.
  expect(gone).toContain('(0010,0030)');
  expect(gone.length).toBeLessThan(dated.length / 4);
});

const ofTheTreatment = [
  'StructureSetDate', 'RTPlanDate', 'TreatmentDate', 'TreatmentControlPointDate', 'FirstTreatmentDate', 'MostRecentTreatmentDate',
  'SafePositionExitDate', 'SafePositionReturnDate', 'SourceStrengthReferenceDate', 'ReviewDate', 'InstanceCreationDate', 'ROIDateTime',
  'ROIObservationDateTime', 'ContentDate', 'AcquisitionDate', 'SeriesDate', 'StudyDate', 'AcquisitionDateTime', 'ContributionDateTime',
  'RadiopharmaceuticalStartDateTime', 'RadiopharmaceuticalStopDateTime', 'IntendedPhaseStartDate', 'IntendedPhaseEndDate',
  'RecordedRTControlPointDateTime', 'InterlockDateTime', 'BeamHoldTransitionDateTime', 'TreatmentToleranceViolationDateTime',
  'RTSourceStrengthReferenceDateTime', 'OverrideDateTime',
] as const; // biome-ignore format: a list is easier to read dense

test.each(ofTheTreatment.filter((keyword) => tagOfKeyword(keyword) !== undefined))('%s moves with the treatment', (keyword) => {
  const tag = of(keyword);
  expect(left(tag, vrOf(tag) === 'DT' ? '20200115101500.5+0100' : '20200115')).toBe(
    vrOf(tag) === 'DT' ? '20200101101500.5+0100' : '20200101',
  );
});

test.each(['TreatmentTime', 'RTPlanTime', 'SourceStrengthReferenceTime', 'SeriesTime', 'AcquisitionTime', 'RadiopharmaceuticalStartTime'])(
  '%s stays beside its date: whole days move no time of day',
  (keyword) => {
    expect(left(of(keyword), '235959.5')).toBe('235959.5');
  },
);

test.each(notOfThePatient.map((tag) => [tagText(tag), tag] as const))(
  '%s, of a device or a definition, does not tell the offset',
  (_, tag) => {
    const value = vrOf(tag) === 'TM' ? '101500' : '20200115';
    expect([undefined, '', dummy]).toContain(left(tag, value));
  },
);

test('a context group keeps its version, which is a date of a definition', () => {
  expect(left(contextGroupVersion, '20020904')).toBe('20020904');
});

test('fractions keep their spacing and weekdays, over files and levels', () => {
  const fractions = ['20240229', '20240301', '20240304', '20240305', '20250101'];
  const moved = fractions.map((date) => left(of('TreatmentDate'), date)!);
  const nested = fractions.map((date) => {
    const path = `${tagText(of('TreatmentSummaryCalculatedDoseReferenceSequence'))}[1].${tagText(of('TreatmentDate'))}`;
    const nodes = [sequence(of('TreatmentSummaryCalculatedDoseReferenceSequence'), [[element(of('TreatmentDate'), 'DA', date)]])];
    return trimmed(runStage(nodes, modified).text(path));
  });
  expect(nested).toEqual(moved);
  for (const [at, date] of fractions.entries()) {
    expect(day(moved[at]!) - day(date)).toBe(shiftDays);
    expect(day(moved[at]!) % 7).toBe(day(date) % 7);
  }
});

test('a source decays as before: its reference date keeps its distance to the treatment', () => {
  const nodes: Node[] = [
    element(of('TreatmentDate'), 'DA', '20240310'),
    sequence(of('SourceSequence'), [
      [
        element(of('ReferenceAirKermaRate'), 'DS', '40820.5 '),
        element(of('SourceStrengthReferenceDate'), 'DA', '20240201'),
        element(of('SourceStrengthReferenceTime'), 'TM', '120000'),
      ],
    ]),
  ];
  const { text } = runStage(nodes, modified);
  const source = `${tagText(of('SourceSequence'))}[1].`;
  const now = (path: string) => day(text(path)!);
  expect(now(tagText(of('TreatmentDate'))) - now(source + tagText(of('SourceStrengthReferenceDate')))).toBe(
    day('20240310') - day('20240201'),
  );
  expect(text(source + tagText(of('SourceStrengthReferenceTime')))).toBe('120000');
  expect(text(source + tagText(of('ReferenceAirKermaRate')))).toBe('40820.5 ');
});

test('the uptake time of a PET stays: start of the tracer, series and acquisition, across midnight too', () => {
  const nodes: Node[] = [
    element(of('SeriesDate'), 'DA', '20200301'),
    element(of('AcquisitionDate'), 'DA', '20200301'),
    element(of('SeriesTime'), 'TM', '001000'),
    element(of('AcquisitionTime'), 'TM', '001500.25 '),
    sequence(of('RadiopharmaceuticalInformationSequence'), [
      [
        element(of('RadiopharmaceuticalStartTime'), 'TM', '231500'),
        element(of('RadionuclideTotalDose'), 'DS', '370000000 '),
        element(of('RadiopharmaceuticalStartDateTime'), 'DT', '20200229231500'),
      ],
    ]),
  ];
  const { text } = runStage(nodes, modified);
  const tracer = `${tagText(of('RadiopharmaceuticalInformationSequence'))}[1].`;
  expect(text(tagText(of('SeriesDate')))).toBe('20200216');
  expect(text(tracer + tagText(of('RadiopharmaceuticalStartDateTime')))).toBe('20200215231500');
  expect(text(tracer + tagText(of('RadiopharmaceuticalStartTime')))).toBe('231500');
  expect(text(tagText(of('AcquisitionTime')))).toBe('001500.25 ');
  expect(text(tracer + tagText(of('RadionuclideTotalDose')))).toBe('370000000 ');
});

test.each([
  ['DA', '20200115', '20200101'],
  ['UN', '20200115', '20200101'],
  ['LO', '20200115', '20200101'],
])('a date that the file types %s moves', (vr, value, moved) => {
  expect(left(of('TreatmentDate'), value, vr)).toBe(moved);
});

describe('a day of the week', () => {
  const nodes = [element(of('IntendedStartDayOfWeek'), 'LT', 'MONDAY')];
  test.each([
    ['whole weeks keep it', true, true],
    ['other days would make it wrong, so it goes', false, false],
  ])('%s', (_, wholeWeeks, stays) => {
    const { paths } = runStage(nodes, {
      profile: { ...modified.profile, dates: { shiftDays: [-70, -7], wholeWeeks } },
      types: everywhere('3'),
    });
    expect(paths.includes(tagText(of('IntendedStartDayOfWeek')))).toBe(stays);
  });
});

test.each([
  ['089Y', '089Y'],
  ['090Y', '090Y'],
  ['101Y', '090Y'],
  ['1079M', '1079M'],
  ['1080M', '090Y'],
  ['1100M', '090Y'],
  ['4695W', '4695W'],
  ['4700W', '090Y'],
  ['32870D', '32870D'],
  ['32873D', '090Y'],
  ['999M', '999M'],
])('age %s leaves as %s, and no birth date with it', (age, now) => {
  const nodes = [element(0x00100030, 'DA', '19200101'), element(0x00101010, 'AS', age)];
  const { text } = runStage(nodes, {
    profile: { options: ['retainPatientCharacteristics', 'retainLongitudinalTemporalModifiedDates'] },
  });
  expect(trimmed(text('(0010,1010)'))).toBe(now);
  expect(text('(0010,0030)')).toBe('');
});
