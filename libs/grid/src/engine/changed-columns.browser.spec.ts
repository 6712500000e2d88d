import type { Page } from 'playwright-core';
import { inGridPage, settled } from '../testing/probes';
import { differenceFromRepaint } from '../testing/repaint';

const TIMEOUT = 60_000;

describe('columns that change where they stand', () => {
  let page: Page;
  const open = inGridPage((opened) => {
    page = opened;
  });

  it.each([
    ['a name', { title: 'What it costs' }],
    ['an icon', { icon: [['circle', { cx: 12, cy: 12, r: 9 }]] as const }],
    ['a mark', { warning: 'A price is missing' }],
    ['a side', { align: 'start' as const }],
    ['a kind of cells', { kind: 'rating' as const }],
  ])(
    'are painted anew with %s',
    async (_, changed) => {
      await open();
      await settled(page);
      await page.evaluate((change) => window.changeColumn({ id: 'price', ...change }), changed);
      await settled(page);
      expect(await differenceFromRepaint(page)).toEqual({ slight: 0, strong: 0 });
    },
    TIMEOUT,
  );
});
