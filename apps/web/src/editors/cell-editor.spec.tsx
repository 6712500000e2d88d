import type { BaseSchema, Field, FieldTypeName, RowCell } from '@pyairtable/contracts';
import type { EditorProps, EditValue, Move } from '@pyairtable/grid';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BaseContextProvider, type BaseContext } from '@/base/base-context';
import { browserReader } from '@/cells/cell-context';
import { isLaterValue } from '@/cells/later-value';
import { dropLostTexts, useLostTexts } from '@/typed-text/lost-text';
import { CellEditor } from './cell-editor';

Element.prototype.scrollIntoView = () => undefined;

const choices = ['One', 'Two'].map((name) => ({ id: `sel${name}`, name, color: 'blueLight2' }));
const collaborators = ['Ann', 'Ben'].map((name) => ({ id: `usr${name}`, name, email: `${name}@a.example` }));

/** Opens an editor on `before`; `change` is what its cell holds later, or the cell that its row has come to be. */
function open(
  type: FieldTypeName,
  options: object,
  before: RowCell | undefined,
  initialText: string | null = null,
) {
  const field = { id: 'fld', name: 'Cell', type, options } as unknown as Field;
  const base = { id: 'app', collaborators, tables: [] } as unknown as BaseSchema;
  const actions = {
    addChoice: vi.fn<(...asked: unknown[]) => Promise<string | null>>(() => new Promise(() => undefined)),
  };
  const context = {
    base,
    tableId: 'tbl',
    reader: browserReader(base),
    mayChangeSchema: true,
    actions,
  } as unknown as BaseContext;
  const offered: (EditValue | null)[] = [];
  const moves: Move[] = [];
  let fate = 'open';
  const grid = {
    initialText,
    lose: () => (fate = 'lost'),
    error: null,
    commit: (value: EditValue | null, move: Move) =>
      Promise.resolve(offered.push(value) + moves.push(move) > 0),
    cancel: () => offered.push(null),
    fate: () => fate,
  } as unknown as EditorProps;
  const shown = (cell: RowCell | undefined, now = field) => (
    <QueryClientProvider client={new QueryClient()}>
      <BaseContextProvider value={context}>
        <CellEditor grid={grid} field={now} cell={cell} />
      </BaseContextProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(shown(before));
  return {
    offered,
    moves,
    actions,
    change: (cell: RowCell) => rerender(shown(cell)),
    convert: (now: FieldTypeName) => rerender(shown(before, { ...field, type: now } as Field)),
  };
}

const file = (filename: string) => ({ id: `att${filename}`, url: `https://ex.org/${filename}`, filename });

const box = () => screen.getByLabelText('Cell', { selector: 'input, textarea' });

it.each<[FieldTypeName, object, RowCell, RowCell]>([
  ['singleLineText', {}, 'mine', 'theirs'],
  ['multilineText', {}, 'mine', 'theirs'],
  ['richText', {}, '**mine**\n', 'theirs\n'],
  ['number', { precision: 1 }, 1.25, 7.75],
  ['date', { dateFormat: { name: 'iso' } }, '2026-01-01', '2026-02-02'],
  ['singleSelect', { choices }, 'selOne', 'selTwo'],
  ['multipleSelects', { choices }, ['selOne'], ['selOne', 'selTwo']],
  ['singleCollaborator', {}, 'usrAnn', 'usrBen'],
  ['multipleCollaborators', {}, ['usrAnn'], ['usrAnn', 'usrBen']],
  ['barcode', {}, { text: 'mine', type: 'ean13' }, { text: 'theirs' }],
  ['multipleAttachments', {}, [file('mine')], [file('theirs')]],
  ['multipleRecordLinks', { linkedTableId: 'tblOther' }, [{ id: 'rec1', title: 'a' }], []],
])(
  'writes nothing of %s that nobody touched, whatever the cell holds by now',
  (type, options, before, after) => {
    const { offered, change } = open(type, options, before);
    change(after);
    fireEvent.keyDown(box(), { key: 'Tab' });
    expect(offered).toEqual([null]);
  },
);

it('picks against the person who was there when the list opened', () => {
  const { offered, change } = open('singleCollaborator', {}, 'usrAnn');
  change('usrBen');
  fireEvent.change(box(), { target: { value: 'Ben' } });
  fireEvent.keyDown(box(), { key: 'Enter' });
  expect(offered).toEqual([{ type: 'value', value: 'usrBen' }]);
});

it('picks several people and writes them when the list is left', () => {
  const { offered, change } = open('multipleCollaborators', {}, ['usrAnn']);
  change(['usrBen']);
  for (const name of ['Ben', 'Ann', 'Ann']) {
    fireEvent.change(box(), { target: { value: name } });
    fireEvent.keyDown(box(), { key: 'Enter' });
  }
  expect(offered).toEqual([]);
  fireEvent.keyDown(box(), { key: 'Tab' });
  expect(offered).toEqual([{ type: 'value', value: ['usrBen', 'usrAnn'] }]);
});

it('adds files by their addresses, takes them out, and writes the list when it is left', () => {
  const { offered } = open('multipleAttachments', {}, [file('plan.pdf'), file('old.pdf')]);
  fireEvent.click(screen.getByRole('button', { name: 'Remove old.pdf' }));
  fireEvent.change(box(), { target: { value: 'not an address' } });
  fireEvent.keyDown(box(), { key: 'Enter' });
  expect(screen.getByRole('alert').textContent).toContain('no address of a file');
  fireEvent.change(box(), { target: { value: 'https://ex.org/new.png' } });
  fireEvent.keyDown(box(), { key: 'Enter' });
  expect(offered).toEqual([]);
  fireEvent.keyDown(box(), { key: 'Tab' });
  expect(offered).toEqual([
    {
      type: 'value',
      value: [
        file('plan.pdf'),
        { id: expect.any(String), url: 'https://ex.org/new.png', filename: 'new.png' },
      ],
    },
  ]);
});

it('begins the address of a file with the letter that opened the box', async () => {
  const { offered } = open('multipleAttachments', {}, undefined, 'h');
  await userEvent.type(box(), 'ttps://ex.org/b.png{Enter}{Enter}');
  expect(offered).toMatchObject([{ value: [{ url: 'https://ex.org/b.png' }] }]);
});

it.each([
  { keys: '{Tab}', before: [file('a.pdf')], move: 'right' },
  { keys: '{Shift>}{Tab}{/Shift}', before: undefined, move: 'left' },
])('takes the typed address of a file along when $keys leaves the cell', async ({ keys, before, move }) => {
  const { offered, moves } = open('multipleAttachments', {}, before);
  await userEvent.type(box(), `https://ex.org/b.png${keys}`);
  const value = [
    ...(before ?? []),
    { id: expect.any(String), url: 'https://ex.org/b.png', filename: 'b.png' },
  ];
  expect([offered, moves]).toEqual([[{ type: 'value', value }], [move]]);
});

it('stays with Tab where what is typed is no address of a file', async () => {
  const { offered } = open('multipleAttachments', {}, undefined);
  await userEvent.type(box(), 'b.png{Tab}');
  expect([offered, screen.getByRole('alert').textContent]).toEqual([
    [],
    expect.stringContaining('no address of a file'),
  ]);
});

it.each<[FieldTypeName, object, string, object]>([
  ['multipleAttachments', {}, 'https://ex.org/b.png{Enter}https://ex', [{ filename: 'b.png' }]],
  ['multipleSelects', { choices }, 'One{Enter}Tw', ['selOne']],
  ['multipleCollaborators', {}, 'Ann{Enter}Be', ['usrAnn']],
])('keeps what Enter has put in a list when Escape leaves it, and nothing else: %s', async (...list) => {
  const [type, options, keys, value] = list;
  const { offered } = open(type, options, undefined);
  await userEvent.type(box(), `${keys}{Escape}`);
  expect(offered).toMatchObject([{ value }]);
});

it('shows files as links where they lead to the web, and as names alone elsewhere', () => {
  open('multipleAttachments', {}, [file('plan.pdf'), { ...file('odd.pdf'), url: 'javascript:alert(1)' }]);
  const links = screen.getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('rel')])).toEqual([
    ['plan.pdf', 'noopener noreferrer'],
  ]);
  expect(screen.getByText('odd.pdf')).toBeTruthy();
});

