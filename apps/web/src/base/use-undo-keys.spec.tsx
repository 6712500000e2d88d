import type { BaseSchema, Field } from '@pyairtable/contracts';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { browserReader } from '@/cells/cell-context';
import { OptionList } from '@/pickers/option-list';
import { RECORD_INPUTS } from '@/record/record-inputs';
import { SavesAtOnce } from '@/typed-text/saves-at-once';
import { SettlingInput } from '@/views/settling-input';
import { type BaseContext, BaseContextProvider } from './base-context';
import type { RecordActions } from './record-actions';
import { useUndoKeys } from './use-undo-keys';

vi.setConfig({ testTimeout: 60_000 });

const base = { id: 'app', tables: [], collaborators: [] } as unknown as BaseSchema;
const NO_PICKS = { begin: vi.fn(), now: () => undefined };

function CellBox({ type }: { type: Field['type'] }) {
  const [cell, setCell] = useState<string | null>(null);
  const Input = RECORD_INPUTS[type];
  return (
    <Input
      field={{ id: 'fldOne0000000000', name: 'One', type } as Field}
      cell={cell ?? undefined}
      readOnly={false}
      write={(value) => {
        if (value.type === 'text') setCell(value.text);
        return null;
      }}
      late={NO_PICKS}
    />
  );
}

function ConditionBox() {
  const [value, setValue] = useState('');
  return (
    <SettlingInput
      label="Value"
      value={value}
      onSettle={(text) => (setValue(text), true)}
      keep={() => false}
    />
  );
}

function Search() {
  const [search, setSearch] = useState('');
  return (
    <OptionList
      label="One"
      options={[]}
      chosen={new Set()}
      onPick={vi.fn()}
      search={search}
      onSearch={setSearch}
    />
  );
}

const BOXES = {
  'of a line of a cell': <CellBox type="singleLineText" />,
  'of lines of a cell': <CellBox type="multilineText" />,
  'of an address of a file': <CellBox type="multipleAttachments" />,
  'of a condition': <ConditionBox />,
  'that looks for what is picked': <Search />,
};

/** A box on a page that hears the keys of undo; the result presses keys in it and says which of them it left to the text. */
function open(box: React.ReactNode, saves = true) {
  const records = { undo: vi.fn(), redo: vi.fn() };
  function Page() {
    useUndoKeys(records as unknown as RecordActions, true);
    return <SavesAtOnce value={saves}>{box}</SavesAtOnce>;
  }
  const left: string[] = [];
  render(
    <BaseContextProvider value={{ base, reader: browserReader(base), tableId: 'tbl' } as BaseContext}>
      <div
        onKeyDownCapture={({ key, defaultPrevented }) => {
          if (key.toLowerCase() === 'z' && !defaultPrevented) left.push(key);
        }}
      >
        <Page />
      </div>
    </BaseContextProvider>,
  );
  const user = userEvent.setup();
  const input = screen.queryByRole('textbox') ?? screen.getByRole('combobox');
  const press = async (keys: string) => {
    input.focus();
    await user.keyboard(keys);
  };
  return { press, input, records, left };
}

const UNDO = '{Control>}z{/Control}';
const REDO = '{Control>}{Shift>}z{/Shift}{/Control}';

it.each(Object.keys(BOXES) as (keyof typeof BOXES)[])(
  'takes acts back from a box %s while nothing is typed in it',
  async (which) => {
    const { press, input, records, left } = open(BOXES[which]);
    await press(UNDO + REDO);
    expect([records.undo.mock.calls.length, records.redo.mock.calls.length, left]).toEqual([1, 1, []]);
    expect(document.activeElement).toBe(input);
    await press(`ab${UNDO}`);
    expect([records.undo.mock.calls.length, left]).toEqual([1, ['z']]);
    await press(`{Backspace}{Backspace}${UNDO}`);
    expect(records.undo).toHaveBeenCalledTimes(2);
  },
);

it('takes acts back from a box whose text was taken', async () => {
  const { press, records, left } = open(BOXES['of a line of a cell']);
  await press(`ab{Enter}${UNDO}`);
  expect([records.undo.mock.calls.length, left]).toEqual([1, []]);
});

it('leaves the keys to a box of a form, whose text is saved with that', async () => {
  const { press, records, left } = open(BOXES['of a line of a cell'], false);
  await press(UNDO + REDO);
  expect([records.undo.mock.calls.length, records.redo.mock.calls.length, left.length]).toEqual([0, 0, 2]);
});
