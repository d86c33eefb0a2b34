/**
 * Where a text repeats the name of a structure, plan or beam out of which initials fell, or that gave way as a whole, what stands there
 * afterwards? The name it was given: else what fell would be read in its copies. It takes texts that are cleaned, and changes nothing else in them.
 */

/** Characters of a name that is sought within texts; a shorter one only where it is the whole text. */
const leastWithin = 4;
/** Names that are sought within texts, at most: the longest. */
const mostWithin = 1000;

/** @param renamed the names that were changed, with what they are called now; asked once, when the first text comes */
export function createLabelCopies(renamed: () => ReadonlyMap<string, string>): (text: string) => string {
  let names: ReadonlyMap<string, string> | undefined;
  let within: RegExp | undefined;
  return (text) => {
    if (names === undefined) {
      names = renamed();
      within = patternOf([...names.keys()]);
    }
    if (names.size === 0) return text;
    const composed = text.normalize('NFC');
    const whole = names.get(composed.trim());
    if (whole !== undefined) return whole;
    const changed = within === undefined ? composed : composed.replace(within, (name) => names!.get(name)!);
    return changed === composed ? text : changed;
  };
}

/** The longest first, so that none is found within another; neither letters nor digits around it. */
function patternOf(names: readonly string[]): RegExp | undefined {
  const sought = names
    .filter((name) => name.length >= leastWithin)
    .sort((a, b) => b.length - a.length)
    .slice(0, mostWithin)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return sought.length === 0 ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])(?:${sought.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}
