/** Stands in for dist/run/digest-thread.cjs: never gets ready. */
setInterval(() => {}, 1000);
