import { ToastRegion } from '@pyairtable/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TokenList } from './token-list';

afterEach(() => vi.unstubAllGlobals());

const workspaces = [
  {
    id: 'wspA',
    name: 'Gardeners',
    permissionLevel: 'owner',
    bases: [
      { id: 'appA', name: 'Beds' },
      { id: 'appB', name: 'Seeds' },
    ],
  },
];
const token = { id: 'tok', name: 'Script', scopes: ['user.email:read'], lastUsedTime: null };

/** The tokens of a person, and what was sent to make others. */
function open(...reaches: string[][]) {
  const sent: { resources?: string[] }[] = [];
  const tokens = reaches.map((resources, at) => ({
    ...token,
    id: `tok${at}`,
    resources,
    createdTime: '2026-03-01T08:00:00.000Z',
  }));
  vi.stubGlobal('fetch', async (path: string, { body }: { body?: string }) => {
    if (body !== undefined) sent.push(JSON.parse(body) as { resources?: string[] });
    if (body !== undefined) return Response.json({ ...tokens[0], token: 'pat.secret' });
    return Response.json(path.endsWith('tokens') ? { tokens } : { workspaces });
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastRegion>
        <TokenList />
      </ToastRegion>
    </QueryClientProvider>,
  );
  return { sent, user: userEvent.setup({ pointerEventsCheck: 0 }) };
}

it('is of all bases where none is chosen, and of those that are', async () => {
  const { sent, user } = open(['*']);
  const press = async (role: string, name: string | RegExp) =>
    user.click(await screen.findByRole(role, { name }));
  await press('button', 'New token');
  await user.type(await screen.findByLabelText('Name'), 'Mine');
  await press('checkbox', /^All of your bases/);
  await press('button', 'Create token');
  expect([sent, screen.getByRole('alert').textContent]).toEqual([[], 'Tick at least one base, or all.']);
  await press('checkbox', /^Seeds/);
  await press('button', 'Create token');
  await press('button', 'Done');
  await press('button', 'New token');
  await user.type(await screen.findByLabelText('Name'), 'Other');
  await press('button', 'Create token');
  await screen.findByTestId('new-token');
  expect(sent.map(({ resources }) => resources)).toEqual([['appB'], undefined]);
});

it('is named with each token', async () => {
  open(['*'], ['appA', 'wspA'], ['appGone']);
  await screen.findByText(/All bases/);
  await screen.findByText(/In Beds, all of Gardeners/);
  await screen.findByText(/In a base that is gone/);
});
