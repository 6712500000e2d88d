/** Whoever waits hears this often that it goes on. */
const STILL_MS = 30_000;

/**
 * Runs one stage and prints its name, seconds and result on a line, as the runner does for its own. Work that found
 * nothing to do answers undefined and prints nothing; quiet stages print to standard error, and only when they worked.
 */
export async function stage(name, work, { quiet = false } = {}) {
  const started = performance.now();
  const print = quiet ? console.error : console.log;
  let still;
  const result = await work((doing) => {
    print(`  … ${name.padEnd(10)} ${doing}`);
    still ??= setInterval(() => print(`  … ${name.padEnd(10)} still at it`), STILL_MS);
  }).finally(() => clearInterval(still));
  if (result === undefined) return;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(`  ✓ ${name.padEnd(10)} ${seconds.padStart(6)} s  ${result}`);
}
