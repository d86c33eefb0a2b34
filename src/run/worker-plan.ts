/** What is a worker told once, before its first message? */
import type { FlowPlan } from '../flow/plan.js';
import type { OutputClaims } from './output-claims.js';
import type { PathRule } from './output-path.js';
import type { SelfCheckPlan } from './self-check.js';

/** All a worker needs to know once. Plain data. */
export interface WorkerPlan {
  readonly flow: FlowPlan;
  readonly folder: string;
  readonly paths: PathRule;
  readonly existing: 'refuse' | 'adopt' | 'replace';
  /** Shared by all threads. Absent where nothing is written. */
  readonly claims?: OutputClaims;
  readonly dryRun: boolean;
  readonly protectedPaths: readonly string[];
  /** Private folder for what archives hold; absent where nothing is kept. */
  readonly spool?: string;
  /** Absent when outputs are not verified. */
  readonly check?: SelfCheckPlan;
  /** Digests of inputs are made by a thread beside the one that works. */
  readonly digestsApart?: boolean;
  /** Seconds without progress after which a worker is ended. @default limits.stillness */
  readonly timeLimit?: number;
}
