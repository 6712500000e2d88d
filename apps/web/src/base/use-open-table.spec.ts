import type { Table } from '@pyairtable/contracts';
import { renderHook } from '@testing-library/react';
import { useOpenTable } from './use-open-table';

const [tasks, people] = ['tblTasks', 'tblPeople'].map((id) => ({ id, name: id }) as Table) as [Table, Table];

function open(addressed: string | undefined) {
  const { result, rerender } = renderHook(
    (props: { tables: Table[]; addressed: string | undefined }) =>
      useOpenTable(props.tables, props.addressed),
    { initialProps: { tables: [tasks, people], addressed } },
  );
  return { rerender, shown: () => [result.current.table?.id, result.current.deleted?.id] };
}

it.each([undefined, 'tblTasks', 'tblOfAnOldLink'])(
  'leaves the place of a table empty that goes while it is open (address %s)',
  (addressed) => {
    const { rerender, shown } = open(addressed);
    expect(shown()).toEqual(['tblTasks', undefined]);
    rerender({ tables: [people], addressed });
    expect(shown()).toEqual([undefined, 'tblTasks']);
    rerender({ tables: [people], addressed: 'tblPeople' });
    expect(shown()).toEqual(['tblPeople', undefined]);
  },
);

it('goes where the address goes, and stays when that is nowhere', () => {
  const { rerender, shown } = open('tblPeople');
  rerender({ tables: [people, tasks], addressed: 'tblTasks' });
  expect(shown()).toEqual(['tblTasks', undefined]);
  rerender({ tables: [people, tasks], addressed: 'tblOfAnOldLink' });
  expect(shown()).toEqual(['tblTasks', undefined]);
});

it('shows a base’s first table once there is one', () => {
  const { result, rerender } = renderHook(
    ({ tables }: { tables: Table[] }) => useOpenTable(tables, undefined),
    {
      initialProps: { tables: [] as Table[] },
    },
  );
  expect(result.current).toEqual({ table: undefined, deleted: undefined });
  rerender({ tables: [tasks] });
  expect(result.current.table).toBe(tasks);
});
