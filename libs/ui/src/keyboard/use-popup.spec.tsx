import { fireEvent, render, screen } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { CommandPalette } from '../command-palette/command-palette';
import { Dialog } from '../dialog/dialog';
import { Drawer } from '../drawer/drawer';
import { Menu, MenuItem } from '../menu/menu';
import { Popover } from '../popover/popover';
import { Select } from '../select/select';

// Whatever fades out does so for ever, and no frame passes: what waits for one of them leaves the next keys to nobody.
beforeEach(() => {
  vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(1);
  const fading = {
    finished: new Promise(() => undefined),
    effect: { getTiming: () => ({ duration: 120, iterations: 1 }) },
  };
  Element.prototype.getAnimations = () => [fading] as unknown as Animation[];
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  Reflect.deleteProperty(Element.prototype, 'getAnimations');
  Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
  vi.restoreAllMocks();
});

/** Presses Escape where the keyboard is; answers where it is by the end of the event. */
async function escape(): Promise<Element | null> {
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
  await null;
  return document.activeElement;
}

/** Opens by the button that has the keyboard, as a key or the mouse does. */
async function press(name: string): Promise<HTMLElement> {
  const button = screen.getByRole(name === 'Kind' ? 'combobox' : 'button', { name });
  button.focus();
  fireEvent.click(button);
  await null;
  return button;
}

function HeldPopover() {
  const [open, setOpen] = useState(false);
  return (
    <Popover label="Sort" open={open} onOpenChange={setOpen} trigger={<button type="button">Sort</button>}>
      <input aria-label="box" />
    </Popover>
  );
}

describe.each<[string, ReactNode]>([
  [
    'a popover',
    <Popover key="" label="Sort" trigger={<button type="button">Sort</button>}>
      <input aria-label="box" />
    </Popover>,
  ],
  [
    'a popover without a text box',
    <Popover key="" label="Sort" trigger={<button type="button">Sort</button>}>
      <button type="button">First</button>
    </Popover>,
  ],
  ['a popover that its page holds open', <HeldPopover key="" />],
  [
    'a menu',
    <Menu key="" label="Sort" trigger={<button type="button">Sort</button>}>
      <MenuItem onSelect={() => undefined}>Edit</MenuItem>
    </Menu>,
  ],
])('%s of a button', (_name, popup) => {
  it('gives the keyboard back to it within the Escape that closes', async () => {
    render(popup);
    const button = await press('Sort');
    expect(document.activeElement).not.toBe(button);
    expect(await escape()).toBe(button);
  });

  it('leaves the keyboard to whoever has taken it', async () => {
    render(
      <>
        <textarea aria-label="grid" />
        {popup}
      </>,
    );
    await press('Sort');
    const grid = screen.getByLabelText('grid');
    window.addEventListener('keydown', () => grid.focus(), { capture: true, once: true });
    expect(await escape()).toBe(grid);
  });
});

it('a list of choices gives the keyboard back to its box within the Escape that closes', async () => {
  render(<Select label="Kind" value="a" options={[{ value: 'a', label: 'A' }]} onChange={() => undefined} />);
  const box = await press('Kind');
  screen.getByRole('option').focus();
  expect(await escape()).toBe(box);
});

type Held = (props: { open: boolean; onOpenChange: (open: boolean) => void }) => ReactNode;

describe.each<[string, Held]>([
  [
    'a dialog',
    (held) => (
      <Dialog {...held} title="New">
        <input aria-label="box" />
      </Dialog>
    ),
  ],
  [
    'a drawer',
    (held) => (
      <Drawer {...held} label="New">
        <input aria-label="box" />
      </Drawer>
    ),
  ],
  ['a palette', (held) => <CommandPalette {...held} commands={[]} />],
  [
    'a popover of no button',
    (held) => (
      <Popover {...held} label="New" anchor={{ getBoundingClientRect: () => new DOMRect() }}>
        <input aria-label="box" />
      </Popover>
    ),
  ],
  [
    'a popover that a command opens, not its button',
    (held) => (
      <Popover {...held} label="New" trigger={<button type="button">Sort</button>}>
        <input aria-label="box" />
      </Popover>
    ),
  ],
  [
    'a menu of no button',
    (held) => (
      <Menu {...held} label="New" anchor={{ getBoundingClientRect: () => new DOMRect() }}>
        <MenuItem onSelect={() => undefined}>Edit</MenuItem>
      </Menu>
    ),
  ],
])('%s', (_name, Popup) => {
  const asked = vi.fn();
  function Page() {
    const [open, setOpen] = useState(false);
    const change = (next: boolean) => {
      asked(next);
      setOpen(next);
    };
    return (
      <>
        <textarea aria-label="grid" onKeyDown={(event) => event.key === 'k' && setOpen(true)} />
        <Popup open={open} onOpenChange={change} />
      </>
    );
  }

  it('gives the keyboard back to where it was within the Escape that closes', async () => {
    render(<Page />);
    const grid = screen.getByLabelText('grid');
    grid.focus();
    fireEvent.keyDown(grid, { key: 'k' });
    await null;
    expect(document.activeElement).not.toBe(grid);
    expect(await escape()).toBe(grid);
    expect(asked.mock.calls).toEqual([[false]]);
  });
});

