import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf, dayNumber, isDate } from '../../src/deid/calendar.js';
import { keptTime, offsetDays, shiftDate, shiftDateTime, wholeDates } from '../../src/deid/dates.js';

const key = new Uint8Array(32).fill(7);

test.each([
  ['20190225', 1, '20190226'],
  ['20200228', 1, '20200229'],
  ['20190228', 1, '20190301'],
  ['19000228', 1, '19000301'],
  ['20000229', -366, '19990228'],
  ['2019.12.31', 1, '2020.01.01'],
  ['20190225 ', 7, '20190304'],
  ['20190225\\\\20190301', -1, '20190224\\\\20190228'],
  ['20190225-20190301', 1, '20190226-20190302'],
  ['20190225-', 1, '20190226-'],
  ['-20190225', 1, '-20190226'],
  ['', 1, ''],
  ['   ', 1, ''],
])('the date %j moved by %i days is %j', (value, days, moved) => {
  expect(shiftDate(value, days)).toBe(moved);
});

test.each(['20190229', '20191301', '00000101', '2019', '2019-02-25x', 'unknown', '2019.0225', '20190225\\x', '-', '25.02.2019'])(
  'the date %j cannot be moved',
  (value) => {
    expect(shiftDate(value, 1)).toBeUndefined();
  },
);

test.each([
  ['00010101', -1],
  ['99991231', 1],
])('%s moved by %i would leave the calendar', (value, days) => {
  expect(shiftDate(value, days)).toBeUndefined();
});

test.each([
  ['20190225101112', 7, '20190304101112'],
  ['20190225101112.123456+0130', 7, '20190304101112.123456+0130'],
  ['2019022510-0500', 7, '2019030410-0500'],
  ['20190225', 7, '20190304'],
  ['201902', 7, '201902'],
  ['201902', 21, '201903'],
  ['2019', 200, '2020'],
  ['2019-0500', 200, '2020-0500'],
  ['20190225-20190301', 7, '20190304-20190308'],
  ['20190225101112-0500-20190301101112-0500', 7, '20190304101112-0500-20190308101112-0500'],
  ['20190225\\20190226', 7, '20190304\\20190305'],
])('the date and time %j moved by %i days is %j', (value, days, moved) => {
  expect(shiftDateTime(value, days)).toBe(moved);
});

test.each(['2019022524', '201902251060', '20190225101112.', '20190225101112.1234567', '20190225+1500', '201913', 'x'])(
  'the date and time %j cannot be moved',
  (value) => {
    expect(shiftDateTime(value, 1)).toBeUndefined();
  },
);

test.each(['10', '1011', '101112', '101160', '101112.5', '101112.123456', '10:11', '10:11:12.5', '1011-1212', '10\\11', ''])(
  'the time %j stays',
  (value) => {
    expect(keptTime(`${value} `)).toBe(value);
  },
);

test.each(['24', '1060', '101161', 'noon', '10:1', '101112.'])('the time %j is none', (value) => {
  expect(keptTime(value)).toBeUndefined();
});

test('dates in a value are found whole', () => {
  expect(wholeDates('20190225\\20190230\\2019.03.01-20190401101112\\2019')).toEqual(['20190225', '20190301', '20190401']);
});

test('day numbers and dates are inverse to each other and count every day', () => {
  expect(dayNumber(1970, 1, 1)).toBe(0);
  expect(dayNumber(2000, 3, 1)).toBe(11017);
  fc.assert(
    fc.property(fc.integer({ min: dayNumber(1, 1, 1), max: dayNumber(9999, 12, 31) }), (days) => {
      const { year, month, day } = dateOf(days)!;
      expect(isDate(year, month, day)).toBe(true);
      expect(dayNumber(year, month, day)).toBe(days);
      expect(new Date(days * 86_400_000).getUTCDate()).toBe(day);
    }),
  );
});

test('the interval between two dates stays', () => {
  const date = fc.integer({ min: dayNumber(1900, 1, 1), max: dayNumber(2099, 12, 31) });
  const text = (days: number) => {
    const { year, month, day } = dateOf(days)!;
    return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
  };
  const number = (value: string) => dayNumber(Number(value.slice(0, 4)), Number(value.slice(4, 6)), Number(value.slice(6, 8)));
  fc.assert(
    fc.property(date, date, fc.integer({ min: -5000, max: 5000 }), (a, b, shift) => {
      expect(number(shiftDate(text(b), shift)!) - number(shiftDate(text(a), shift)!)).toBe(b - a);
      expect(shiftDateTime(`${text(a)}1011`, shift)).toBe(`${shiftDate(text(a), shift)}1011`);
    }),
  );
});

test('the offset is whole weeks in the range, never none, and the same for one patient only', () => {
  const rule = { shiftDays: [-3650, -365], wholeWeeks: true } as const;
  const offsets = Array.from({ length: 300 }, (_, patient) => offsetDays(key, `patient ${patient}`, rule));
  for (const offset of offsets) {
    expect(offset % 7).toBe(-0);
    expect(offset).toBeGreaterThanOrEqual(-3650);
    expect(offset).toBeLessThanOrEqual(-365);
  }
  expect(new Set(offsets).size).toBeGreaterThan(150);
  expect(offsetDays(key, 'patient 0', rule)).toBe(offsets[0]);
  expect(offsetDays(new Uint8Array(32).fill(8), 'patient 0', rule)).not.toBe(offsets[0]);
});

test('every offset of a range occurs but 0', () => {
  const rule = { shiftDays: [-2, 2], wholeWeeks: false } as const;
  const offsets = new Set(Array.from({ length: 200 }, (_, patient) => offsetDays(key, String(patient), rule)));
  expect([...offsets].sort((a, b) => a - b)).toEqual([-2, -1, 1, 2]);
});

test.each([
  [[1, 6], true],
  [[0, 0], false],
  [[5, 1], false],
] as const)('a range %j (whole weeks: %s) without an offset is an error', (shiftDays, wholeWeeks) => {
  expect(() => offsetDays(key, 'p', { shiftDays, wholeWeeks })).toThrow(expect.objectContaining({ code: 'deid/dates' }));
});
