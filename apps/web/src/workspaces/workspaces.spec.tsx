import type { WorkspaceSummary } from '@pyairtable/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { newQueryClient } from '@/http/query-client';
import { useWorkspaces } from './workspaces';

function Names() {
  return (
    <p>
      {useWorkspaces(undefined, true)
        .map(({ name }) => name)
        .join(', ') || 'None'}
    </p>
  );
}

describe('the list of what a person can open', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('has what was shared while it is looked at', async () => {
    vi.useFakeTimers();
    const workspaces: Pick<WorkspaceSummary, 'name'>[] = [];
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ workspaces })));
    render(
      <QueryClientProvider client={newQueryClient()}>
        <Names />
      </QueryClientProvider>,
    );
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(screen.getByText('None')).toBeTruthy();
    workspaces.push({ name: 'Garden' });
    await act(() => vi.advanceTimersByTimeAsync(20_000));
    expect(screen.getByText('Garden')).toBeTruthy();
  });
});
