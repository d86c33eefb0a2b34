/** Stands in for dist/run/worker.cjs: answers every file, and dies or hangs on those whose path says so. */
import { parentPort, workerData } from 'node:worker_threads';

parentPort.on('message', (task) => {
  if (task.files.some(({ path }) => path === 'always' || (path === 'once' && !task.again))) process.exit(1);
  const hung = task.files.find(({ path }) => path === 'hangs');
  if (hung) {
    workerData.shared.own[2] = hung.index;
    for (;;);
  }
  parentPort.postMessage(
    task.files.map(({ index }) => ({ kind: 'digested', index, size: 0, mtime: 0, sha256: task.again ? 'again' : 'first' })),
  );
});
parentPort.postMessage('ready');
