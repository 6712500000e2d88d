import type { BaseCollaborator, GrantableLevel } from '@pyairtable/contracts';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RequestError } from '@/http/request';
import { AddPersonForm } from './add-person-form';

const NOBODY = 'No one with this address has signed in here yet. Ask them to sign up, or to sign in once.';
const mia: BaseCollaborator = {
  id: 'usrMia',
  email: 'mia@example.com',
  name: 'Mia',
  permissionLevel: 'owner',
  inherited: true,
};

function show(answer: () => Promise<BaseCollaborator>) {
  const added = vi.fn((_email: string, _level: GrantableLevel) => answer());
  render(<AddPersonForm present={[mia]} onAdd={added} />);
  const input = screen.getByLabelText<HTMLInputElement>('E-mail of the person to add');
  return { added, input, user: userEvent.setup() };
}

it('adds by address, without the spaces around it, and is ready for the next', async () => {
  const { added, input, user } = show(() =>
    Promise.resolve({ ...mia, id: 'usrBen', permissionLevel: 'edit', inherited: false }),
  );
  await user.type(input, ' ben@example.com {Enter}');
  await waitFor(() => expect(input.value).toBe(''));
  expect(added.mock.calls).toEqual([['ben@example.com', 'edit']]);
  expect(document.activeElement).toBe(input);
});

it('says why somebody was not added beside the text, which stays', async () => {
  const { input, user } = show(() => Promise.reject(new RequestError('UNKNOWN_PERSON', NOBODY, 422)));
  await user.type(input, 'ben@example.com{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe(NOBODY);
  expect(input.value).toBe('ben@example.com');
  await user.type(input, 'x');
  expect(screen.queryByRole('alert')).toBeNull();
});

it.each([
  ['ben', 'Enter the e-mail address with which they sign in.'],
  ['MIA@example.com', 'Mia is here already. Change the level in the list.'],
])('asks nothing of the server for %s', async (text, said) => {
  const { added, input, user } = show(() => Promise.resolve(mia));
  await user.type(input, `${text}{Enter}`);
  expect(screen.getByRole('alert').textContent).toBe(said);
  expect(added).not.toHaveBeenCalled();
});
