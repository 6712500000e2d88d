import type { BaseMatches, ViewMatches } from '@pyairtable/contracts';
import { sought } from '@pyairtable/field-types';
import fc from 'fast-check';
import { ApiHarness, type Client } from '../testing/api-harness';
import { importFile, type ImportedBase, sampleFile } from '../testing/sample-base';

interface ShownTable {
  id: string;
  name: string;
  primaryFieldId: string;
  fields: { id: string; name: string }[];
  views: { id: string }[];
}

interface TextRecord {
  id: string;
  fields: Record<string, string>;
}

let api: ApiHarness;
let mia: Client;
let base: ImportedBase;
let tables: ShownTable[];
let texts: Map<string, TextRecord[]>;

const EYES = 'timeZone=America/St_Johns&userLocale=de-AT';
const asTexts = `cellFormat=string&returnFieldsByFieldId=true&${EYES}`;

beforeAll(async () => {
  api = await ApiHarness.start();
  mia = await api.client({ name: 'Mia Berg', email: 'mia@studio.example' });
  base = await importFile(api, mia, sampleFile());
  tables = (await mia.get(`/v1/bases/${base.id}`)).body.tables;
  texts = new Map();
  for (const { id } of tables) texts.set(id, (await base.records(id, asTexts)) as TextRecord[]);
});

afterAll(() => api.stop());

const path = (table: ShownTable) => `/v1/bases/${base.id}/tables/${table.id}`;

async function search(table: ShownTable, query: string, rest = ''): Promise<ViewMatches> {
  const answer = await mia.get(`${path(table)}/search?query=${encodeURIComponent(query)}&${EYES}${rest}`);
  if (answer.status !== 200) throw new Error(`${query}: ${answer.text}`);
  return answer.body;
}

/** Where the cells, read as texts, show what is sought; all fields unless told which. */
function matchesIn(records: readonly TextRecord[], query: string, fieldIds?: readonly string[]) {
  const wanted = sought(query).trim();
  return records.flatMap(({ id, fields }, index) => {
    const shown = (fieldIds ?? Object.keys(fields)).filter((field) =>
      sought(fields[field] ?? '').includes(wanted),
    );
    return wanted === '' || shown.length === 0 ? [] : [{ index, recordId: id, fieldIds: shown }];
  });
}

/** A line for each cell that shows what is sought. */
const cellsOf = (table: ShownTable, matches: ViewMatches['matches']) => {
  const names = new Map(table.fields.map(({ id, name }) => [id, name]));
  return matches.flatMap(({ index, recordId, fieldIds }) =>
    fieldIds.map((id) => `${index} ${recordId} ${names.get(id)}`).sort(),
  );
};

/** What people may look for in a table: pieces of what its cells show, spelt in their own way, and what none shows. */
const queries = (table: ShownTable) => {
  const cells = (texts.get(table.id) ?? []).flatMap(({ fields }) => Object.values(fields));
  const piece = fc
    .tuple(fc.constantFrom(...cells), fc.nat(200), fc.integer({ min: 1, max: 12 }))
    .map(([text, start, length]) =>
      [...text]
        .slice(start % [...text].length)
        .slice(0, length)
        .join(''),
    );
  return fc.oneof(
    { weight: 6, arbitrary: piece },
    { weight: 2, arbitrary: piece.map((text) => text.toUpperCase()) },
    { weight: 1, arbitrary: piece.map((text) => text.normalize('NFD')) },
    // Of the letters that texts of some types are made of, in any order.
    ...['checked', '0123456789.-', '0123456789:/%,€ apm'].map((letters) => ({
      weight: 1,
      arbitrary: fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 5 }),
    })),
    { weight: 1, arbitrary: fc.constantFrom('7', '#error', 'nan', 'infin', 'check', ', ', '"', ',', '2026') },
    {
      weight: 1,
      arbitrary: fc.string({ minLength: 1, maxLength: 3 }).filter((text) => !text.includes('\0')),
    },
  );
};

