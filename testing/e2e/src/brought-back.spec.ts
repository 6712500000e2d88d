import { newBase, newPerson } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { GridPage } from './grid-page';
import { signIn } from './sign-in';

describe('a base that is brought back while somebody has it open', () => {
  const system = inject('system');
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('says so, shows what it was, lets its records be written again, and takes nothing of before back', async () => {
    const person = await newPerson(system, 'Ida');
    const { baseId } = await newBase(system, person, 'Garden', [
      {
        name: 'Plants',
        fields: [{ name: 'Name', type: 'singleLineText' }],
        records: [{ Name: 'Fern' }, { Name: 'Oak' }],
      },
    ]);
    const ask = async (method: string, path: string, body?: unknown) => {
      const answer = await fetch(`${system.baseUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as { seq: number; records: { id: string }[] };
    };
    const { seq } = await ask('GET', `/v1/bases/${baseId}`);

    const page = await browser.page(system.baseUrl);
    await signIn(page, person, `/${baseId}`);
    const grid = new GridPage(page);
    await grid.ready();
    await grid.home();
    await page.keyboard.type('Moss');
    await grid.press('Enter');
    await grid.shows({ row: 0, column: 'Name' }, 'Moss');
    const { records } = await ask('GET', `/v0/${baseId}/Plants`);
    await ask('DELETE', `/v0/${baseId}/Plants/${records[0]?.id}`);
    await grid.shows({ row: 0, column: 'Name' }, 'Oak');
    await page.locator('[data-grid]').click({ position: { x: 24, y: 50 } });
    await page.getByText('1 selected').waitFor();
    await ask('POST', `/v1/bases/${baseId}/restore`, { moment: { seq } });

    await page.getByText('This base was brought back to an earlier moment').waitFor();
    await grid.shows({ row: 0, column: 'Name' }, 'Fern');
    await grid.shows({ row: 1, column: 'Name' }, 'Oak');
    await page.getByText('1 selected').waitFor({ state: 'detached' });
    await grid.home();
    await grid.press('Control+z');
    await grid.shows({ row: 0, column: 'Name' }, 'Fern');
    await page.keyboard.type('Ivy');
    await grid.press('Enter');
    await grid.shows({ row: 0, column: 'Name' }, 'Ivy');
  });
});