it('writes what was typed', () => {
  const { offered } = open('singleLineText', {}, 'mine');
  fireEvent.change(box(), { target: { value: 'new' } });
  fireEvent.keyDown(box(), { key: 'Enter' });
  expect(offered).toEqual([{ type: 'text', text: 'new' }]);
});

/** What an editor that was left has come to offer for its cell, as it was or as it is `now`. */
const later = async (offered: readonly (EditValue | null)[], now?: RowCell) =>
  Promise.all(
    offered.map(async (value) => {
      if (value?.type !== 'value' || !isLaterValue(value.value)) return value;
      const { later, opened } = value.value;
      return (await later)?.(now ?? opened) ?? null;
    }),
  );

it.each<[FieldTypeName, object, RowCell | undefined, unknown]>([
  ['singleSelect', { choices }, undefined, { type: 'value', value: 'selTwo' }],
  ['multipleSelects', { choices }, ['selOne'], ['selOne', 'selTwo']],
  ['singleCollaborator', {}, undefined, undefined],
])('takes what was searched for along when Tab leaves the list: %s', async (type, options, before, value) => {
  const { offered } = open(type, options, before);
  await userEvent.type(box(), type === 'singleCollaborator' ? 'be{Tab}' : 'tw{Tab}');
  const [written] = await later(offered);
  expect(written).toEqual(value ?? { type: 'value', value: 'usrBen' });
});

