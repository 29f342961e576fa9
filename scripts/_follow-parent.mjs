/**
 * npm runs a script in a shell. A signal to npm ends that shell, and many a shell does not pass it on:
 * the program would be left behind, still holding its port. So it watches whose child it is.
 */
const LOOK_EVERY_MS = 100;

/** Ends this process as SIGTERM would, once its parent is gone. Does not keep it alive. */
export function followParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
