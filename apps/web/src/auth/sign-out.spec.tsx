import type { Op } from '@pyairtable/contracts';
import { ToastRegion } from '@pyairtable/ui';
import { act, render, screen } from '@testing-library/react';
import { baseOutbox } from '@/waiting/waiting-edits';
import { askToSignOut, isSureToLeave, SignOutDialog } from './sign-out';

const user = { id: 'usrMia', name: 'Mia', email: 'mia@example.org' };
const op: Op = { id: 'op', kind: 'records.delete', tableId: 'tbl', recordIds: ['rec'] };
/** A server that cannot be reached: whoever signs out is told so, and stays. */
let asked = 0;
const isOpen = () => screen.queryByText('Sign out now?') !== null;

function start() {
  render(
    <ToastRegion>
      <SignOutDialog user={user} />
    </ToastRegion>,
  );
  return { signOut: () => act(async () => askToSignOut('usrMia')) };
}

beforeEach(() => {
  asked = 0;
  vi.stubGlobal('fetch', () => {
    asked += 1;
    return Promise.reject(new TypeError('network'));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

it('signs out at once where nothing waits, also of nobody else', async () => {
  baseOutbox('usrBen', 'appAAAAAAAAAAAAAA').keep({ op });
  const { signOut } = start();
  await signOut();
  expect([asked, isOpen()]).toEqual([1, false]);
});

it('asks whoever signs out with edits that wait, and signs out when they say so', async () => {
  baseOutbox('usrMia', 'appAAAAAAAAAAAAAA').keep({ op });
  const { signOut } = start();
  await signOut();
  expect(await screen.findByText(/^1 change waits in this browser/)).toBeTruthy();
  expect([asked, isSureToLeave()]).toEqual([0, false]);
  await act(async () => screen.getByRole('button', { name: 'Sign out' }).click());
  expect(asked).toBe(1);
});

it('asks where the page would ask before it is left', async () => {
  const stay = (event: Event) => event.preventDefault();
  window.addEventListener('beforeunload', stay);
  const { signOut } = start();
  await signOut();
  window.removeEventListener('beforeunload', stay);
  expect([asked, isOpen()]).toEqual([0, true]);
  await act(async () => screen.getByRole('button', { name: 'Stay' }).click());
  expect(asked).toBe(0);
});