describe('search in a view', () => {
  it('finds what cells show as texts, in the table of each name of the sample base', async () => {
    for (const table of tables) {
      const records = texts.get(table.id) ?? [];
      await fc.assert(
        fc.asyncProperty(queries(table), async (query) => {
          const { total, matches } = await search(table, query, '&limit=1000');
          const wanted = matchesIn(records, query);
          expect(cellsOf(table, matches)).toEqual(cellsOf(table, wanted));
          expect(total).toBe(wanted.length);
        }),
        { numRuns: 60 },
      );
    }
  }, 240_000);

  const one = (name: string) => tables.find((table) => table.name === name) as ShownTable;
  const idOf = (table: ShownTable, name: string) =>
    table.fields.find((field) => field.name === name)?.id as string;

  it('goes by the fields, the filter and the order of the view, and agrees with its windows', async () => {
    const table = one('Tasks');
    const [name, , third] = table.fields;
    const changed = await mia.patch(`${path(table)}/views/${table.views[0]?.id}`, {
      visibleFieldIds: [third?.id],
      filterFormula: `{${idOf(table, 'Entry count')}} = 0`,
      sort: [{ fieldId: name?.id, direction: 'desc' }],
    });
    expect(changed.status).toBe(200);
    const view = `&view=${table.views[0]?.id}`;
    const records = (await base.records('Tasks', `${asTexts}${view}`)) as TextRecord[];
    const { rows } = (await mia.get(`${path(table)}/rows?limit=500${view}`)).body;
    for (const query of ['task 1', 'Task 24', '7', 'nowhere']) {
      const { total, matches } = await search(table, query, `${view}&limit=1000`);
      const wanted = matchesIn(records, query, [name?.id as string, third?.id as string]);
      expect([total, cellsOf(table, matches)]).toEqual([wanted.length, cellsOf(table, wanted)]);
      for (const { index, recordId } of matches) expect(rows[index].id).toBe(recordId);
    }
  });

  it('finds a ticked box by pieces of what it shows, and by nothing else of the same letters', async () => {
    let found = 0;
    for (const table of tables)
      for (const query of ['checked', 'HECK', 'ked', 'deck', 'cheek', 'dd', 'checkedc']) {
        const { total, matches } = await search(table, query, '&limit=1000');
        const wanted = matchesIn(texts.get(table.id) ?? [], query);
        expect([query, total, cellsOf(table, matches)]).toEqual([
          query,
          wanted.length,
          cellsOf(table, wanted),
        ]);
        found += wanted.length;
      }
    expect(found).toBeGreaterThan(0);
  });

  it('lists matches run by run, as many as asked for', async () => {
    for (const table of [one('Tasks'), one('Time entries')]) {
      const view = table.name === 'Tasks' ? `&view=${table.views[0]?.id}` : '';
      const all = await search(table, 'task', `${view}&limit=1000`);
      const found: ViewMatches['matches'] = [];
      for (let after = ''; ;) {
        const { total, matches } = await search(table, 'task', `${view}&limit=7${after}`);
        expect(total).toBe(all.total);
        if (matches.length === 0) break;
        found.push(...matches);
        after = `&after=${matches.at(-1)?.index}`;
      }
      expect(found.length).toBeGreaterThan(7);
      expect(found).toEqual(all.matches);
    }
  });

  it('is never stale: what was written before it was asked is found', async () => {
    const table = one('Companies');
    const made = await mia.post(`/v0/${base.id}/${table.id}`, {
      fields: { [table.fields[0]?.name as string]: 'Zürich, "am See"' },
    });
    expect(made.status).toBe(200);
    for (const query of ['ZURICH, ', 'am see', 'rich, "am'])
      expect(await search(table, query)).toMatchObject({ total: 1, matches: [{ recordId: made.body.id }] });
    await mia.delete(`/v0/${base.id}/${table.id}/${made.body.id}`);
    expect(await search(table, 'zurich')).toMatchObject({ total: 0, matches: [] });
  });

  it('refuses what is no search', async () => {
    const table = one('Companies');
    for (const query of [
      '',
      `query=a`,
      `query=a&timeZone=Nowhere&userLocale=en`,
      `query=&${EYES}`,
      `query=${'a'.repeat(1_001)}&${EYES}`,
      `query=a&limit=1001&${EYES}`,
      `query=a&limit=0&${EYES}`,
      `query=a&after=-1&${EYES}`,
    ])
      expect([query, (await mia.get(`${path(table)}/search?${query}`)).status]).toEqual([query, 422]);
    expect((await mia.get(`${path(table)}/search?query=a&view=viw00000000000000&${EYES}`)).status).toBe(422);
  });
});

