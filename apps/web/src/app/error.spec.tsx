import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorBoundary, type ErrorComponent } from 'next/dist/client/components/error-boundary';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import ErrorPage from './error';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A page that fails as often, each time that it is read. */
function show(failures: number) {
  let left = failures;
  const refresh = vi.fn(() => void (left -= 1));
  function Page() {
    if (left > 0) throw new Error('A fault');
    return <p>The page</p>;
  }
  render(
    <AppRouterContext value={{ refresh } as unknown as AppRouterInstance}>
      <ErrorBoundary errorComponent={ErrorPage as ErrorComponent} errorStyles={null} errorScripts={null}>
        <Page />
      </ErrorBoundary>
    </AppRouterContext>,
  );
  return refresh;
}

it('reads the page anew when it is tried again, as Next names that', async () => {
  const refresh = show(1);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('The page')).toBeDefined();
  expect(refresh).toHaveBeenCalledTimes(1);
});

it('reads it anew by itself, as often as a service takes to start again, and no more', async () => {
  vi.useFakeTimers();
  vi.setSystemTime(Date.now() + 3_600_000);
  const refresh = show(3);
  const pass = async (seconds: number) => {
    for (let left = seconds; left > 0; left -= 1) await act(() => vi.advanceTimersByTimeAsync(1_000));
  };
  await pass(15);
  expect(screen.getByText('The page')).toBeDefined();
  expect(refresh).toHaveBeenCalledTimes(3);
  vi.setSystemTime(Date.now() + 3_600_000);
  const given = show(100);
  await pass(600);
  expect(given).toHaveBeenCalledTimes(5);
});
