/** How many days lie between two dates? Proleptic Gregorian calendar as the platform has it, in UTC: no clock, no time zone. */

import { limits } from '../base/limits.js';

/** Days from 1970-01-01 of a DA value or the date that a DT value begins with; undefined for anything else, partial dates included. */
export function dayOf(text: string): number | undefined {
  if (days.has(text)) return days.get(text);
  const day = counted(text);
  if (days.size >= limits.cleanCache) days.clear();
  if (text.length <= longestRemembered) days.set(text, day);
  return day;
}

/** A patient's files have few dates. */
const days = new Map<string, number | undefined>();
const longestRemembered = 32;

function counted(text: string): number | undefined {
  const match = /^(\d{4})(\.?)(\d{2})\2(\d{2})/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year === 0) return undefined;
  return Math.round(date.getTime() / 86_400_000);
}
