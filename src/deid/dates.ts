/**
 * How are dates moved by a patient's secret number of days? DA, DT and TM values (PS3.5 6.2) with several values, ranges, partial
 * dates and the old forms. Undefined means that the value cannot be moved and must not be kept. It reads no clock.
 */
import { RadonymError } from '../base/errors.js';
import { dateOf, dayNumber, isDate } from './calendar.js';
import { createKeyedHash, uniform } from './keyed-hash.js';

export interface DateRule {
  /** Least and most days, both included; negative is into the past. */
  readonly shiftDays: readonly [number, number];
  /** Only multiples of seven, so that weekdays stay. */
  readonly wholeWeeks: boolean;
}

/**
 * The patient's offset in days, never 0: uniform over those the rule allows, from the key and the patient alone.
 * @throws RadonymError deid/key, deid/dates if the rule allows no offset but 0
 */
export function offsetDays(key: Uint8Array, patientKey: string, dates: DateRule): number {
  const step = dates.wholeWeeks ? 7 : 1;
  const first = Math.ceil(dates.shiftDays[0] / step);
  const last = Math.floor(dates.shiftDays[1] / step);
  const holdsZero = first <= 0 && last >= 0;
  const count = last - first + 1 - (holdsZero ? 1 : 0);
  if (!(count > 0)) throw new RadonymError('deid/dates', 'shiftDays leaves no offset but none');
  const chosen = first + uniform(createKeyedHash(key)('date-shift', patientKey), count);
  return (holdsZero && chosen >= 0 ? chosen + 1 : chosen) * step;
}

/** DA: `YYYYMMDD`, or `YYYY.MM.DD` of ACR-NEMA, written back in its own form. */
export function shiftDate(value: string, days: number): string | undefined {
  return eachValue(value, (text) => shiftOneDate(text, days));
}

/**
 * DT: `YYYYMMDDHHMMSS.FFFFFF&ZZXX`, shorter where the end is missing. Time of day and zone stay. A month is moved as its 15th and a
 * year as its 1 July, then cut to what it was: the interval to another date is then true only to half a month or year.
 */
export function shiftDateTime(value: string, days: number): string | undefined {
  return eachValue(value, (text) => shiftOneDateTime(text, days));
}

/** TM: unchanged by whole days, so the value itself (without padding) if it is one: `HHMMSS.FFFFFF`, shorter, or `HH:MM:SS`. */
export function keptTime(value: string): string | undefined {
  return eachValue(value, (text) => (timePattern.test(text) ? text : undefined));
}

/** The dates that a DA or DT value holds, as `YYYYMMDD`; partial and unparseable ones are left out. */
export function wholeDates(value: string): string[] {
  if (value.length === 8 && plainDate.test(value))
    return isDate(Number(value.slice(0, 4)), Number(value.slice(4, 6)), Number(value.slice(6))) ? [value] : [];
  const found: string[] = [];
  for (const [, year, , month, day] of value.matchAll(/(?<![\d.])(\d{4})(\.?)(\d{2})\2(\d{2})/g)) {
    if (isDate(Number(year), Number(month), Number(day))) found.push(`${year}${month}${day}`);
  }
  return found;
}

const plainDate = /^\d{8}$/;
const datePattern = /^(\d{4})(\.?)(\d{2})\2(\d{2})$/;
const dateTimePattern =
  /^(\d{4})(?:(\d{2})(?:(\d{2})((?:[01]\d|2[0-3])(?:[0-5]\d(?:(?:[0-5]\d|60)(?:\.\d{1,6})?)?)?)?)?)?([+-](?:0\d|1[0-4])[0-5]\d)?$/;
const timePattern = /^(?:[01]\d|2[0-3])(?:[0-5]\d(?:(?:[0-5]\d|60)(?:\.\d{1,6})?)?|:[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d{1,6})?)?)?$/;

/** Each value between backslashes, each end of a range; what is empty stays empty. */
function eachValue(value: string, change: (text: string) => string | undefined): string | undefined {
  const out: string[] = [];
  for (const part of value.split('\\')) {
    const text = part.replace(/^ +|[ \0]+$/g, '');
    const changed = text === '' ? '' : (change(text) ?? changeRange(text, change));
    if (changed === undefined) return undefined;
    out.push(changed);
  }
  return out.join('\\');
}

/** `a-b`, `a-`, `-b` (PS3.4 C.2.2.2.5). In DT a minus may open the zone: the first split at which both ends can be read counts. */
function changeRange(text: string, change: (text: string) => string | undefined): string | undefined {
  for (let at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
    const from = text.slice(0, at).trim();
    const to = text.slice(at + 1).trim();
    if (from === '' && to === '') return undefined;
    const changedFrom = from === '' ? '' : change(from);
    const changedTo = to === '' ? '' : change(to);
    if (changedFrom !== undefined && changedTo !== undefined) return `${changedFrom}-${changedTo}`;
  }
  return undefined;
}

function shiftOneDate(text: string, days: number): string | undefined {
  const match = datePattern.exec(text);
  if (!match) return undefined;
  const moved = move(Number(match[1]), Number(match[3]), Number(match[4]), days);
  return moved === undefined ? undefined : `${moved.slice(0, 4)}${match[2]}${moved.slice(4, 6)}${match[2]}${moved.slice(6)}`;
}

function shiftOneDateTime(text: string, days: number): string | undefined {
  const match = dateTimePattern.exec(text);
  if (!match) return undefined;
  const [, year, month, day, time = '', zone = ''] = match;
  const moved = move(Number(year), Number(month ?? 7), Number(day ?? (month === undefined ? 1 : 15)), days);
  if (moved === undefined) return undefined;
  return moved.slice(0, day !== undefined ? 8 : month !== undefined ? 6 : 4) + time + zone;
}

/** YYYYMMDD. */
function move(year: number, month: number, day: number, days: number): string | undefined {
  if (!isDate(year, month, day)) return undefined;
  const moved = dateOf(dayNumber(year, month, day) + days);
  if (moved === undefined) return undefined;
  return `${String(moved.year).padStart(4, '0')}${String(moved.month).padStart(2, '0')}${String(moved.day).padStart(2, '0')}`;
}
