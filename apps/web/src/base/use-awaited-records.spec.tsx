import { ToastRegion } from '@pyairtable/ui';
import { act, render, screen } from '@testing-library/react';
import { useAwaitedRecords } from './use-awaited-records';

function Page({
  isReady,
  viewId,
  make,
  onAwaited,
}: {
  isReady: boolean;
  viewId: string;
  make: (groupKey: string | undefined) => boolean;
  onAwaited: (added: Promise<boolean>) => void;
}) {
  const ask = useAwaitedRecords(isReady, viewId, make, onAwaited);
  return (
    <ToastRegion>
      <textarea aria-label="Keys of the grid" data-grid-focus="" />
      <input aria-label="Find" />
      <button onClick={() => ask('group')}>Ask</button>
    </ToastRegion>
  );
}

function start() {
  const make = vi.fn(() => true);
  const settled = vi.fn();
  const page = { make, onAwaited: (added: Promise<boolean>) => void added.then(settled) };
  const { rerender } = render(<Page isReady={false} viewId="viwOne" {...page} />);
  act(() => screen.getByLabelText('Keys of the grid').focus());
  return {
    make,
    settled,
    ask: () => act(() => screen.getByText('Ask').click()),
    show: (isReady: boolean, viewId = 'viwOne') =>
      act(async () => rerender(<Page isReady={isReady} viewId={viewId} {...page} />)),
  };
}
/** Lets what closes give the keyboard back. */
const turn = () => act(() => new Promise<void>((done) => setTimeout(done)));
const givenUp = () => screen.queryAllByText('No record was added').length > 0;

it('makes as many as were asked for, in their groups, once the rows are there', async () => {
  const { make, settled, ask, show } = start();
  ask();
  ask();
  await turn();
  act(() => screen.getByLabelText('Keys of the grid').focus());
  await screen.findByText('A record is added once those here are read');
  expect(make).not.toHaveBeenCalled();
  await show(true);
  expect(make.mock.calls).toEqual([['group'], ['group']]);
  expect(settled.mock.calls).toEqual([[true]]);
  await show(true);
  expect(make).toHaveBeenCalledTimes(2);
  expect(givenUp()).toBe(false);
});

it.each<[string, (page: ReturnType<typeof start>) => unknown]>([
  ['goes to another place of the page', () => act(() => screen.getByLabelText('Find').focus())],
  ['goes to another view', ({ show }) => show(false, 'viwTwo')],
  [
    'types where the keyboard came back to',
    () =>
      act(() => void screen.getByLabelText('Find').dispatchEvent(new InputEvent('input', { bubbles: true }))),
  ],
])('makes none, and says so, when the person %s first', async (_what, go) => {
  const page = start();
  page.ask();
  await turn();
  await go(page);
  expect(givenUp()).toBe(true);
  await page.show(true, 'viwOne');
  expect(page.make).not.toHaveBeenCalled();
  expect(page.settled.mock.calls).toEqual([[false]]);
});

it('says that none was added where it could not be made', async () => {
  const { make, settled, ask, show } = start();
  make.mockReturnValue(false);
  ask();
  await show(true);
  expect(settled.mock.calls).toEqual([[false]]);
});

it('is given up by who goes elsewhere in the same breath', async () => {
  const { make, settled, ask, show } = start();
  ask();
  act(() => screen.getByLabelText('Find').focus());
  await show(true);
  expect([make.mock.calls, settled.mock.calls]).toEqual([[], [[false]]]);
});
