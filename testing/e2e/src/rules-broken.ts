import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules of WCAG 2.2 AA and of good practice that axe finds broken, each with the element. */
export async function rulesBroken(page: Page, only?: 'color-contrast'): Promise<string[]> {
  // Megabytes of script: once for each document, which is looked at many times.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // A colour on its way to another is neither. Animations of what is taken away end by an error.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  return page.evaluate(async (rule) => {
    // Guards at the ends of what is open send the focus on and never keep it.
    const all = { include: ['html'], exclude: ['[data-base-ui-focus-guard]'] };
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
      all,
      rule
        ? { runOnly: { type: 'rule', values: [rule] } }
        : {
            rules: {
              'label-content-name-mismatch': { enabled: true },
              'target-size': { enabled: true },
              // Menus stand in a portal, outside of every landmark.
              region: { enabled: false },
            },
          },
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, only);
}
