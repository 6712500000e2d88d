import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Button } from '../button/button';
import { TextInput } from '../text-input/text-input';
import { TooltipProvider } from '../tooltip/tooltip';
import { Dialog } from './dialog';

function Page() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Delete table</Button>
      <Dialog open={open} onOpenChange={setOpen} title="Delete “Tasks”?" footer={<Button>Delete</Button>}>
        <p>Its 250 records go with it.</p>
      </Dialog>
    </>
  );
}

it('is named by its title, keeps focus inside, closes on Escape and gives focus back', async () => {
  const user = userEvent.setup();
  render(<Page />);
  await user.click(screen.getByRole('button', { name: 'Delete table' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete “Tasks”?' });
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  for (let press = 0; press < 5; press += 1) {
    await user.tab();
    expect(document.activeElement?.textContent).not.toBe('Delete table');
  }
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Delete table'));
});

it('closes at the first Escape when it was opened by key', async () => {
  const user = userEvent.setup();
  render(<Page />);
  await user.tab();
  await user.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('closes at the first Escape when its close button has the focus', async () => {
  const user = userEvent.setup();
  render(
    <TooltipProvider delay={0}>
      <Page />
    </TooltipProvider>,
  );
  await user.click(screen.getByRole('button', { name: 'Delete table' }));
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  while (document.activeElement?.getAttribute('aria-label') !== 'Close') await user.tab();
  // The tooltip of the close button, open beside the dialog.
  await screen.findByText('Close');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

function Naming() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>New base</Button>
      {open ? (
        <Dialog open onOpenChange={setOpen} title="New base">
          <TextInput label="Name" />
        </Dialog>
      ) : null}
    </>
  );
}

it('begins in its first text box and gives focus back, also when it goes with its owner', async () => {
  const user = userEvent.setup();
  render(<Naming />);
  await user.click(screen.getByRole('button', { name: 'New base' }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name')));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement?.textContent).toBe('New base'));
});

it('dims the dialog below', async () => {
  render(
    <Dialog open onOpenChange={() => undefined} title="History">
      <Dialog open onOpenChange={() => undefined} title="Compare" />
    </Dialog>,
  );
  const top = await screen.findByRole('dialog', { name: 'Compare' });
  const dimmed = [...document.querySelectorAll('.bg-backdrop')];
  expect(dimmed).toHaveLength(2);
  const below = screen.getByText('History');
  const { DOCUMENT_POSITION_FOLLOWING: BEHIND } = Node;
  expect(below.compareDocumentPosition(dimmed[1] as Element) & BEHIND).toBe(BEHIND);
  expect((dimmed[1] as Element).compareDocumentPosition(top) & BEHIND).toBe(BEHIND);
});
