import { renderHook } from '@testing-library/react';
import { useToldRecord } from './use-told-record';

/** A cursor that stays at its place; what was told of the records under it. */
function start() {
  const told: (string | undefined)[] = [];
  let under: string | undefined = 'recMine';
  const { result, rerender } = renderHook(
    (rows: { isAnew: boolean; version: number }) =>
      useToldRecord(
        rows,
        () => under,
        (recordId) => told.push(recordId),
      ),
    { initialProps: { isAnew: false, version: 0 } },
  );
  return {
    told,
    move: (recordId: string | undefined) => {
      under = recordId;
      result.current();
    },
    show: (isAnew: boolean, version: number, recordId = under) => {
      under = recordId;
      rerender({ isAnew, version });
    },
  };
}

it('tells of the record that rows opened anew put under the cursor, once', () => {
  const { told, move, show } = start();
  move('recMine');
  show(true, 0);
  show(false, 1, 'recTheirs');
  show(false, 2);
  expect(told).toEqual(['recMine', 'recTheirs']);
});

it('tells of no change while rows are read, nor of another that comes to stand there without', () => {
  const { told, move, show } = start();
  move('recMine');
  show(true, 0, 'recOther');
  show(false, 1, 'recMine');
  show(false, 2, 'recTheirs');
  expect(told).toEqual(['recMine']);
});

it('waits for the row of the cursor where others came first', () => {
  const { told, move, show } = start();
  move('recMine');
  show(true, 0);
  move(undefined);
  show(false, 1);
  show(false, 2, 'recTheirs');
  expect(told).toEqual(['recMine', undefined, 'recTheirs']);
});
