/** How many checks passed? One line per check on stdout; what failed beneath it. Nothing of a value or of this machine is printed. */

export interface Tally {
  /** A check passes when nothing is wrong. @param wrong one line per thing, shown up to ten */
  check(name: string, wrong: readonly string[]): void;
  leftOut(name: string, why: string): void;
  readonly passed: number;
  readonly failed: number;
}

const shown = 10;

export function createTally(print: (line: string) => void): Tally {
  let [passed, failed] = [0, 0];
  return {
    check(name, wrong) {
      if (wrong.length === 0) passed++;
      else failed++;
      print(`${wrong.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
      for (const line of wrong.slice(0, shown)) print(`         ${line}`);
      if (wrong.length > shown) print(`         … and ${wrong.length - shown} more`);
    },
    leftOut(name, why) {
      print(`left out: ${name} (${why})`);
    },
    get passed() {
      return passed;
    },
    get failed() {
      return failed;
    },
  };
}
