import { act, render, screen } from '@testing-library/react';
import { useOutOfTheWay } from './use-out-of-the-way';

/** A page that is 100 pixels high, a box of 10 at `data-top`; the notes are its last 40. */
function Page({ count }: { count: number }) {
  const { isAside, ref } = useOutOfTheWay(count);
  return (
    <>
      <input aria-label="Above" data-top="10" />
      <input aria-label="Below" data-top="80" />
      <button data-top="80">Button</button>
      <div ref={ref} data-top="60" data-height="40">
        {isAside ? 'aside' : 'in place'}
      </div>
    </>
  );
}

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const { top = 0, height = 10 } = (this as HTMLElement).dataset;
    return new DOMRect(0, Number(top), 100, Number(height));
  });
});
afterEach(() => vi.restoreAllMocks());

it('lies elsewhere from when it lies over a box that is typed in, until there is nothing any more', () => {
  const { rerender } = render(<Page count={1} />);
  const where = () => screen.queryByText('aside') !== null;
  const focus = (element: HTMLElement) => act(() => element.focus());
  focus(screen.getByLabelText('Above'));
  focus(screen.getByText('Button'));
  expect(where()).toBe(false);
  focus(screen.getByLabelText('Below'));
  expect(where()).toBe(true);
  focus(screen.getByLabelText('Above'));
  expect(where()).toBe(true);
  rerender(<Page count={0} />);
  expect(where()).toBe(false);
  // One that comes while somebody types there.
  focus(screen.getByLabelText('Below'));
  rerender(<Page count={1} />);
  expect(where()).toBe(true);
});
