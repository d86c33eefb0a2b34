/**
 * Does a text tell one of the patient's dates with the month as a word ("12 Mar 1960", "Mai 3, 1985")? Dates in digits are terms
 * (term-forms.ts); this is for where other people's dates stay. It removes nothing.
 */
import { monthOf, monthSpans } from './pattern-dates.js';

/** @param dates YYYYMMDD */
export function tellsDate(text: string, dates: ReadonlySet<string>): boolean {
  if (dates.size === 0) return false;
  let told = false;
  monthSpans(text, ({ start, end }) => {
    told ||= readings(text.slice(start, end)).some((date) => dates.has(date));
  });
  return told;
}

/** The dates that a day, a month's name and a year can mean, YYYYMMDD. */
function readings(text: string): string[] {
  const month = monthOf(text);
  const numbers = text.match(/\d+/g) ?? [];
  if (month === undefined || numbers.length !== 2) return [];
  const [first, second] = numbers as [string, string];
  return [
    [first, second],
    [second, first],
  ].flatMap(([day, year]) =>
    day!.length > 2 ? [] : years(year!).map((full) => `${full}${String(month).padStart(2, '0')}${day!.padStart(2, '0')}`),
  );
}

const years = (year: string): string[] => (year.length === 4 ? [year] : year.length === 2 ? [`19${year}`, `20${year}`] : []);
