/**
 * What other programs may import: `deidentify`, `transcode` and `inspect` for single files whose bytes they have, the file-by-file core
 * below them, and the types that speak of both. The command line is not part of it.
 */
export { type DeidentifyOptions, deidentify, type EncodingOptions, inspect, transcode } from './api/files.js';
export { type ErrorCode, errorTable, type Finding, type Place, RadonymError } from './base/errors.js';
export { version } from './base/version.js';
export { loadProfile, type ResolvedProfile } from './deid/profile.js';
export type { FileFacts } from './flow/file-facts.js';
export type { Mapping, NotWritten, Outcome, Written } from './flow/outcome.js';
export type { FlowPlan } from './flow/plan.js';
export type { Digest, Sink, Source } from './flow/ports.js';
export { createProcessor, type FlowPorts, type PatientIdentity, type Processor, type SurveyRecord } from './flow/process-file.js';
export type { ByteInput } from './io/spool.js';
export type { OneFile } from './run/one-file.js';
