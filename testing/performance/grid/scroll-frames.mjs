/**
 * Measures the grid's frames while scrolling 100,000 rows × 20 columns in headless Chromium (no GPU) and prints, per
 * way of scrolling, the milliseconds of work in a frame and between frames: p50 / p95 / worst.
 *
 *   node testing/performance/grid/scroll-frames.mjs [frames] [device pixel ratio]
 */
import { startBrowser } from '../../../libs/grid/src/testing/browser.ts';

const frames = Number(process.argv[2] ?? 300);
const deviceScaleFactor = Number(process.argv[3] ?? 1);

/** Pixels per frame down and to the right. */
const WAYS = [
  ['slow, 40 px', 40, 0],
  ['fast, 400 px', 400, 0],
  ['thrown, 6,000 px', 6_000, 0],
  ['sideways, 12 px', 0, 12],
  ['diagonal, 60 px', 60, 8],
];

function share(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function line(values) {
  return [0.5, 0.95, 1].map((part) => share(values, part).toFixed(2).padStart(7)).join(' ');
}

const browser = await startBrowser({ deviceScaleFactor });
try {
  const page = await browser.context.newPage();
  await page.addInitScript(() => {
    window.work = [];
    const original = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      original((time) => {
        const begun = performance.now();
        callback(time);
        if (!callback.isProbe) window.work.push(performance.now() - begun);
      });
  });
  console.log(`100,000 × 20 at 1280 × 720, ratio ${deviceScaleFactor}, ${frames} frames; ms as p50 p95 max`);
  console.log(`${'way'.padEnd(18)} ${'work in a frame'.padStart(23)}   ${'between frames'.padStart(23)}`);
  for (const [name, down, right] of WAYS) {
    await page.goto(browser.url);
    await page.waitForSelector('[role=gridcell]', { state: 'attached' });
    const { work, gaps } = await page.evaluate(
      ({ frames, down, right }) =>
        new Promise((resolve) => {
          const scroller = document.querySelector('.pa-grid-scroller');
          const gaps = [];
          let last = 0;
          let done = 0;
          window.work.length = 0;
          const probe = (time) => {
            if (last > 0) gaps.push(time - last);
            last = time;
            if (done++ === frames) return resolve({ work: window.work, gaps });
            scroller.scrollTop += down;
            scroller.scrollLeft += right;
            return window.requestAnimationFrame(probe);
          };
          probe.isProbe = true;
          window.requestAnimationFrame(probe);
        }),
      { frames, down, right },
    );
    console.log(`${name.padEnd(18)} ${line(work)}   ${line(gaps)}`);
  }
} finally {
  await browser.close();
}
