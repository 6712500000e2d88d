import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorBoundary, type ErrorComponent } from 'next/dist/client/components/error-boundary';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import ErrorPage from './error';

it('reads the page anew when it is tried again, as Next names that', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let isFailing = true;
  const refresh = vi.fn(() => {
    isFailing = false;
  });
  function Page() {
    if (isFailing) throw new Error('A fault');
    return <p>The page</p>;
  }
  render(
    <AppRouterContext value={{ refresh } as unknown as AppRouterInstance}>
      <ErrorBoundary errorComponent={ErrorPage as ErrorComponent} errorStyles={null} errorScripts={null}>
        <Page />
      </ErrorBoundary>
    </AppRouterContext>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('The page')).toBeDefined();
  expect(refresh).toHaveBeenCalledTimes(1);
  vi.restoreAllMocks();
});
