import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BaseContextProvider, type BaseContext } from './base-context';
import { BaseMenu } from './base-menu';

it('opens the history and the trash of the base where the bar has no room for them', async () => {
  const user = userEvent.setup();
  const opened: string[] = [];
  const context = {
    showHistory: () => opened.push('history'),
    showTrash: () => opened.push('trash'),
  } as unknown as BaseContext;
  render(
    <BaseContextProvider value={context}>
      <BaseMenu />
    </BaseContextProvider>,
  );
  for (const item of ['History', 'Trash']) {
    await user.click(screen.getByRole('button', { name: 'More of this base' }));
    await user.click(await screen.findByRole('menuitem', { name: item }));
  }
  expect(opened).toEqual(['history', 'trash']);
});
