import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CommandPalette } from './command-palette';

beforeAll(() => {
  // jsdom draws nothing, so it has neither of these; cmdk scrolls to its choice and measures its list.
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
});

it('finds a command by its words, closes, then runs it', async () => {
  const user = userEvent.setup();
  const order: string[] = [];
  render(
    <CommandPalette
      open
      onOpenChange={(open) => order.push(open ? 'open' : 'close')}
      commands={[
        { id: 'home', title: 'Go home', group: 'Go to', run: () => order.push('home') },
        {
          id: 'dark',
          title: 'Use the dark theme',
          group: 'Theme',
          keywords: ['night'],
          run: () => order.push('dark'),
        },
      ]}
    />,
  );
  await user.type(await screen.findByPlaceholderText('Type a command or search…'), 'night');
  expect(screen.queryByRole('option', { name: 'Go home' })).toBeNull();
  await user.keyboard('{Enter}');
  expect(order).toEqual(['close', 'dark']);
});
