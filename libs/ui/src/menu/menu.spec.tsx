import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Button } from '../button/button';
import { Menu, MenuItem } from './menu';

function setUp() {
  const chosen: string[] = [];
  render(
    <Menu trigger={<Button>Table</Button>} label="Table">
      <MenuItem onSelect={() => chosen.push('rename')}>Rename</MenuItem>
      <MenuItem onSelect={() => chosen.push('delete')} danger>
        Delete
      </MenuItem>
    </Menu>,
  );
  return { chosen, user: userEvent.setup() };
}

it('opens by key, moves by arrows, runs by Enter and gives focus back', async () => {
  const { chosen, user } = setUp();
  await user.tab();
  await user.keyboard('{Enter}');
  await screen.findByRole('menuitem', { name: 'Rename' });
  await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Rename' })).toHaveProperty('tabIndex', 0));
  await user.keyboard('{ArrowDown}{Enter}');
  expect(chosen).toEqual(['delete']);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Table' })));
});

it('closes on Escape without running anything', async () => {
  const { chosen, user } = setUp();
  await user.click(screen.getByRole('button', { name: 'Table' }));
  await screen.findByRole('menu');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  expect(chosen).toEqual([]);
});

it('has its first command chosen where it opens without a trigger, by a key', async () => {
  const user = userEvent.setup();
  const chosen: string[] = [];
  function Header() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <button onKeyDown={() => setOpen(true)}>Column</button>
        <Menu
          open={open}
          onOpenChange={setOpen}
          label="Column"
          anchor={{ getBoundingClientRect: () => new DOMRect() }}
        >
          <MenuItem onSelect={() => chosen.push('edit')}>Edit</MenuItem>
          <MenuItem onSelect={() => chosen.push('hide')}>Hide</MenuItem>
        </Menu>
      </>
    );
  }
  render(<Header />);
  await user.tab();
  await user.keyboard('{F2}');
  await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Edit' })).toBe(document.activeElement));
  await user.keyboard('{Enter}');
  expect(chosen).toEqual(['edit']);
});
