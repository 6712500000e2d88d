import type { Page } from 'playwright-core';
import { settled } from './probes';

/**
 * Pixels in which the canvas as copied and patched differs from the canvas painted anew: `slight` are the last bits of
 * anti-aliased curves, which depend on the clip; a lost hairline or glyph would be `strong` or many hundred slight ones.
 */
export async function differenceFromRepaint(page: Page): Promise<{ slight: number; strong: number }> {
  return page.evaluate(async () => {
    const canvas = document.querySelector('canvas') as HTMLCanvasElement;
    const read = () =>
      (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, canvas.width, canvas.height)
        .data;
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const before = read();
    window.grid?.invalidate();
    await frame();
    const after = read();
    const different = { slight: 0, strong: 0 };
    for (let at = 0; at < before.length; at += 4) {
      const delta =
        Math.abs((before[at] ?? 0) - (after[at] ?? 0)) +
        Math.abs((before[at + 1] ?? 0) - (after[at + 1] ?? 0)) +
        Math.abs((before[at + 2] ?? 0) - (after[at + 2] ?? 0));
      if (delta > 240) different.strong++;
      else if (delta > 6) different.slight++;
    }
    return different;
  });
}

/** Holds what is copied and patched after each turn of the wheel against a full repaint. */
export async function expectSamePixels(
  page: Page,
  turns: readonly (readonly [x: number, y: number])[],
): Promise<void> {
  for (const [x, y] of turns) {
    await page.mouse.wheel(x, y);
    await settled(page);
    const difference = await differenceFromRepaint(page);
    expect(difference.strong).toBe(0);
    expect(difference.slight).toBeLessThan(150);
  }
}
