import { fireEvent, render, screen } from '@testing-library/react';
import { useCutTexts } from './use-cut-texts';

function Names({ name }: { name: string }) {
  useCutTexts();
  return (
    <li>
      <span className="truncate">
        <b>{name}</b>
      </span>
    </li>
  );
}

/** jsdom lays nothing out: a letter is a pixel wide, a box has room for ten. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockImplementation(function (this: HTMLElement) {
    return this.textContent.length;
  });
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(10);
});
afterEach(() => vi.restoreAllMocks());

it('shows a name that is cut as it is now, and none that is whole', () => {
  const { rerender } = render(<Names name="A name that is cut" />);
  const shown = () => {
    fireEvent.pointerOver(screen.getByText(/name/));
    return document.querySelector('.truncate')?.getAttribute('title');
  };
  expect(shown()).toBe('A name that is cut');
  rerender(<Names name="Another name that is cut" />);
  expect(shown()).toBe('Another name that is cut');
  rerender(<Names name="name" />);
  expect(shown()).toBeNull();
});
