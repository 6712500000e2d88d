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

it('leaves by itself, errors too', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  render(<ToastRegion>page</ToastRegion>);
  act(() => {
    showToast({ title: 'A change was not saved', error: true });
  });
  await screen.findAllByText('A change was not saved');
  await act(() => vi.advanceTimersByTimeAsync(6_000));
  expect(screen.queryAllByText('A change was not saved').length).toBeGreaterThan(0);
  await act(() => vi.advanceTimersByTimeAsync(8_000));
  expect(screen.queryAllByText('A change was not saved')).toEqual([]);
  vi.useRealTimers();
});

it('stays where it has something to save that stands nowhere else', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  render(<ToastRegion>page</ToastRegion>);
  const copy = vi.fn();
  act(() => {
    showToast({ title: 'Not saved', error: true, action: { label: 'Copy text', run: copy } });
  });
  await act(() => vi.advanceTimersByTimeAsync(3_600_000));
  vi.useRealTimers();
  await userEvent.setup().click(screen.getByText('Copy text'));
  expect(copy).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryAllByText('Not saved')).toEqual([]));
});

it('takes the place of the one that stands under its id, and of none that is gone', async () => {
  const user = userEvent.setup();
  render(<ToastRegion>page</ToastRegion>);
  const closed = vi.fn();
  const show = (title: string) => act(() => void showToast({ id: 'one', title, onClose: closed }));
  show('First');
  show('Second');
  expect([screen.queryByText('First'), screen.getAllByLabelText('Dismiss').length]).toEqual([null, 1]);
  await user.click(screen.getByLabelText('Dismiss'));
  expect(closed).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByText('Second')).toBeNull());
  show('Third');
  expect(screen.getAllByText('Third')).not.toEqual([]);
});

it('goes by pointer, and by Escape wherever Escape means nothing else', async () => {
  const user = userEvent.setup();
  render(
    <ToastRegion>
      <button onKeyDown={(event) => event.stopPropagation()}>grid</button>
      <div role="menu">
        <button>item</button>
      </div>
    </ToastRegion>,
  );
  const gone = (title: string) => waitFor(() => expect(screen.queryAllByText(title)).toEqual([]));
  act(() => {
    showToast({ title: 'first', error: true });
    showToast({ title: 'second', error: true });
  });
  await screen.findAllByText('second');
  screen.getByText('item').focus();
  await user.keyboard('{Escape}');
  expect(screen.queryAllByText('second').length).toBeGreaterThan(0);
  screen.getByText('grid').focus();
  await user.keyboard('{Escape}');
  await gone('second');
  expect(screen.queryAllByText('first').length).toBeGreaterThan(0);
  await user.click(screen.getByLabelText('Dismiss'));
  await gone('first');
});

it('offers another way on', async () => {
  const user = userEvent.setup();
  const run = vi.fn();
  render(<ToastRegion>page</ToastRegion>);
  act(() => {
    showToast({ title: 'A change was not saved', error: true, action: { label: 'Copy text', run } });
  });
  await user.click(await screen.findByText('Copy text'));
  expect(run).toHaveBeenCalledTimes(1);
});
