import type { WorkspaceSummary } from '@pyairtable/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { KeyedRequest } from '@/http/keyed-request';
import { newQueryClient } from '@/http/query-client';
import { useWorkspaceChanges, useWorkspaces } from './workspaces';

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

it('has a base that was made though the answer of that was lost', async () => {
  const made: Pick<WorkspaceSummary, 'name'>[] = [];
  vi.stubGlobal('fetch', (_path: string, { method }: { method: string }) => {
    if (method === 'GET') return Promise.resolve(Response.json({ workspaces: made }));
    made.push({ name: 'Garden' });
    return Promise.reject(new TypeError('Failed to fetch'));
  });
  const client = newQueryClient();
  const { result } = renderHook(() => ({ list: useWorkspaces(), changes: useWorkspaceChanges() }), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
  await waitFor(() => expect(client.isFetching()).toBe(0));
  const base = { workspaceId: 'wsp', name: 'Garden', color: 'red', icon: 'leaf' };
  const { createBase } = result.current.changes;
  await expect(createBase.mutateAsync({ base, form: new KeyedRequest() })).rejects.toThrow();
  await waitFor(() => expect(result.current.list).toEqual(made));
});

it('makes a base once whose first answer was lost, and another when asked again', async () => {
  const keys: (string | undefined)[] = [];
  const answers = [
    () => Promise.reject(new TypeError('Failed to fetch')),
    () => Promise.resolve(Response.json({ id: 'appOne' })),
  ];
  vi.stubGlobal('fetch', (_path: string, { headers }: { headers?: Record<string, string> }) => {
    keys.push(headers?.['idempotency-key']);
    return (answers.shift() ?? (() => Promise.resolve(Response.json({ id: 'appTwo' }))))();
  });
  const client = newQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useWorkspaceChanges(), { wrapper });
  const form = new KeyedRequest();
  const base = { workspaceId: 'wsp', name: 'Garden', color: 'red', icon: 'leaf' };
  const create = () => result.current.createBase.mutateAsync({ base, form });
  await expect(create()).rejects.toThrow('could not be reached');
  await create();
  await create();
  const [lost, again, other] = keys.filter((key) => key !== undefined);
  expect(lost).toBeDefined();
  expect(again).toBe(lost);
  expect(other).not.toBe(lost);
});