it('makes a new choice, takes the next, and writes both though the list is left before the answer', async () => {
  const { offered, actions } = open('multipleSelects', { choices }, ['selOne']);
  const answers: ((id: string) => void)[] = [];
  actions.addChoice.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
  const user = userEvent.setup();
  await user.keyboard('red{Enter}blue{Enter}two{Enter}{Tab}');
  expect(actions.addChoice.mock.calls.map(([, , name]) => name)).toEqual(['red', 'blue']);
  answers.forEach((answer, at) => answer(`sel${String(at)}`));
  expect(await later(offered)).toEqual([['selOne', 'sel0', 'sel1', 'selTwo']]);
  // What others did to the cell meanwhile stays.
  expect(await later(offered, ['selThree'])).toEqual([['selThree', 'sel0', 'sel1', 'selTwo']]);
});

it('writes nothing where a new choice is refused', async () => {
  const { offered, actions } = open('multipleSelects', { choices }, ['selOne']);
  actions.addChoice.mockResolvedValue(null);
  await userEvent.setup().keyboard('red{Enter}{Tab}');
  expect(await later(offered)).toEqual([null]);
});

it('ends with a new choice at once where there is one, and writes it when it is made', async () => {
  const { offered, actions } = open('singleSelect', { choices }, 'selOne');
  actions.addChoice.mockResolvedValue('selRed');
  await userEvent.setup().keyboard('red{Enter}');
  expect(offered).toHaveLength(1);
  expect(await later(offered)).toEqual(['selRed']);
});

/** Keeps searches waiting; what each text is answered with, by texts. */
function holdSearches() {
  const answers = new Map<string, (records: object[]) => void>();
  vi.stubGlobal('fetch', (path: string) => {
    const text = new URL(path, 'http://a').searchParams.get('q') ?? '';
    const before = answers.get(text);
    return new Promise((resolve) =>
      answers.set(text, (records) => {
        before?.(records);
        resolve(Response.json({ records }));
      }),
    );
  });
  return answers;
}

