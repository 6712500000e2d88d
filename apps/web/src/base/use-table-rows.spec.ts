import type { Row, RowWindow, Table, View } from '@pyairtable/contracts';
import { act, renderHook } from '@testing-library/react';
import { unopenedSession } from '@/testing/unopened-session';
import { shownId, useTableRows } from './use-table-rows';

const FIELD = { id: 'fldName0000000000', name: 'Name', type: 'singleLineText' };
const table = (id: string, fields: readonly object[] = [FIELD]) =>
  ({ id, name: id, primaryFieldId: FIELD.id, fields, views: [] }) as unknown as Table;
const view = (id: string, direction?: 'asc' | 'desc') =>
  ({ id, name: id, type: 'grid', ...(direction && { sort: [{ fieldId: FIELD.id, direction }] }) }) as View;

/** The rows of a page, whose reads are answered, with one record each, when that is asked for. */
function start() {
  let waiting: ((recordId: string, refusal?: Response) => void)[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    if (!path.includes('/rows?')) return new Promise(() => undefined);
    return new Promise<Response>((resolve) =>
      waiting.push((id, refusal) => {
        if (refusal) return resolve(refusal);
        const row: Row = { id, createdAt: '', createdBy: null, cells: { [FIELD.id]: id } } as unknown as Row;
        const window: RowWindow = { seq: 0, schemaVersion: 0, total: 1, start: 0, rows: [row] };
        resolve(Response.json(window));
      }),
    );
  });
  const session = unopenedSession();
  const { result, rerender } = renderHook(
    (open: { table: Table; view: View | undefined }) =>
      useTableRows(session, 'app', open.table, open.view, undefined),
    { initialProps: { table: table('tblOne'), view: view('viwOne') as View | undefined } },
  );
  const open = () => {
    if (!result.current) throw new Error('No rows are open');
    return result.current;
  };
  return {
    open,
    former: () => open().former?.rows.rowAt(0)?.id ?? null,
    show: (shown: Table, its: View | undefined) => act(async () => rerender({ table: shown, view: its })),
    refuse: (status: number) =>
      act(async () => {
        for (const one of waiting.splice(0))
          one('', Response.json({ error: { type: 'X', message: 'Too slow.' } }, { status }));
        await vi.waitFor(() => expect(open().unread).not.toBeNull());
      }),
    answer: (recordId: string) =>
      act(async () => {
        const asked = waiting;
        waiting = [];
        for (const one of asked) one(recordId);
        await vi.waitFor(() => expect(open().rows.loaded).toBe(true));
      }),
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('what was shown before, while the rows of a view are opened anew', () => {
  it('stands in for them over as many openings as follow, until they are read', async () => {
    const page = start();
    await page.answer('recOld');
    expect([page.former(), page.open().count]).toEqual([null, 1]);
    await page.show(table('tblOne'), view('viwOne', 'asc'));
    expect([page.former(), page.open().count, shownId(page.open(), 0)]).toEqual(['recOld', 1, 'recOld']);
    await page.show(table('tblOne'), view('viwOne', 'desc'));
    expect([page.former(), page.open().count, shownId(page.open(), 0)]).toEqual(['recOld', 1, 'recOld']);
    await page.answer('recNew');
    expect([page.former(), page.open().count, shownId(page.open(), 0)]).toEqual([null, 1, 'recNew']);
  });

  it.each([
    ['another view', table('tblOne'), view('viwTwo')],
    ['another table', table('tblTwo'), view('viwThree')],
    ['a table without a view', table('tblTwo'), undefined],
  ])('stands in for no record of %s', async (_what, other, its) => {
    const page = start();
    await page.answer('recOld');
    await page.show(other, its);
    expect([page.former(), shownId(page.open(), 0)]).toEqual([null, undefined]);
    await page.answer('recOther');
    expect(shownId(page.open(), 0)).toBe('recOther');
  });

  it('has the order of before, which tells whether the records stand where they stood', async () => {
    const page = start();
    await page.answer('recOld');
    const { order } = page.open();
    await page.show(table('tblOne', [FIELD, { ...FIELD, id: 'fldOther000000000' }]), view('viwOne'));
    expect([page.open().former?.order, page.open().order]).toEqual([order, order]);
    await page.show(table('tblOne'), view('viwOne', 'asc'));
    expect(page.open().former?.order).toBe(order);
    expect(page.open().order).not.toBe(order);
  });
});

describe('rows that the server does not tell', () => {
  it.each([422, 403, 404])(
    'are none, and it is said why, where asked again it answers the same (%i)',
    async (status) => {
      const page = start();
      await page.answer('recOld');
      await page.show(table('tblOne'), view('viwOne', 'asc'));
      await page.refuse(status);
      const { unread, count } = page.open();
      expect([unread, count, page.former()]).toEqual([{ why: 'Too slow.', isFinal: true }, 0, null]);
    },
  );

  it.each([429, 502, 503])('are those of before until they are told (%i)', async (status) => {
    const page = start();
    await page.answer('recOld');
    await page.show(table('tblOne'), view('viwOne', 'asc'));
    await page.refuse(status);
    const { unread, count } = page.open();
    expect([unread, count, page.former()]).toEqual([{ why: 'Too slow.', isFinal: false }, 1, 'recOld']);
  });
});
