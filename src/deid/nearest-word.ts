/** Which known word a mistyped one was meant to be. */

/** The closest of `words`, if it is close enough to be a slip of the fingers. */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const known of words) {
    if (Math.abs(known.length - word.length) >= least) continue;
    const edits = distance(word.toLowerCase(), known.toLowerCase());
    if (edits < least) {
      least = edits;
      best = known;
    }
  }
  return best;
}

/** ` (did you mean …?)`, or nothing. */
export function suggestion(word: string, words: Iterable<string>): string {
  const nearest = nearestWord(word, words);
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
}

/** Levenshtein's distance, one row at a time. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length]!;
}