describe('search in a base', () => {
  const searchBase = async (query: string, rest = '') => {
    const answer = await mia.get(
      `/v1/bases/${base.id}/search?query=${encodeURIComponent(query)}&${EYES}${rest}`,
    );
    if (answer.status !== 200) throw new Error(`${query}: ${answer.text}`);
    return answer.body as BaseMatches;
  };

  it('finds the records of every table that show a text, and says in which fields', async () => {
    const cells = [...texts.values()].flat().flatMap(({ fields }) => Object.values(fields));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cells), fc.nat(200), async (text, start) => {
        const query = [...text]
          .slice(start % [...text].length)
          .slice(0, 6)
          .join('');
        const found = await searchBase(query, '&limit=50');
        expect(found.unsearchedTableIds).toEqual([]);
        const wanted = tables.flatMap((table) => {
          const all = matchesIn(texts.get(table.id) ?? [], query);
          return all.length === 0 ? [] : [{ id: table.id, more: all.length > 50, all: all.slice(0, 50) }];
        });
        expect(
          found.tables.map(({ tableId, more, matches }) => ({
            id: tableId,
            more,
            all: matches.map(({ recordId, fieldIds }) => [recordId, [...fieldIds].sort()]),
          })),
        ).toEqual(
          wanted.map((table) => ({
            ...table,
            all: table.all.map(({ recordId, fieldIds }) => [recordId, [...fieldIds].sort()]),
          })),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('names records by their titles', async () => {
    const { tables: found } = await searchBase('acme', '&limit=1');
    const companies = tables.find(({ name }) => name === 'Companies');
    expect(found.find(({ tableId }) => tableId === companies?.id)).toMatchObject({
      matches: [{ title: expect.stringContaining('Acme') }],
    });
    expect((await mia.get(`/v1/bases/${base.id}/search?query=a&limit=51&${EYES}`)).status).toBe(422);
  });

  it('tells strangers nothing, of a base without tables either', async () => {
    const empty = await api.base(mia, [{ name: 'T', fields: [{ name: 'Name', type: 'singleLineText' }] }]);
    await mia.delete(`/v1/bases/${empty.id}/tables/${empty.tables[0].id}`);
    const address = `/v1/bases/${empty.id}/search?query=a&${EYES}`;
    expect((await mia.get(address)).body).toEqual({ tables: [], unsearchedTableIds: [] });
    const stranger = await api.client();
    expect((await stranger.get(address)).status).toBe(403);
  });

  it('goes on while others change the structure all the time', async () => {
    let over = false;
    const [first] = tables as [ShownTable];
    const change = async () => {
      while (!over) {
        const answer = await mia.patch(path(first), { description: `${Math.random()}` });
        expect(answer.status, answer.text).toBe(200);
      }
    };
    const changing = Array.from({ length: 3 }, change);
    for (let turn = 0; turn < 4; turn += 1) {
      const answer = await mia.get(`/v1/bases/${base.id}/search?query=a&${EYES}`);
      expect(answer.status, answer.text).toBe(200);
    }
    over = true;
    await Promise.all(changing);
  });
});
