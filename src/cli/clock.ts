/** What time is it, as a run counts it? From the wall once, then by a clock that nobody sets: durations stay true when the wall's jumps. */

export function steadyClock(wall: () => number = Date.now, steady: () => number = milliseconds): () => number {
  const [began, from] = [wall(), steady()];
  return () => began + steady() - from;
}

/** `performance.now`, which takes a dozen of Node's modules to begin with. */
function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
