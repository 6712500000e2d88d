// Polls URLs until each answers 2xx; exits 1 after the deadline. Usage: node tools/wait-for.mjs [--timeout=seconds] URL…
const args = process.argv.slice(2);
const seconds = Number(args.find((arg) => arg.startsWith('--timeout='))?.slice(10) ?? 120);
const deadline = Date.now() + seconds * 1000;

const answers = (url) =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );

for (const url of args.filter((arg) => !arg.startsWith('--'))) {
  while (!(await answers(url))) {
    if (Date.now() > deadline) {
      console.error(`not ready after ${seconds} s: ${url}`);
      process.exit(1);
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  console.log(`ready: ${url}`);
}
