import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Button } from './button';

it('keeps the keyboard while what it does is under way, and is pressed no second time', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const [pressed, sent] = [vi.fn(), vi.fn((event: { preventDefault: () => void }) => event.preventDefault())];
  const form = (pending: boolean) => (
    <form onSubmit={sent}>
      <input aria-label="Name" />
      <Button type="submit" pending={pending} onClick={pressed}>
        Save
      </Button>
    </form>
  );
  const { rerender } = render(form(false));
  const button = screen.getByRole('button', { name: 'Save' });
  await user.click(button);
  expect([pressed.mock.calls.length, sent.mock.calls.length]).toEqual([1, 1]);
  rerender(form(true));
  expect(document.activeElement).toBe(button);
  await user.click(button);
  await user.keyboard('{Enter}');
  await user.type(screen.getByLabelText('Name'), 'x{Enter}');
  expect([pressed.mock.calls.length, sent.mock.calls.length]).toEqual([1, 1]);
});

it('says that it is disabled when it is told to', () => {
  render(<Button aria-disabled>Save</Button>);
  expect(screen.getByRole('button').getAttribute('aria-disabled')).toBe('true');
});
