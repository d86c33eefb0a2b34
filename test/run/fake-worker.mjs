/** Stands in for dist/run/worker.js: answers every file, and dies on those whose path says so. */
import { parentPort } from 'node:worker_threads';

parentPort.on('message', (task) => {
  if (task.files.some(({ path }) => path === 'always' || (path === 'once' && !task.again))) process.exit(1);
  parentPort.postMessage(
    task.files.map(({ index }) => ({ kind: 'digested', index, size: 0, mtime: 0, sha256: task.again ? 'again' : 'first' })),
  );
});
parentPort.postMessage('ready');
