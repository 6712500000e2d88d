import { act, fireEvent, render, screen } from '@testing-library/react';
import { keepClear } from './kept-clear';
import { useOutOfTheWay } from './use-out-of-the-way';

const EDGES = { foot: 40, head: 100 };
const HIGH = 40;
/** Where the notes are at the foot of the window, and at its head. */
const FOOT = innerHeight - EDGES.foot - HIGH;
const HEAD = EDGES.head;

/** Boxes and buttons of 10 pixels at `data-top`. */
function Page({ count, buttonAt = 10 }: { count: number; buttonAt?: number }) {
  const { isAside, ref } = useOutOfTheWay(count, EDGES);
  return (
    <>
      <input aria-label="Above" data-top="10" />
      <input aria-label="Head" data-top={HEAD} />
      <input aria-label="Foot" data-top={FOOT} />
      <button data-top={buttonAt}>Button</button>
      <div ref={ref} data-height={HIGH}>
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

const isAside = () => screen.queryByText('aside') !== null;
const focus = (label: string) => act(() => screen.getByLabelText(label).focus());

it('lies over no box that has the focus, and moves for nothing else', () => {
  const { rerender } = render(<Page count={1} />);
  focus('Above');
  expect(isAside()).toBe(false);
  focus('Foot');
  expect(isAside()).toBe(true);
  focus('Above');
  expect(isAside()).toBe(true);
  focus('Head');
  expect(isAside()).toBe(false);
  focus('Foot');
  rerender(<Page count={0} />);
  expect(isAside()).toBe(false);
  // One that comes while somebody types there.
  rerender(<Page count={1} />);
  expect(isAside()).toBe(true);
});

it('comes where it lies over fewer buttons, and stays there', () => {
  const { rerender } = render(<Page count={0} buttonAt={FOOT} />);
  rerender(<Page count={1} buttonAt={FOOT} />);
  expect(isAside()).toBe(true);
  rerender(<Page count={1} buttonAt={HEAD} />);
  expect(isAside()).toBe(true);
});

it('lies over no place that is kept clear, wherever that goes', () => {
  let top = FOOT;
  const ends = keepClear(() => new DOMRect(0, top, 100, 10));
  const { rerender } = render(<Page count={1} />);
  expect(isAside()).toBe(true);
  top = HEAD;
  fireEvent.keyUp(document.body, { key: 'PageUp' });
  expect(isAside()).toBe(false);
  ends();
  rerender(<Page count={0} />);
});
