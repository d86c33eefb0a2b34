/** How does Node's engine compile, where de-identification is most of what a process does? */

/** Of each function, in bytes of its code: what is compiled again within it. 920 unless said otherwise. */
const mostInlined = '--max-inlined-bytecode-size-cumulative=200';

/** Of Node: the name of the option was seen to be known there. One that is not would be told of on standard error. */
const newest = 24;

/**
 * Rules are many small functions that call each other in ever other ways. Compiled into each other they take the engine's threads a third of a second of a
 * study, for code that is hardly run before the study is over; compiled for themselves they are no slower.
 */
export async function inlineLess(): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) > newest) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(mostInlined);
}
