import type { BaseSchema } from '@pyairtable/contracts';
import { Dialog, Popover } from '@pyairtable/ui';
import { CommandPalette } from '@pyairtable/ui/command-palette';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { BaseContextProvider, type BaseContext } from '@/base/base-context';
import { dropLostTexts, noteLostText, type LostText } from './lost-text';
import { LeftTextDialog, LostTextDialog } from './lost-text-dialog';

const field = { id: 'fldNotes', name: 'Notes', type: 'singleLineText' } as const;
const base = { id: 'appHere', tables: [{ id: 'tblTasks', fields: [field] }] } as unknown as BaseSchema;
const here: LostText = { baseId: 'appHere', tableId: 'tblTasks', field, text: 'Half of' };

afterEach(() => act(dropLostTexts));

it.each<[string, Partial<LostText>, { state?: string; mayEdit?: boolean }]>([
  ['The record was deleted while you typed.', {}, {}],
  ['“Notes” was hidden while you typed.', { hidden: true }, {}],
  ['You left its cell before that was read, or the view shows its record no more.', { left: true }, {}],
  ['“Notes” was hidden while you typed.', { left: true, hidden: true }, {}],
  ['“Other” was deleted while you typed.', { field: { id: 'fldOther', name: 'Other' }, hidden: true }, {}],
  ['The table was deleted while you typed.', { tableId: 'tblOther' }, {}],
  ['“Notes” got another type while you typed.', { field: { ...field, type: 'number' } }, {}],
  ['You may no longer change records of this base.', {}, { mayEdit: false }],
  ['You no longer have access to this base.', {}, { state: 'accessLost' }],
  ['No such day.', { refusal: 'No such day.' }, { state: 'accessLost' }],
])('says why typed text has no place: %s', async (why, lost, { state = 'online', mayEdit = true }) => {
  const context = { base, mayEdit, session: { state } } as unknown as BaseContext;
  noteLostText({ ...here, ...lost });
  await act(async () => {
    render(
      <BaseContextProvider value={context}>
        <LostTextDialog />
      </BaseContextProvider>,
    );
  });
  expect(await screen.findByText(why)).toBeTruthy();
});

it.each<[string, object[], Partial<LostText>]>([
  ['The table was deleted while you typed.', [], { left: true }],
  ['“Notes” was deleted while you typed.', [{ id: 'tblTasks', fields: [] }], { hidden: true }],
])('goes on saying so where that is undone while it is read: %s', (why, without, lost) => {
  noteLostText({ ...here, ...lost });
  const dialog = (tables: unknown) => (
    <BaseContextProvider
      value={
        { base: { ...base, tables }, mayEdit: true, session: { state: 'online' } } as unknown as BaseContext
      }
    >
      <LostTextDialog />
    </BaseContextProvider>
  );
  const { rerender } = render(dialog(without));
  expect(screen.getByText(why)).toBeTruthy();
  rerender(dialog(base.tables));
  expect(screen.getByText(why)).toBeTruthy();
});

it.each([undefined, 'appHere'])(
  'shows what was left in another base for what it is, with %s open',
  async (open) => {
    noteLostText({ ...here, baseId: 'appLeft', tableId: 'tblLeft' });
    noteLostText({ ...here, baseId: 'appLeft', tableId: 'tblLeft', refusal: 'No such day.' });
    noteLostText({ ...here, baseId: 'appLeft', tableId: 'tblLeft', left: true });
    const context = { base, mayEdit: true, session: { state: 'online' } } as unknown as BaseContext;
    await act(async () => {
      render(
        <BaseContextProvider value={context}>
          {open ? <LostTextDialog /> : null}
          <LeftTextDialog openBaseId={open} />
        </BaseContextProvider>,
      );
    });
    const why = await screen.findByText(/No such day/);
    expect(why.textContent).toBe(
      [
        'What you typed it into is not there any more, or you may not change it.',
        'No such day.',
        'You left its cell before that was read, or the view shows its record no more.',
      ].join(' '),
    );
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
    await act(async () => screen.getByRole('button', { name: 'Drop it' }).click());
    expect(screen.queryByRole('dialog')).toBeNull();
  },
);

it('waits for what was opened behind the text, so that the key that leaves that drops none', async () => {
  await act(async () => {
    render(
      <>
        <LeftTextDialog openBaseId={undefined} />
        <Popover label="Sort" trigger={<button type="button">Sort</button>}>
          <input aria-label="box" />
        </Popover>
      </>,
    );
  });
  const escape = () =>
    act(async () => void fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' }));
  await act(async () => screen.getByRole('button', { name: 'Sort' }).click());
  await act(async () => noteLostText(here));
  expect(screen.queryByLabelText('What you typed')).toBeNull();
  await escape();
  expect(await screen.findByLabelText('What you typed')).toBe(document.activeElement);
  await escape();
  expect(screen.queryByLabelText('What you typed')).toBeNull();
});

it('is there within the same turn where nothing is open', async () => {
  render(<LeftTextDialog openBaseId={undefined} />);
  act(() => noteLostText(here));
  const text = screen.getByLabelText('What you typed');
  await waitFor(() => expect(document.activeElement).toBe(text));
});

function Palette() {
  const [open, setOpen] = useState(true);
  const [shares, setShares] = useState(false);
  const share = { id: 'share', title: 'Share', group: 'Base', run: () => setShares(true) };
  return (
    <>
      <CommandPalette open={open} onOpenChange={setOpen} commands={[share]} />
      <Dialog open={shares} onOpenChange={setShares} title="Share this">
        <input aria-label="Who" />
      </Dialog>
    </>
  );
}

it('waits for what is picked in the palette too, and comes when that is left', async () => {
  Element.prototype.scrollIntoView = () => undefined;
  const user = userEvent.setup();
  render(
    <>
      <LeftTextDialog openBaseId={undefined} />
      <Palette />
    </>,
  );
  act(() => noteLostText(here));
  await user.keyboard('share{Enter}');
  expect(await screen.findByLabelText('Who')).toBe(document.activeElement);
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  expect(screen.queryByLabelText('What you typed')).toBeNull();
  await user.keyboard('{Escape}');
  expect(await screen.findByLabelText('What you typed')).toBe(document.activeElement);
});
