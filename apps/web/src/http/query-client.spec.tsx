import { onlineManager, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { newQueryClient } from './query-client';

function Names({ read }: { read: () => Promise<string> }) {
  const names = useQuery({ queryKey: ['names'], queryFn: read, retryDelay: 0 });
  return <p>{names.isError ? 'not read' : names.isPending ? 'reading' : names.data}</p>;
}

describe('what pages read', () => {
  afterEach(() => onlineManager.setOnline(true));

  it('fails without a connection, as any reading, and is read anew when it is back', async () => {
    onlineManager.setOnline(false);
    let isBack = false;
    const read = () => (isBack ? Promise.resolve('Ida, Lea') : Promise.reject(new Error('unreachable')));
    render(
      <QueryClientProvider client={newQueryClient()}>
        <Names read={read} />
      </QueryClientProvider>,
    );
    expect(await screen.findByText('not read')).toBeTruthy();
    isBack = true;
    act(() => onlineManager.setOnline(true));
    expect(await screen.findByText('Ida, Lea')).toBeTruthy();
  });
});
