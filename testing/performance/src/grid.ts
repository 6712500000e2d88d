/**
 * `npm run bench -- grid`: the grid's frames while scrolling 100,000 rows × 20 columns in headless Chromium, without a
 * GPU, as they are and under 11,100 heads of three levels. Per way of scrolling, milliseconds of work in a frame and
 * between frames. FRAMES (300) and RATIO (1, device pixels per CSS pixel) change it.
 */
import { endBrowser, startBrowser } from '@pyairtable/grid/testing';

const FRAMES = Number(process.env['FRAMES'] ?? 300);
const RATIO = Number(process.env['RATIO'] ?? 1);

/** Pixels per frame down and to the right. */
const WAYS: readonly [name: string, down: number, right: number][] = [
  ['slow, 40 px', 40, 0],
  ['fast, 400 px', 400, 0],
  ['thrown, 6,000 px', 6_000, 0],
  ['sideways, 12 px', 0, 12],
  ['diagonal, 60 px', 60, 8],
];

const SCENES: readonly [name: string, search: string][] = [
  ['ungrouped', ''],
  ['grouped', '?groups=1000,100,10'],
];

interface Probed extends Window {
  /** Milliseconds of work of each frame so far. */
  work: number[];
}

type Frame = FrameRequestCallback & { isProbe?: boolean };

function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

const line = (values: readonly number[]): string =>
  [0.5, 0.95, 1].map((part) => share(values, part).toFixed(2).padStart(7)).join(' ');

const browser = await startBrowser({ deviceScaleFactor: RATIO });
try {
  const page = await browser.context.newPage();
  await page.addInitScript(() => {
    const probed = window as unknown as Probed;
    probed.work = [];
    const original = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback: Frame) =>
      original((time) => {
        const begun = performance.now();
        callback(time);
        if (!callback.isProbe) probed.work.push(performance.now() - begun);
      });
  });
  console.log(`100,000 × 20 at 1280 × 720, ratio ${RATIO}, ${FRAMES} frames; ms as p50 p95 max`);
  console.log(`${'way'.padEnd(28)} ${'work in a frame'.padStart(23)}   ${'between frames'.padStart(23)}`);
  const runs = SCENES.flatMap(([scene, search]) => WAYS.map((way) => [scene, search, ...way] as const));
  for (const [scene, search, way, down, right] of runs) {
    const name = `${scene}: ${way}`;
    await page.goto(`${browser.url}/${search}`);
    await page.waitForSelector('[role=gridcell]', { state: 'attached' });
    const { work, gaps } = await page.evaluate(
      (run) =>
        new Promise<{ work: number[]; gaps: number[] }>((resolve) => {
          const probed = window as unknown as Probed;
          const scroller = document.querySelector('.pa-grid-scroller') as HTMLElement;
          const gaps: number[] = [];
          let last = 0;
          let done = 0;
          probed.work.length = 0;
          const probe: Frame = (time) => {
            if (last > 0) gaps.push(time - last);
            last = time;
            if (done++ === run.frames) return resolve({ work: probed.work, gaps });
            scroller.scrollTop += run.down;
            scroller.scrollLeft += run.right;
            window.requestAnimationFrame(probe);
          };
          probe.isProbe = true;
          window.requestAnimationFrame(probe);
        }),
      { frames: FRAMES, down, right },
    );
    console.log(`${name.padEnd(28)} ${line(work)}   ${line(gaps)}`);
  }
} finally {
  await endBrowser();
}
