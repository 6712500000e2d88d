import { PastTable } from './past-table';

const told = (...changes: Omit<Parameters<PastTable['tell']>[0], 'kind' | 'tableId'>[]) => {
  const table = new PastTable();
  for (const change of changes) table.tell({ kind: 'records', tableId: 't', ...change });
  return table;
};
const update = (id: string, before: Record<string, string | null>) => ({
  updated: [{ id, before, after: {} }],
});
const deletion = (id: string, before: Record<string, string | null>) => ({
  deleted: [{ id, n: 1, createdTime: '', createdBy: null, before }],
});
const creation = (id: string) => ({ created: [{ id, n: 1, createdTime: '', cells: {} }] });

describe('what the log says of a moment before it', () => {
  it('is of each cell what is said first, and else what it is now', () => {
    const table = told(update('r', { a: 'then' }), update('r', { a: 'later', b: null }));
    expect(table.cell('r', 'a', 'now')).toBe('then');
    expect(table.cell('r', 'b', 'now')).toBeNull();
    expect(table.cell('r', 'c', 'now')).toBe('now');
    expect(table.cell('other', 'a', 'now')).toBe('now');
  });

  it('is that a record was not there which it creates, whatever became of it', () => {
    const table = told(creation('r'), update('r', { a: 'x' }), deletion('r', { a: 'y' }));
    expect(table.records.get('r')).toMatchObject({ created: true });
    expect(table.records.get('r')?.deleted).toBeUndefined();
  });

  it('is that a record was there which it deletes, with all its cells, also when it came back otherwise', () => {
    const table = told(update('r', { a: 'then' }), deletion('r', { a: 'later', b: 'b' }), creation('r'));
    expect(table.records.get('r')).toMatchObject({ deleted: { id: 'r' } });
    expect(['a', 'b', 'c'].map((id) => table.cell('r', id, 'now'))).toEqual(['then', 'b', null]);
  });

  it('is of a field that ended what its cells were until then, and nothing of what the field became', () => {
    const table = told(update('r', { a: 'then' }), creation('new'));
    table.end('a', [{ r: 'later', s: 'kept', new: 'none' }]);
    table.tell({ kind: 'records', tableId: 't', ...update('q', { a: 'of another type' }) });
    expect(['r', 's', 'q'].map((id) => table.cell(id, 'a', 'now'))).toEqual(['then', 'kept', null]);
    expect(table.hasEnded('a')).toBe(true);
  });
});
