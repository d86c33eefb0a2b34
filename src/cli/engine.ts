/** How does Node's engine compile, where de-identification is most of what a process does? */

/** Of each function, in bytes of its code: what is compiled again within it. 920 unless said otherwise. */
const mostInlined = '--max-inlined-bytecode-size-cumulative=200';

/** Of Node, that is known to know the option: one that does not would say so on standard error. */
const newest = 24;

/**
 * Rules are many small functions. To compile them into each other takes the engine's threads a tenth of a second more of a study, for code that is
 * hardly run before the study is over. What it costs in long runs, and where it was measured: docs/decisions/0016.
 */
export async function inlineLess(): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) > newest) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(mostInlined);
}
