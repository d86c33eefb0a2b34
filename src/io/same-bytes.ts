/** Do two files hold the same bytes? Reads both a piece at a time. And: what is the digest of a whole file? */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { limits } from '../base/limits.js';
import { FileSource } from './file-source.js';

/** False when the second is no regular file. @throws RadonymError io/read */
export function sameBytes(path: string, other: string): boolean {
  if (!statSync(other, { throwIfNoEntry: false })?.isFile()) return false;
  const [a, b] = [new FileSource(path), new FileSource(other)];
  try {
    if (a.size !== b.size) return false;
    const [here, there] = [new Uint8Array(limits.chunk), new Uint8Array(limits.chunk)];
    for (let at = 0; at < a.size; ) {
      const bytes = fill(a, at, here);
      if (bytes === 0 || bytes !== fill(b, at, there) || Buffer.compare(here.subarray(0, bytes), there.subarray(0, bytes)) !== 0)
        return false;
      at += bytes;
    }
    return true;
  } finally {
    a.close();
    b.close();
  }
}

/** SHA-256 of a whole file, hexadecimal. @throws RadonymError io/read, io/interrupted */
export function fileDigest(source: Pick<FileSource, 'read'>): string {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(limits.chunk);
  for (let at = 0, bytes = fill(source, 0, chunk); bytes > 0; at += bytes, bytes = fill(source, at, chunk))
    hash.update(chunk.subarray(0, bytes));
  return hash.digest('hex');
}

/** Reads until the piece is full or the file ends: one read may bring less. */
function fill(source: Pick<FileSource, 'read'>, position: number, target: Uint8Array): number {
  let bytes = 0;
  while (bytes < target.length) {
    const got = source.read(position + bytes, target.subarray(bytes));
    if (got === 0) break;
    bytes += got;
  }
  return bytes;
}
