import { newBase, newPerson, TOUR_SIGHTS, TOUR_TABLE, tourAirtable } from '@pyairtable/integration';
import { inject } from 'vitest';
import { TestBrowser } from './browser';
import { serveForeignSite, type ForeignSite } from './foreign-site';

describe("the npm package airtable's browser bundle", () => {
  const system = inject('system');
  let browser: TestBrowser;
  let foreign: ForeignSite;
  beforeAll(async () => {
    browser = await TestBrowser.start();
    foreign = await serveForeignSite();
  });
  afterAll(async () => {
    await browser?.stop();
    await foreign?.stop();
  });

  it('works on a page of another origin with nothing but endpoint and token set', async () => {
    const mia = await newPerson(system, 'Mia');
    const { baseId } = await newBase(system, mia, 'Tour', [TOUR_TABLE]);
    const page = await browser.page();
    await page.goto(foreign.url);
    const guide = {
      endpointUrl: system.baseUrl,
      apiKey: mia.token,
      baseId,
      table: TOUR_TABLE.name,
      absentId: 'recAAAAAAAAAAAAAA',
    };
    // The bundle defines `require` for itself; the tour goes over as text.
    const sights = await page.evaluate(`(async ({ endpointUrl, apiKey, baseId, ...rest }) => {
      const Airtable = require('airtable');
      const base = new Airtable({ endpointUrl, apiKey }).base(baseId);
      const stranger = new Airtable({ endpointUrl, apiKey: 'patNobody' }).base(baseId);
      return (${tourAirtable.toString()})({ base, stranger, ...rest });
    })(${JSON.stringify(guide)})`);
    expect(sights).toEqual(TOUR_SIGHTS);
  });

  it('runs beside other services only for those with a token: cookies do not travel', async () => {
    const page = await browser.page();
    await page.goto(foreign.url);
    const status = await page.evaluate(
      async (address) => (await fetch(`${address}/v0/meta/bases`)).status,
      system.baseUrl,
    );
    expect(status).toBe(401);
  });
});
