import type { View } from '@pyairtable/contracts';
import type { TableRows } from '@pyairtable/realtime';
import { renderHook } from '@testing-library/react';
import type { RecordActions } from './record-actions';
import { useHeldRecords } from './use-held-records';

const view = { id: 'viwOne', sort: [{ fieldId: 'fldRank', direction: 'asc' }] } as unknown as View;

function start(openId: string) {
  const holds: (string | undefined)[] = [];
  const rows = {
    holdPlaces: (on: boolean, id?: string) => holds.push(on ? id : undefined),
    isApart: () => false,
  } as unknown as TableRows;
  let write = (_id: string): void => undefined;
  const records = {
    onUpdate(told: (tableId: string, updates: { id: string; cells: object }[]) => void) {
      write = (id) => told('tblOne', [{ id, cells: { fldRank: 1 } }]);
      return () => undefined;
    },
  } as unknown as RecordActions;
  const { result, rerender } = renderHook(
    (open: string | undefined) => useHeldRecords(records, 'tblOne', view, rows, open),
    { initialProps: openId as string | undefined },
  );
  return { holds, write: (id: string) => write(id), open: rerender, left: result.current.left };
}

it('holds what is changed in an open record until that is closed, or another one opened', () => {
  const { holds, write, open } = start('recA');
  write('recA');
  expect(holds).toEqual(['recA']);
  open('recB');
  expect(holds).toEqual(['recA', undefined]);
  write('recB');
  open(undefined);
  expect(holds).toEqual(['recA', undefined, 'recB', undefined]);
});

it('holds what the cursor is on though the record is closed, and that alone', () => {
  const { holds, write, open, left } = start('recA');
  left('recA');
  write('recA');
  open('recB');
  write('recB');
  open(undefined);
  expect(holds).toEqual(['recA', 'recB', 'recA']);
  left('recC');
  expect(holds.at(-1)).toBeUndefined();
});

it('tells rows that are opened anew of a record that was the last one though the view had it no more', () => {
  const told: unknown[][] = [];
  const rowsWith = (apart: string | undefined) =>
    ({
      holdPlaces: (...said: unknown[]) => told.push(said),
      isApart: (id: string) => id === apart,
    }) as unknown as TableRows;
  const records = { onUpdate: () => () => undefined } as unknown as RecordActions;
  const { result, rerender } = renderHook(
    (rows: TableRows | undefined) => useHeldRecords(records, 'tblOne', view, rows, undefined),
    { initialProps: rowsWith('recA') as TableRows | undefined },
  );
  result.current.hold(['recA']);
  rerender(undefined);
  rerender(rowsWith(undefined));
  rerender(rowsWith(undefined));
  expect(told).toEqual([
    [true, 'recA'],
    [true, 'recA', true],
    [true, 'recA', false],
  ]);
});
