import type { BaseSchema, TrashItem } from '@pyairtable/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { TrashDialog } from './trash-dialog';

afterEach(() => vi.unstubAllGlobals());

const item = (seq: number, name: string) =>
  ({ seq, kind: 'table', name, records: 2, at: '2026-03-01T08:00:00.000Z', actor: null }) as TrashItem;

it('has an item no more that was restored, before the rest is read anew', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const restored: number[] = [];
  vi.stubGlobal('fetch', () =>
    restored.length > 0
      ? new Promise(() => undefined)
      : Promise.resolve(Response.json({ items: [item(4, 'Beds'), item(3, 'Yard')], next: null, days: 30 })),
  );
  const actions = {
    restore: async (seq: number) => {
      restored.push(seq);
      return {};
    },
  };
  const base = { id: 'appAAAAAAAAAAAAAA', tables: [] } as unknown as BaseSchema;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider value={{ base, actions, mayChangeSchema: true } as unknown as BaseContext}>
        <TrashDialog open onClose={() => undefined} />
      </BaseContextProvider>
    </QueryClientProvider>,
  );
  await user.click(await screen.findByRole('button', { name: 'Restore Beds' }));
  await waitFor(() => expect(screen.queryByText('Beds')).toBeNull());
  screen.getByText('Yard');
  expect(restored).toEqual([4]);
});
