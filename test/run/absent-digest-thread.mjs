/** Stands in for dist/run/digest-thread.js: never gets ready. */
setInterval(() => {}, 1000);