it('links what is found of what was typed, though the list is left before it is', async () => {
  const answers = holdSearches();
  const { offered } = open('multipleRecordLinks', { linkedTableId: 'tblOther' }, []);
  await userEvent.setup().keyboard('smith{Enter}jones{Enter}{Tab}');
  expect(offered).toHaveLength(1);
  for (const name of ['jones', 'smith']) answers.get(name)?.([{ id: name, title: name }]);
  const found = ['smith', 'jones'].map((name) => ({ id: name, title: name }));
  expect(await later(offered)).toEqual([{ links: found }]);
  const others = { id: 'doe', title: 'doe' };
  expect(await later(offered, [others])).toEqual([{ links: [others, ...found] }]);
  vi.unstubAllGlobals();
});

const smith = { id: 'smith', title: 'smith' };

it.each([
  { isSingle: false, before: [smith], keys: 'smith{Tab}', move: 'right' },
  { isSingle: false, before: [], keys: 'smith{Enter}smith{Shift>}{Tab}{/Shift}', move: 'left' },
  { isSingle: true, before: [smith], keys: 'smith{Tab}', move: 'right' },
  { isSingle: true, before: [], keys: 'smith{Shift>}{Tab}{/Shift}', move: 'left' },
])(
  'links by Tab, and moves on, whatever was linked and whenever it is found: $before $keys, single: $isSingle',
  async (given) => {
    const answers = holdSearches();
    const options = { linkedTableId: 'tblOther', prefersSingleRecordLink: given.isSingle };
    const { offered, moves } = open('multipleRecordLinks', options, given.before);
    await userEvent.setup().keyboard(given.keys);
    expect(moves).toEqual([given.move]);
    answers.get('smith')?.([smith]);
    expect(await later(offered)).toEqual([{ links: [smith] }]);
    vi.unstubAllGlobals();
  },
);

it('writes nothing where nothing is found of what was typed', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ records: [] })));
  const { offered } = open('multipleRecordLinks', { linkedTableId: 'tblOther' }, [{ id: 'a', title: 'a' }]);
  await userEvent.setup().keyboard('smith{Enter}{Tab}');
  expect(await later(offered)).toEqual([null]);
  vi.unstubAllGlobals();
});

it.each<FieldTypeName>(['date', 'formula'])(
  'keeps what was typed, to be copied, when its field becomes a %s meanwhile',
  async (becomes) => {
    const { offered, convert } = open('singleLineText', {}, 'mine');
    await userEvent.setup().type(box(), ' and more');
    convert(becomes);
    await waitFor(() => expect(useLostTexts.getState().lost).toHaveLength(1));
    expect(useLostTexts.getState().lost).toMatchObject([{ text: 'mine and more', field: { id: 'fld' } }]);
    expect([offered, screen.queryByRole('textbox')]).toEqual([[], null]);
    dropLostTexts();
  },
);

it('is typed on in when its field becomes one that is typed in too, and is read by that', () => {
  const { offered, convert } = open('singleLineText', {}, 'mine');
  fireEvent.change(box(), { target: { value: '12' } });
  convert('number');
  fireEvent.keyDown(box(), { key: 'Enter' });
  expect(offered).toEqual([{ type: 'text', text: '12' }]);
});

it.each<[FieldTypeName, object, RowCell, string]>([
  ['singleLineText', {}, 'Fern', 'Fern'],
  ['multilineText', {}, 'Fern', 'Fern'],
  ['number', { precision: 0 }, 12, '12'],
  ['date', { dateFormat: { name: 'iso' } }, '2026-01-01', '2026-01-01'],
])('goes on behind what %s has: a letter wipes nothing', async (type, options, before, text) => {
  open(type, options, before);
  await userEvent.setup().keyboard('5');
  expect((box() as HTMLInputElement).value).toBe(`${text}5`);
});
