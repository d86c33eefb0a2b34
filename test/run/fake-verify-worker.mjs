/** Answers every item with its own name; `hangs` never comes back, `dies` ends the worker. */
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ items }) => {
  for (const item of items) {
    if (item === 'hangs') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    if (item === 'dies') process.exit(1);
  }
  parentPort.postMessage(items.map((item) => ({ facts: item.name ?? item })));
});
parentPort.postMessage('ready');
