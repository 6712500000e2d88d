import { showToast, ToastRegion } from '@pyairtable/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { offerUndo } from './offered-undo';
import { TrashedBasesDialog } from './trashed-bases';

afterEach(() => vi.unstubAllGlobals());

it('has a base no more that was restored, before the rest is read anew', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const bases = ['Beds', 'Yard'].map((name) => ({
    id: `app${name}`,
    name,
    at: '2026-03-01T08:00:00.000Z',
    actor: null,
  }));
  let isRestored = false;
  vi.stubGlobal('fetch', async (_path: string, { method }: { method: string }) => {
    if (method === 'POST') {
      isRestored = true;
      return new Response(null, { status: 204 });
    }
    return isRestored ? new Promise(() => undefined) : Response.json({ bases, days: 30 });
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TrashedBasesDialog onClose={() => undefined} />
    </QueryClientProvider>,
  );
  await user.click(await screen.findByRole('button', { name: 'Restore Beds' }));
  await waitFor(() => expect(screen.queryByText('Beds')).toBeNull());
  screen.getByText('Yard');
});

it('takes away the offer to bring a base back that it has brought back', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const base = { id: 'appA', name: 'Beds', at: '2026-03-01T08:00:00.000Z', actor: null };
  vi.stubGlobal('fetch', async (_path: string, { method }: { method: string }) =>
    method === 'GET' ? Response.json({ bases: [base], days: 30 }) : new Response(null, { status: 204 }),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastRegion>
        <TrashedBasesDialog onClose={() => undefined} />
      </ToastRegion>
    </QueryClientProvider>,
  );
  act(() => offerUndo('appA', showToast({ title: '“Beds” was deleted', undo: () => undefined })));
  await screen.findAllByText('“Beds” was deleted');
  await user.click(await screen.findByRole('button', { name: /^Restore/ }));
  await screen.findAllByText('“Beds” was restored');
  await waitFor(() => expect(screen.queryAllByText('“Beds” was deleted')).toEqual([]));
});
