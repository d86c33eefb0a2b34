/** What must be around a data set that goes out: a preamble of zeros, File Meta Information of ours, nothing behind (PS3.10 7.1). */
import { tagText } from '../standard/tag.js';
import type { ReadFile } from './dataset-reader.js';
import { error, type VerifyFinding } from './finding.js';

/** Addresses, AE titles and private information of whoever handled the file. */
const foreign: ReadonlySet<number> = new Set([
  0x00020016, 0x00020017, 0x00020018, 0x00020026, 0x00020027, 0x00020028, 0x00020100, 0x00020102,
]);

/** Signatures, encrypted and original attributes, padding, at the root of the data set. */
const gone: ReadonlySet<number> = new Set([0x04000500, 0x04000550, 0x04000561, 0x4ffe0001, 0xfffafffa, 0xfffcfffc]);

export function checkHeaders(file: ReadFile): VerifyFinding[] {
  const findings: VerifyFinding[] = [];
  if (file.preamble.length !== 128 || file.preamble.some((byte) => byte !== 0))
    findings.push(error('verify/preamble', 'the preamble is not 128 zeros'));
  for (const { tag } of file.fileMeta)
    if (foreign.has(tag)) findings.push(error('verify/file-meta', 'names a system that handled the file', tagText(tag)));
  for (const { tag } of file.elements)
    if (gone.has(tag)) findings.push(error('verify/element-added', 'may not be in an output', tagText(tag)));
  return findings;
}
