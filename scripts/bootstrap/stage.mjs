/**
 * Runs one stage and prints its name, seconds and result on a line, as the runner does for its own. Work that found
 * nothing to do answers undefined and prints nothing; quiet stages print to standard error, and only when they worked.
 */
export async function stage(name, work, { quiet = false } = {}) {
  const started = performance.now();
  const print = quiet ? console.error : console.log;
  const result = await work((doing) => print(`  … ${name.padEnd(10)} ${doing}`));
  if (result === undefined) return;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(`  ✓ ${name.padEnd(10)} ${seconds.padStart(6)} s  ${result}`);
}
