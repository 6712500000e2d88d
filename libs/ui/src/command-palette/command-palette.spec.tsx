import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CommandPalette } from './command-palette';

beforeAll(() => {
  // jsdom draws nothing, so it has none; cmdk scrolls to its choice.
  Element.prototype.scrollIntoView = () => undefined;
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

it('shows what was looked up beside the commands, and forgets it with the text', async () => {
  const user = userEvent.setup();
  const ran: string[] = [];
  const find = (text: string) =>
    Promise.resolve([
      { id: 'recA', title: `A film found by ${text}`, group: 'Records', run: () => ran.push('recA') },
    ]);
  const commands = [{ id: 'home', title: 'Go home', group: 'Go to', run: () => ran.push('home') }];
  render(<CommandPalette open onOpenChange={() => undefined} commands={commands} find={find} />);
  const box = await screen.findByPlaceholderText('Type a command or search…');
  await user.type(box, 'psycho');
  expect(await screen.findByRole('option', { name: 'A film found by psycho' })).toBeTruthy();
  expect(screen.queryByRole('option', { name: 'Go home' })).toBeNull();
  await user.keyboard('{Enter}');
  expect(ran).toEqual(['recA']);
  await user.clear(box);
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['Go home']);
});

it('says that a search failed, and not that nothing matches', async () => {
  const user = userEvent.setup();
  const find = () => Promise.reject(new Error('No connection'));
  render(<CommandPalette open onOpenChange={() => undefined} commands={[]} find={find} />);
  await user.type(await screen.findByPlaceholderText('Type a command or search…'), 'psycho');
  expect((await screen.findByRole('alert')).textContent).toMatch('The search has failed');
  expect(screen.queryByText('Nothing matches.')).toBeNull();
});
