/**
 * Who makes the SHA-256 of inputs? This thread, with Node's own; or another one that looks at the same memory while this one works on it
 * (digest-thread.ts). Lends both to the flow, which knows no crypto module and no thread.
 */
import { createHash } from 'node:crypto';
import type { FlowPorts } from '../flow/process-file.js';

export const flowPorts: FlowPorts = {
  digest: () => {
    const hash = createHash('sha256');
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
  },
};
