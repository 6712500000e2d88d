import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { act } from 'react';
import { showToast, ToastRegion } from './toast';

it('names what happened, undoes it once and goes away', async () => {
  const user = userEvent.setup();
  const undo = vi.fn();
  render(<ToastRegion>page</ToastRegion>);
  act(() => {
    showToast({ title: '3 records deleted', undo });
  });
  await screen.findAllByText('3 records deleted');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
});
