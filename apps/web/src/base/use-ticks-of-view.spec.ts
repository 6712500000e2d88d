import type { View } from '@pyairtable/contracts';
import { renderHook } from '@testing-library/react';
import { useTicksOfView } from './use-ticks-of-view';

const view = (more: Partial<View>) => ({ id: 'viwOne', name: 'One', ...more }) as View;
const filter: View['filter'] = { conjunction: 'and', conditions: [{ fieldId: 'fldA', operator: 'isEmpty' }] };

it('unticks what was ticked where other records are shown, and not where the same are', () => {
  const untick = vi.fn();
  const { rerender } = renderHook((shown: View) => useTicksOfView(shown, untick), {
    initialProps: view({}),
  });
  rerender(view({ name: 'Two', sort: [{ fieldId: 'fldA', direction: 'asc' }] }));
  expect(untick).not.toHaveBeenCalled();
  rerender(view({ filter }));
  expect(untick).toHaveBeenCalledTimes(1);
  rerender(view({ filter: { ...filter } }));
  expect(untick).toHaveBeenCalledTimes(1);
  rerender(view({ id: 'viwTwo', filter }));
  expect(untick).toHaveBeenCalledTimes(2);
  rerender(view({ id: 'viwTwo', filterFormula: '{A} = 1' }));
  expect(untick).toHaveBeenCalledTimes(3);
});
