import { newId } from '@pyairtable/kernel';
import Airtable from 'airtable';
import { inject } from 'vitest';
import { TOUR_SIGHTS, TOUR_TABLE, tourAirtable } from '../airtable-tour';
import { newBase, newPerson } from '../people';

describe('the npm package airtable in Node', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('works with nothing but AIRTABLE_ENDPOINT_URL and AIRTABLE_API_KEY set', async () => {
    const system = inject('system');
    const mia = await newPerson(system, 'Mia');
    const { baseId } = await newBase(system, mia, 'Tour', [TOUR_TABLE]);
    vi.stubEnv('AIRTABLE_ENDPOINT_URL', system.baseUrl);
    vi.stubEnv('AIRTABLE_API_KEY', mia.token);
    const base = new Airtable().base(baseId);
    vi.stubEnv('AIRTABLE_API_KEY', 'patNobody');
    const stranger = new Airtable().base(baseId);
    const sights = await tourAirtable({ base, stranger, table: TOUR_TABLE.name, absentId: newId('record') });
    expect(sights).toEqual(TOUR_SIGHTS);
  });
});