describe('a dialog that comes over another popup, as a notice does', () => {
  const anchor = { getBoundingClientRect: () => new DOMRect() };
  const below: [string, (onOpenChange: (open: boolean) => void) => ReactNode][] = [
    [
      'a dialog',
      (change) => (
        <Dialog open onOpenChange={change} title="New">
          <input aria-label="box" />
        </Dialog>
      ),
    ],
    [
      'a popover',
      (change) => (
        <Popover open onOpenChange={change} label="New" anchor={anchor}>
          <input aria-label="box" />
        </Popover>
      ),
    ],
  ];
  function Page({ children, notice }: { children: ReactNode; notice: boolean }) {
    const [isSeen, setSeen] = useState(false);
    return (
      <>
        {notice && !isSeen ? (
          <Dialog open onOpenChange={(open) => setSeen(!open)} title="Notice">
            <button type="button">Copy</button>
          </Dialog>
        ) : null}
        {children}
      </>
    );
  }

  it.each(below)('is closed by itself, and leaves %s open', async (_name, popup) => {
    const asked = vi.fn();
    const { rerender } = render(<Page notice={false}>{popup(asked)}</Page>);
    await null;
    const box = screen.getByLabelText('box');
    expect(document.activeElement).toBe(box);
    rerender(<Page notice>{popup(asked)}</Page>);
    // As many turns as one event has.
    for (let turn = 0; turn < 10; turn += 1) await null;
    fireEvent.click(screen.getByText('Copy'));
    await escape();
    expect(screen.queryByText('Notice')).toBeNull();
    expect(asked).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(box);
    await escape();
    expect(asked.mock.calls).toEqual([[false]]);
  });

  it('leaves the keyboard to a dialog that came at the same time, and not to the page behind both', async () => {
    const page = (isSignedOut: boolean) => (
      <>
        <div>
          <textarea aria-label="grid" />
        </div>
        {isSignedOut ? (
          <Dialog open onOpenChange={() => undefined} title="Signed out">
            <input aria-label="Password" />
          </Dialog>
        ) : null}
        <Dialog open onOpenChange={() => undefined} title="Not saved">
          <textarea readOnly aria-label="Text" />
          <button type="button">Copy</button>
        </Dialog>
      </>
    );
    const { rerender } = render(page(true));
    for (let turn = 0; turn < 10; turn += 1) await null;
    screen.getByLabelText('Password').focus();
    rerender(page(false));
    for (let turn = 0; turn < 10; turn += 1) await null;
    screen.getByLabelText('grid').focus();
    expect(document.activeElement).toBe(screen.getByLabelText('Text'));
    screen.getByText('Copy').focus();
    expect(document.activeElement).toBe(screen.getByText('Copy'));
  });

  it('gives the keyboard back to the box that had it, not to the first one', async () => {
    const page = (isAsking: boolean) => (
      <Dialog open onOpenChange={() => undefined} title="New record">
        <input aria-label="First" />
        <input aria-label="Second" />
        <Dialog open={isAsking} onOpenChange={() => undefined} title="Leave without adding?">
          <button type="button">Go on editing</button>
        </Dialog>
      </Dialog>
    );
    const { rerender } = render(page(false));
    for (let turn = 0; turn < 10; turn += 1) await null;
    screen.getByLabelText('Second').focus();
    rerender(page(true));
    for (let turn = 0; turn < 10; turn += 1) await null;
    expect(document.activeElement).not.toBe(screen.getByLabelText('Second'));
    rerender(page(false));
    expect(document.activeElement).toBe(screen.getByLabelText('Second'));
  });

  it('keeps the keyboard where somebody gives it to the page behind', async () => {
    render(
      <>
        <div>
          <textarea aria-label="grid" />
        </div>
        <Dialog open onOpenChange={() => undefined} title="Not saved">
          <textarea readOnly aria-label="Text" />
        </Dialog>
      </>,
    );
    for (let turn = 0; turn < 10; turn += 1) await null;
    screen.getByLabelText('grid').focus();
    expect(document.activeElement).toBe(screen.getByLabelText('Text'));
  });

  it.each(below)('has the keyboard also where %s takes it after that', async (_name, popup) => {
    const { rerender } = render(<Page notice={false}>{popup(vi.fn())}</Page>);
    await null;
    const box = screen.getByLabelText('box');
    rerender(<Page notice>{popup(vi.fn())}</Page>);
    for (let turn = 0; turn < 10; turn += 1) await null;
    const copy = screen.getByText('Copy');
    copy.focus();
    box.focus();
    expect(document.activeElement).toBe(copy);
    copy.blur();
    box.focus();
    expect(screen.getByRole('dialog', { name: 'Notice' }).contains(document.activeElement)).toBe(true);
    expect(await escape()).toBe(box);
  });
});
