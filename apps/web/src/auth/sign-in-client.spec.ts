import * as ui from '@pyairtable/ui';
import { signOut } from './sign-in-client';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('says that a person is still signed in when there is no connection to sign out by', async () => {
  const said = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await signOut();
  expect(said.mock.calls.map(([{ title, error }]) => [title, error])).toEqual([
    ['You are still signed in', true],
  ]);
});
