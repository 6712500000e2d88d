import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TextInput } from './text-input';

it('ties its label and its error to the box and keeps the typed text', async () => {
  const user = userEvent.setup();
  const { rerender } = render(<TextInput label="E-mail" hint="We never share it." />);
  const box = screen.getByRole('textbox', { name: 'E-mail' });
  expect(describedBy(box)).toBe('We never share it.');
  await user.type(box, 'mia@');
  rerender(<TextInput label="E-mail" error="That is not an e-mail address." />);
  expect(screen.getByRole('alert').textContent).toBe('That is not an e-mail address.');
  expect(describedBy(box)).toBe('That is not an e-mail address.');
  expect(box.getAttribute('aria-invalid')).toBe('true');
  expect((box as HTMLInputElement).value).toBe('mia@');
});

const describedBy = (element: HTMLElement) =>
  document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent;
