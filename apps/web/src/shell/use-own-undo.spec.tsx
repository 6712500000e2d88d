import { render, screen } from '@testing-library/react';
import { useOwnUndo } from './use-own-undo';

function Page() {
  useOwnUndo();
  return (
    <>
      <div data-grid="">
        <textarea aria-label="grid" data-grid-focus="" />
        <input aria-label="cell" />
      </div>
      <div role="search">
        <input aria-label="find" />
      </div>
      <section>
        <input aria-label="record" />
      </section>
      <input aria-label="outside" />
      <div role="dialog">
        <input aria-label="one" />
        <input aria-label="other" />
      </div>
    </>
  );
}

/** Whether the browser may take back or write again in the box, while another has the keyboard: Chrome asks the box, not the keyboard. */
function mayUndo(box: string, inputType = 'historyUndo'): boolean {
  const event = new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true });
  return screen.getByLabelText(box).dispatchEvent(event);
}

it.each([
  ['one', 'one', true],
  ['other', 'one', true],
  ['outside', 'one', false],
  ['grid', 'one', false],
  ['one', 'outside', true],
  ['grid', 'outside', false],
  ['grid', 'grid', true],
  ['cell', 'cell', true],
  ['find', 'cell', false],
  ['record', 'cell', false],
  ['record', 'find', false],
  ['cell', 'find', false],
])('takes back in %s while %s has the keyboard: %s', (box, keyboard, is) => {
  render(<Page />);
  screen.getByLabelText(keyboard).focus();
  expect(mayUndo(box)).toBe(is);
  expect(mayUndo(box, 'historyRedo')).toBe(is);
  expect(mayUndo(box, 'insertText')).toBe(true);
});
