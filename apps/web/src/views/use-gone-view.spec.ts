import type { Table, View } from '@pyairtable/contracts';
import { renderHook } from '@testing-library/react';
import { useGoneView } from './use-gone-view';

const view = (id: string, name = id) => ({ id, name }) as View;
const table = (...views: View[]) => ({ id: 'tbl', views }) as Table;

it('tells of a view that goes while it is shown, and of no other that is left or renamed', () => {
  const gone = vi.fn();
  const [grid, mine] = [view('viwGrid'), view('viwMine')];
  const { rerender } = renderHook(
    ({ of, shown }: { of: Table; shown: View }) => useGoneView(of, shown, gone),
    { initialProps: { of: table(grid, mine), shown: grid } },
  );
  rerender({ of: table(grid, mine), shown: mine });
  rerender({ of: table(mine), shown: mine });
  const renamed = view('viwMine', 'Ours');
  rerender({ of: table(renamed, grid), shown: renamed });
  expect(gone).not.toHaveBeenCalled();
  rerender({ of: table(grid), shown: grid });
  expect(gone).toHaveBeenCalledOnce();
});
