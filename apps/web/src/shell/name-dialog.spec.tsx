import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { KeyedRequest } from '@/http/keyed-request';
import { NameDialog } from './name-dialog';

it('asks again under the keys of before while it is open, and under others once it was opened anew', async () => {
  const forms: KeyedRequest[] = [];
  const dialog = (open: boolean) => (
    <NameDialog
      open={open}
      onClose={() => undefined}
      title="New base"
      action="Create"
      initial="Garden"
      onName={(_, form) => {
        forms.push(form);
        return Promise.reject(new Error('lost'));
      }}
    />
  );
  const { rerender } = render(dialog(true));
  const press = async (count: number) => {
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(forms).toHaveLength(count));
    await screen.findByRole('alert');
  };
  await press(1);
  await press(2);
  rerender(dialog(false));
  rerender(dialog(true));
  await press(3);
  expect([forms[1] === forms[0], forms[2] === forms[0]]).toEqual([true, false]);
});
