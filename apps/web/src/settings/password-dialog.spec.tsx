import { ToastRegion } from '@pyairtable/ui';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PasswordDialog } from './password-dialog';

afterEach(() => vi.unstubAllGlobals());

function open(answer: () => Response) {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', (path: string, { method, body }: { method: string; body: string }) => {
    sent.push([method, path, JSON.parse(body)]);
    return Promise.resolve(answer());
  });
  const closed = vi.fn();
  render(
    <ToastRegion>
      <PasswordDialog email="ann@example.com" onClose={closed} />
    </ToastRegion>,
  );
  const user = userEvent.setup();
  return {
    sent,
    closed,
    change: async (present: string, next: string) => {
      for (const [label, text] of [
        ['Present password', present],
        ['New password', next],
      ] as const) {
        const box = screen.getByLabelText(label);
        await user.clear(box);
        if (text !== '') await user.type(box, text);
      }
      await user.click(screen.getByRole('button', { name: 'Change password' }));
    },
  };
}

it('sends both passwords, and says what becomes of other sessions', async () => {
  const { sent, closed, change } = open(() => new Response(null, { status: 204 }));
  await change('a long password', 'a longer password');
  await waitFor(() => expect(closed).toHaveBeenCalledOnce());
  const body = { password: 'a long password', newPassword: 'a longer password' };
  expect(sent).toEqual([['POST', '/v1/me/password', body]]);
  expect(screen.getByText('Your password was changed')).toBeDefined();
});

it('sends nothing before both are right as far as can be told, and keeps them through a refusal', async () => {
  const message = 'That is not your present password.';
  const error = { type: 'INVALID_REQUEST_UNKNOWN', message };
  const { sent, closed, change } = open(() => Response.json({ error }, { status: 422 }));
  await change('', 'a longer password');
  await change('a long password', 'short');
  expect(sent).toEqual([]);
  expect(document.activeElement).toBe(screen.getByLabelText('New password'));
  await change('not it', 'a longer password');
  expect(await screen.findByText(message)).toBeDefined();
  expect(closed).not.toHaveBeenCalled();
  expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('a longer password');
});
