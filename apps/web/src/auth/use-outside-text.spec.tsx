import { act, render, screen } from '@testing-library/react';
import { useOutsideText } from './use-outside-text';

function Asking({ wanted }: { wanted: boolean }) {
  const isDue = useOutsideText(wanted);
  return (
    <>
      <input aria-label="Cell" />
      <textarea aria-label="Keys of the grid" data-grid-focus="" />
      <textarea aria-label="Editor" />
      {isDue ? <input aria-label="Password" /> : null}
    </>
  );
}

const isOpen = () => screen.queryByLabelText('Password') !== null;
const focus = (label: string) => act(() => screen.getByLabelText(label).focus());

it.each(['Cell', 'Editor'])('opens nothing over the text that is typed in: %s', (label) => {
  const { rerender } = render(<Asking wanted={false} />);
  focus(label);
  rerender(<Asking wanted />);
  expect(isOpen()).toBe(false);
  focus(label === 'Cell' ? 'Editor' : 'Cell');
  expect(isOpen()).toBe(false);
  focus('Keys of the grid');
  expect(isOpen()).toBe(true);
  focus('Password');
  expect(isOpen()).toBe(true);
  rerender(<Asking wanted={false} />);
  expect(isOpen()).toBe(false);
});

it('opens nothing over a word in the middle of which another window is looked at', () => {
  const { rerender } = render(<Asking wanted={false} />);
  focus('Cell');
  rerender(<Asking wanted />);
  const looked = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  act(() => void screen.getByLabelText('Cell').dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  expect(isOpen()).toBe(false);
  looked.mockRestore();
  focus('Keys of the grid');
  expect(isOpen()).toBe(true);
});

it('opens at once where nobody types', () => {
  const { rerender } = render(<Asking wanted={false} />);
  focus('Keys of the grid');
  rerender(<Asking wanted />);
  expect(isOpen()).toBe(true);
});
