/** What time is it, as a run counts it? From the wall once, then by a clock that nobody sets: durations stay true when the wall's jumps. */

export function steadyClock(wall: () => number = Date.now, steady: () => number = () => performance.now()): () => number {
  const [began, from] = [wall(), steady()];
  return () => began + steady() - from;
}
