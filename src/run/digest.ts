/** Lends Node's SHA-256 to the flow, which knows no crypto module. Another thread's: digests-apart.ts. */
import { createHash } from 'node:crypto';
import type { FlowPorts } from '../flow/process-file.js';

export const flowPorts: FlowPorts = {
  digest: () => {
    const hash = createHash('sha256');
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
  },
};
