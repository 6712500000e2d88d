import type { BaseSchema, Field, RowCell } from '@pyairtable/contracts';
import * as ui from '@pyairtable/ui';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import { RECORD_INPUTS } from './record-inputs';

/** For inputs in which nothing is picked that is known only later. */
const NO_PICKS = { begin: vi.fn(), now: () => undefined };

vi.setConfig({ testTimeout: 60_000 });
afterEach(() => vi.restoreAllMocks());

const base = { id: 'app', tables: [], collaborators: [] } as unknown as BaseSchema;
const field = (type: Field['type'], options?: object) =>
  ({ id: 'fldOne0000000000', name: 'One', type, options }) as unknown as Field;
type User = ReturnType<typeof userEvent.setup>;
const press = (name: RegExp | string) => (user: User) => user.click(screen.getByRole('button', { name }));

it.each<[Field, RowCell | undefined, ((user: User) => Promise<void>)[]]>([
  [
    field('multipleRecordLinks', { linkedTableId: 'tbl', prefersSingleRecordLink: false }),
    [{ id: 'recElm', title: 'Elm' }],
    [press('Unlink Elm')],
  ],
  [
    field('date', { dateFormat: { name: 'iso', format: 'YYYY-MM-DD' } }),
    '2026-03-14',
    [press('Open calendar'), press(/15/)],
  ],
  [field('rating', { max: 5, icon: 'star', color: 'yellowBright' }), 3, [press('4 of 5')]],
  [
    field('checkbox', { icon: 'check', color: 'greenBright' }),
    undefined,
    [(user) => user.click(screen.getByRole('checkbox'))],
  ],
])('says why a press in $type wrote nothing', async (of, cell, presses) => {
  const told = vi.spyOn(ui, 'showToast').mockImplementation(() => '');
  const Input = RECORD_INPUTS[of.type];
  const user = userEvent.setup();
  render(
    <BaseContextProvider value={{ base, reader: browserReader(base), tableId: 'tbl' } as BaseContext}>
      <Input field={of} cell={cell} readOnly={false} write={() => 'It must be filled in.'} late={NO_PICKS} />
    </BaseContextProvider>,
  );
  for (const pressed of presses) await pressed(user);
  expect(told.mock.calls).toEqual([[{ title: 'It must be filled in.' }]]);
});
