/** Everything that reads what a stranger may have written. */
import type { Target } from './fuzz.js';
import { otherTargets } from './other-targets.js';
import { wireTargets } from './wire-targets.js';

export const targets: readonly Target[] = [...wireTargets, ...otherTargets];
