import { act, render, screen } from '@testing-library/react';
import { useReadyForKeys } from './use-ready-for-keys';

beforeEach(() => vi.stubGlobal('matchMedia', () => ({ matches: true })));
afterEach(() => vi.unstubAllGlobals());

function Grid({ isThere, onKeys }: { isThere: boolean; onKeys: () => void }) {
  useReadyForKeys(isThere, onKeys);
  return null;
}

function Page({ isThere, onKeys, isBusy }: { isThere: boolean; onKeys: () => void; isBusy: boolean }) {
  return (
    <>
      <aside>
        <button type="button">Switch workspace</button>
        <a href="#base">A base</a>
        <input aria-label="Search" />
      </aside>
      <main>
        <nav>
          <button type="button">Add a table</button>
        </nav>
        <button type="button">Share</button>
        <input aria-label="Filter" />
        <Grid isThere={isThere} onKeys={onKeys} />
      </main>
      {isBusy ? <div role="menu" data-open="" /> : null}
    </>
  );
}

const busy = { open: true };

it.each<[string | null, boolean, { open: boolean }?]>([
  [null, true],
  ['Switch workspace', true],
  ['A base', true],
  ['Add a table', true],
  ['Search', false],
  ['Share', false],
  ['Filter', false],
  ['Switch workspace', false, busy],
  [null, false, busy],
])('takes the keyboard that was left on %j once its rows are there: %s, %j', (name, takes, menu) => {
  const onKeys = vi.fn();
  const page = (isThere: boolean) => <Page isThere={isThere} onKeys={onKeys} isBusy={menu?.open ?? false} />;
  const { rerender } = render(page(false));
  if (name !== null) act(() => (screen.queryByText(name) ?? screen.getByLabelText(name)).focus());
  expect(onKeys).not.toHaveBeenCalled();
  rerender(page(true));
  expect(onKeys).toHaveBeenCalledTimes(takes ? 1 : 0);
  // Once: later the keyboard is wherever somebody puts it.
  rerender(page(false));
  rerender(page(true));
  expect(onKeys).toHaveBeenCalledTimes(takes ? 1 : 0);
});
