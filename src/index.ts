/** What other programs may import: the file-by-file core, and the types that speak of it. The command line is not part of it. */
export { type ErrorCode, errorTable, type Finding, type Place, RadonymError } from './base/errors.js';
export { version } from './base/version.js';
export { loadProfile, type ResolvedProfile } from './deid/profile.js';
export type { Mapping, NotWritten, Outcome, Written } from './flow/outcome.js';
export type { FlowPlan } from './flow/plan.js';
export type { Digest, Sink, Source } from './flow/ports.js';
export { createProcessor, type FlowPorts, type PatientIdentity, type Processor, type SurveyRecord } from './flow/process-file.js';
