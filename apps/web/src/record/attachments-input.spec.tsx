import type { BaseSchema, Field } from '@pyairtable/contracts';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type BaseContext, BaseContextProvider } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import { keepTyped } from '@/typed-text/keep-typed';
import { dropLostTexts, useLostTexts } from '@/typed-text/lost-text';
import { AttachmentsInput } from './attachments-input';
import { PLACE_GONE } from './record-input';

/** For inputs in which nothing is picked that is known only later. */
const NO_PICKS = { begin: vi.fn(), now: () => undefined };

vi.setConfig({ testTimeout: 60_000 });
afterEach(() => dropLostTexts());

const base = { id: 'app', tables: [], collaborators: [] } as unknown as BaseSchema;
const field = { id: 'fldFiles000000000', name: 'Files', type: 'multipleAttachments' } as Field;
const FILE = 'https://example.com/plan.pdf';

/** The box in which somebody has typed that, and not ended it. */
async function type(text: string, refusal: string | null = null) {
  const write = vi.fn<(value: unknown) => string | null>(() => refusal);
  const input = (readOnly: boolean) => (
    <BaseContextProvider value={{ base, reader: browserReader(base), tableId: 'tbl' } as BaseContext}>
      <AttachmentsInput field={field} cell={undefined} readOnly={readOnly} write={write} late={NO_PICKS} />
    </BaseContextProvider>
  );
  const { rerender, unmount } = render(input(false));
  await userEvent.setup().type(screen.getByRole('textbox'), text);
  return { write, unmount, lock: () => rerender(input(true)) };
}
/** Whether nothing is left that was refused when the page is left. */
function keep(): boolean {
  let isKept = false;
  act(() => void (isKept = keepTyped()));
  return isKept;
}
const lost = () => useLostTexts.getState().lost.map(({ text, refusal }) => [text, refusal]);
const added = { type: 'value', value: [expect.objectContaining({ url: FILE })] };

it('adds the file whose address stands in the box when the record goes or the page is left', async () => {
  const gone = await type(FILE);
  gone.unmount();
  expect(gone.write.mock.calls).toEqual([[added]]);
  const left = await type(FILE);
  expect([keep(), left.write.mock.calls]).toEqual([true, [[added]]]);
  left.unmount();
  expect([left.write.mock.calls.length, lost()]).toEqual([1, []]);
});

it('keeps an address to copy that cannot be added', async () => {
  const half = await type('plan.pdf');
  expect(keep()).toBe(false);
  half.unmount();
  const deleted = await type(FILE, PLACE_GONE);
  deleted.unmount();
  const locked = await type('https://');
  locked.lock();
  expect(lost()).toEqual([
    ['plan.pdf', expect.stringContaining('no address')],
    [FILE, undefined],
    ['https://', undefined],
  ]);
});
