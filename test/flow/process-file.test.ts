import { expect, test } from 'vitest';
import { createProcessor } from '../../src/flow/process-file.js';
import { element, part10, transferSyntaxUid } from '../support/bytes.js';

test('a native file is never stamped with a compressed Transfer Syntax, whoever asks', () => {
  const file = part10({}, [
    element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    element(0x00080018, 'UI', '1.2.3'),
    element(0x00280100, 'US', 16),
  ]);
  const read = (at: number, target: Uint8Array): number => {
    const piece = file.subarray(at, at + target.length);
    target.set(piece);
    return piece.length;
  };
  const source = { size: file.length, read };
  const processor = createProcessor(
    { target: transferSyntaxUid.rle, sequenceLength: 'undefined', longValues: 'unknown', pathKeywords: [] },
    { digest: () => ({ update: () => {}, hex: () => '' }) },
  );
  const outcome = processor.process(source, () => {
    throw new Error('nothing may be opened');
  });
  expect(outcome).toMatchObject({ outcome: 'failed', code: 'flow/compressed-pixel-data' });
});
