import { expect, test } from 'vitest';
import { progressBar, progressText } from '../../src/cli/progress.js';

const progress = { phase: 'writing', files: 40, filesDone: 10, bytes: 400e6, bytesDone: 100e6, troubles: 0, seconds: 2 } as const;

test.each([
  ['looking counts files', { ...progress, phase: 'looking' }, 'looking at 10 of 40 files'],
  ['writing tells files, bytes, speed and what is left', progress, '10 of 40 files, 100 MB of 400 MB, 50 MB/s, 6 s left'],
  ['failures are counted', { ...progress, troubles: 3 }, '10 of 40 files, 100 MB of 400 MB, 50 MB/s, 6 s left, 3 not written'],
  ['hours have minutes', { ...progress, seconds: 2000 }, '10 of 40 files, 100 MB of 400 MB, 0.1 MB/s, 1 h 40 min left'],
  ['nothing is foretold at once', { ...progress, bytesDone: 0, seconds: 0 }, '10 of 40 files, 0.0 MB of 400 MB, 0.0 MB/s'],
] as const)('%s', (_, figures, text) => {
  expect(progressText(figures)).toBe(text);
});

test.each([
  ['bytes count', progress, 80, '[#####...............]  25 %  '],
  ['while looking, files count', { ...progress, phase: 'looking', filesDone: 20 }, 80, '[##########..........]  50 %  '],
  ['more than all is all', { ...progress, bytesDone: 500e6 }, 80, '[####################] 100 %  '],
  ['a narrow terminal has room for figures only', progress, 60, ''],
  ['of nothing there is no part', { ...progress, bytes: 0 }, 80, ''],
] as const)('a bar: %s', (_, figures, columns, bar) => {
  expect(progressBar(figures, columns)).toBe(bar);
});
