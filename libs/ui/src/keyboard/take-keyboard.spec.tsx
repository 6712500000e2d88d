import { fireEvent, render, screen } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { CommandPalette } from '../command-palette/command-palette';
import { Dialog } from '../dialog/dialog';
import { Drawer } from '../drawer/drawer';
import { Menu, MenuItem } from '../menu/menu';
import { Popover } from '../popover/popover';

const anchor = { getBoundingClientRect: () => new DOMRect() };

/** A page whose text box has the focus, and a button that opens something. */
function Page({ children }: { children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <textarea aria-label="grid" />
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {open ? children(() => setOpen(false)) : null}
    </>
  );
}

function openOver(children: (close: () => void) => ReactNode) {
  render(<Page>{children}</Page>);
  const grid = screen.getByLabelText('grid');
  grid.focus();
  fireEvent.click(screen.getByText('Open'));
  return grid;
}

// No frame passes in these: what needs one has left the next keys to the page below.
beforeEach(() => void vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(1));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.each<[string, (close: () => void) => ReactNode]>([
  [
    'a dialog',
    (close) => (
      <Dialog open onOpenChange={close} title="New">
        <input aria-label="box" />
      </Dialog>
    ),
  ],
  [
    'a popover',
    (close) => (
      <Popover open onOpenChange={close} label="New" anchor={anchor}>
        <button type="button">First</button>
        <input aria-label="box" />
      </Popover>
    ),
  ],
  [
    'a drawer',
    (close) => (
      <Drawer open onOpenChange={close} label="New">
        <input aria-label="box" />
      </Drawer>
    ),
  ],
])('%s', (_name, children) => {
  it('has the keyboard in its first text box within the event that opens it, and gives it back', async () => {
    const grid = openOver(children);
    await null;
    expect(document.activeElement).toBe(screen.getByLabelText('box'));
    fireEvent.keyDown(screen.getByLabelText('box'), { key: 'Escape' });
    await null;
    expect(document.activeElement).toBe(grid);
  });
});

/** jsdom draws nothing; the palette scrolls to its choice. */
function drawPalettes() {
  Element.prototype.scrollIntoView = () => undefined;
}

it('the palette has the keyboard within the event that opens it', async () => {
  drawPalettes();
  openOver((close) => <CommandPalette open onOpenChange={close} commands={[]} />);
  await null;
  expect(document.activeElement).toBe(screen.getByRole('combobox'));
});

function PaletteThenBar() {
  const [open, setOpen] = useState(true);
  const [isFinding, setFinding] = useState(false);
  const find = () => {
    flushSync(() => setFinding(true));
    screen.getByLabelText('find').focus();
  };
  return (
    <>
      {isFinding ? <input aria-label="find" /> : null}
      {open ? (
        <CommandPalette
          open
          onOpenChange={setOpen}
          commands={[{ id: 'find', title: 'Find', group: 'View', run: find }]}
        />
      ) : null}
    </>
  );
}

it('the palette gives the keyboard back before the command that is chosen takes it', async () => {
  drawPalettes();
  render(<textarea aria-label="grid" />);
  screen.getByLabelText('grid').focus();
  render(<PaletteThenBar />);
  await null;
  // The browser's order of things: nothing is drawn on behalf of the test.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
  screen.getByRole('combobox').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  // As many turns as one press has; none of them is a frame.
  for (let turn = 0; turn < 10; turn += 1) await null;
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(document.activeElement).toBe(screen.getByLabelText('find'));
});

it('a menu has the keyboard within the event that opens it', async () => {
  openOver((close) => (
    <Menu open onOpenChange={close} label="Field" anchor={anchor}>
      <MenuItem onSelect={close}>Edit</MenuItem>
    </Menu>
  ));
  await null;
  expect(screen.getByRole('menu').contains(document.activeElement)).toBe(true);
});

function MenuThenForm() {
  const [mode, setMode] = useState<'menu' | 'form' | null>(null);
  return (
    <>
      <textarea aria-label="grid" />
      <button type="button" onClick={() => setMode('menu')}>
        Open
      </button>
      {mode === 'menu' ? (
        <Menu open onOpenChange={() => undefined} label="Field" anchor={anchor}>
          <MenuItem onSelect={() => setMode('form')}>Edit</MenuItem>
        </Menu>
      ) : null}
      {mode === 'form' ? (
        <Popover open onOpenChange={() => setMode(null)} label="Edit" anchor={anchor}>
          <input aria-label="box" />
        </Popover>
      ) : null}
    </>
  );
}

it('a form that a menu leads to keeps the keyboard from the menu, which gives it back to the page', async () => {
  render(<MenuThenForm />);
  screen.getByLabelText('grid').focus();
  fireEvent.click(screen.getByText('Open'));
  await null;
  fireEvent.click(screen.getByText('Edit'));
  await null;
  expect(document.activeElement).toBe(screen.getByLabelText('box'));
});
