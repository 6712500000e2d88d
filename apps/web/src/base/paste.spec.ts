import { type BaseSchema, type Field, type Row, type Table, TITLE_LIMITS } from '@pyairtable/contracts';
import type { EditValue, GridColumn, Paste } from '@pyairtable/grid';
import * as ui from '@pyairtable/ui';
import { RequestError } from '@/http/request';
import { newLinked } from '@/pickers/new-linked';
import { unopenedSession } from '@/testing/unopened-session';
import { pasteCells, type PasteTarget } from './paste';
import { RecordActions } from './record-actions';

const field = (id: string, type: Field['type'], options?: object): Field =>
  ({ id, name: id, type, ...(options ? { options } : {}) }) as Field;
const name = field('Name', 'singleLineText');
const amount = field('Amount', 'number', { precision: 0 });
const project = field('Project', 'multipleRecordLinks', { linkedTableId: 'tblBBBBBBBBBBBBBB' });
const stage = field('Stage', 'singleSelect', { choices: [{ id: 'selOpenAAAAAAAAAA', name: 'Open' }] });
const made = field('Made', 'createdTime', {});
const table: Table = {
  id: 'tblAAAAAAAAAAAAAA',
  name: 'T',
  primaryFieldId: name.id,
  fields: [name, amount, stage, project, made],
  views: [],
  recordCount: 1,
};
const row: Row = { id: 'recOne', n: 1, createdTime: '', cells: { Name: 'one', Amount: 1 } };
const column = (of: Field): GridColumn => ({ id: of.id, title: of.name, width: 100 });
const text = (value: string): EditValue => ({ type: 'text', text: value });

const noneTitled = () => Promise.resolve(new Map());

function start(addChoices?: PasteTarget['addChoices'], findTitled: PasteTarget['findTitled'] = noneTitled) {
  const records = new RecordActions(unopenedSession());
  const paste = vi.spyOn(records, 'paste');
  const toast = vi.spyOn(ui, 'showToast').mockReturnValue('');
  const target: PasteTarget = {
    table,
    rows: { rowAt: (at) => (at === 0 ? row : undefined) },
    reader: { timeZone: 'UTC', locale: 'en-US', users: new Map(), colors: new Map(), primaries: new Map() },
    records,
    findTitled,
    ...(addChoices ? { addChoices } : {}),
  };
  return { target, paste, toast };
}
const pasteOf = (change: Partial<Paste>): Paste => ({
  edits: [],
  newRows: [],
  droppedColumns: 0,
  lockedColumns: [],
  lockedCells: 0,
  ...change,
});

afterEach(() => vi.restoreAllMocks());

it('writes cells and makes records as one act, and says nothing when all of it fits', async () => {
  const { target, paste, toast } = start();
  const written = await pasteCells(
    pasteOf({
      edits: [
        { row: 0, column: column(name), value: text('uno') },
        { row: 0, column: column(amount), value: text('1') },
      ],
      newRows: [
        {
          cells: [
            { column: column(name), value: text('two') },
            { column: column(amount), value: { type: 'clear' } },
          ],
        },
      ],
    }),
    target,
  );
  expect(written).toBe(3);
  expect(paste.mock.calls).toEqual([
    [table.id, [{ id: 'recOne', cells: { Name: 'uno' } }], [{ cells: { Name: 'two' } }], {}, []],
  ]);
  expect(toast).not.toHaveBeenCalled();
});

it('gives records that it makes what the view gives new ones, where nothing is pasted', async () => {
  const { target, paste } = start();
  const newRows = ['two', ''].map((value) => ({ cells: [{ column: column(name), value: text(value) }] }));
  const asked: unknown[] = [];
  const givenIn = (group: number | undefined) => {
    asked.push(group);
    return { cells: { Name: 'given', Stage: 'selOpenAAAAAAAAAA' }, titles: { recOther: 'other' } };
  };
  await pasteCells(pasteOf({ newRows }), { ...target, givenIn });
  await pasteCells(pasteOf({ newRows: [], edits: [] }), { ...target, givenIn });
  expect(paste.mock.calls[0]?.slice(2, 4)).toEqual([
    [
      { cells: { Name: 'two', Stage: 'selOpenAAAAAAAAAA' } },
      { cells: { Name: 'given', Stage: 'selOpenAAAAAAAAAA' } },
    ],
    { recOther: 'other' },
  ]);
  expect(asked).toEqual([undefined]);
});

it('says of a single cell that does not fit why nothing was pasted, and counts none', async () => {
  const { target, toast } = start();
  expect(
    await pasteCells(pasteOf({ edits: [{ row: 0, column: column(amount), value: text('many') }] }), target),
  ).toBe(0);
  expect(toast).toHaveBeenCalledWith({
    title: 'Nothing was pasted',
    description: '“Amount” cannot take “many”.',
  });
});

it('says why nothing was pasted where there was nothing to paste, and what became of it else', async () => {
  const { target, toast } = start();
  expect(await pasteCells(pasteOf({}), target)).toBe(0);
  expect(toast.mock.calls).toEqual([
    [{ title: 'Nothing was pasted', description: 'What was copied is empty.' }],
  ]);
  toast.mockClear();
  const cells = [{ column: column(name), value: { type: 'clear' as const } }];
  expect(await pasteCells(pasteOf({ newRows: [{ cells }, { cells }] }), target)).toBe(0);
  expect(toast.mock.calls).toEqual([[{ title: '2 records added' }]]);
});

it('makes no record without what it must have, and says so once', async () => {
  const { target, paste, toast } = start();
  const required = { ...amount, rules: { required: true } } as Field;
  target.table = { ...table, fields: [name, required, stage, made] };
  const row = (title: string, ...cells: Paste['newRows'][number]['cells']) => ({
    cells: [{ column: column(name), value: text(title) }, ...cells],
  });
  const written = await pasteCells(
    pasteOf({
      newRows: [row('two'), row('three', { column: column(amount), value: text('3') }), row('four')],
    }),
    target,
  );
  expect(written).toBe(2);
  expect(paste.mock.calls[0]?.[2]).toEqual([{ cells: { Name: 'three', Amount: 3 } }]);
  expect(toast).toHaveBeenCalledWith({
    title: 'Some of it was not pasted',
    description: '2 rows make no record without “Amount”, which must be filled in.',
  });
});

it('names everything that was left out', async () => {
  const { target, toast } = start();
  await pasteCells(
    pasteOf({
      edits: [
        { row: 0, column: column(name), value: text('uno') },
        { row: 0, column: column(amount), value: text('x') },
      ],
      newRows: [{ cells: [{ column: column(amount), value: text('y') }] }],
      droppedColumns: 2,
      lockedColumns: [column(made)],
      lockedCells: 2,
    }),
    target,
  );
  expect(toast).toHaveBeenCalledWith({
    title: 'Some of it was not pasted',
    description:
      '2 cells do not fit. “Amount” cannot take “x”. 2 columns are beyond the last field of the table. “Made” is filled in by the system. 2 cells cannot be changed.',
  });
});

it('makes the choices that pasted names ask for, once each, for whoever may', async () => {
  const addChoices = vi.fn((of: Field, names: string[]) =>
    Promise.resolve({
      ...of,
      options: {
        choices: [
          { id: 'selOpenAAAAAAAAAA', name: 'Open' },
          ...names.map((one, at) => ({ id: `selNew${at}`, name: one })),
        ],
      },
    } as unknown as Field),
  );
  const { target, paste, toast } = start(addChoices);
  const newRows = ['Done', 'open', 'Done', 'Later'].map((one) => ({
    cells: [{ column: column(stage), value: text(one) }],
  }));
  expect(await pasteCells(pasteOf({ newRows }), target)).toBe(4);
  expect(addChoices.mock.calls.map(([of, names]) => [of.id, names])).toEqual([['Stage', ['Done', 'Later']]]);
  expect(paste.mock.calls[0]?.[2]).toEqual(
    ['selNew0', 'selOpenAAAAAAAAAA', 'selNew0', 'selNew1'].map((id) => ({ cells: { Stage: id } })),
  );
  expect(toast).not.toHaveBeenCalled();
});

it('writes to the records that were pasted over, whoever stands in their places once the choices are made', async () => {
  const shown = [row];
  const { target, paste } = start((of) => {
    shown.unshift({ ...row, id: 'recNew' });
    return Promise.resolve(of);
  });
  const edits = [
    { row: 0, column: column(name), value: text('uno') },
    { row: 0, column: column(stage), value: text('Later') },
  ];
  await pasteCells(pasteOf({ edits }), { ...target, rows: { rowAt: (at) => shown[at] } });
  expect(paste.mock.calls[0]?.[1]).toEqual([{ id: 'recOne', cells: { Name: 'uno' } }]);
});

describe('a paste that makes choices', () => {
  /** One of a text and of a choice that is made when `make` is called, over a record that is `now` by then. */
  function pasting(now: Row) {
    let make: () => void = () => undefined;
    const { target, paste, toast } = start((of) => new Promise((resolve) => (make = () => resolve(of))));
    const edits = [
      { row: 0, column: column(name), value: text('one') },
      { row: 0, column: column(stage), value: text('Later') },
    ];
    const pasted = pasteCells(pasteOf({ edits }), { ...target, recordNow: () => now });
    return { target, paste, toast, pasted, make: () => make() };
  }

  it('compares with the cells that there are then', async () => {
    const { paste, pasted, make } = pasting({ ...row, cells: { Name: 'by another' } });
    make();
    await pasted;
    expect(paste.mock.calls[0]?.[1]).toEqual([{ id: 'recOne', cells: { Name: 'one' } }]);
  });

  it('is given up by undo until they are made', async () => {
    const { target, paste, toast, pasted, make } = pasting(row);
    expect(target.records.isExpecting).toBe(true);
    (target.records as RecordActions).undo();
    make();
    expect([await pasted, paste.mock.calls, toast.mock.calls]).toEqual([0, [], []]);
  });

  it('leaves a field alone that was deleted meanwhile', async () => {
    const { target, paste } = start((of) => Promise.resolve(of));
    const edits = [
      { row: 0, column: column(name), value: text('uno') },
      { row: 0, column: column(stage), value: text('Later') },
    ];
    const fieldNow = (id: string) => (id === stage.id ? stage : undefined);
    expect(await pasteCells(pasteOf({ edits }), { ...target, fieldNow })).toBe(0);
    expect(paste.mock.calls[0]?.[1] ?? []).toEqual([]);
  });
});

describe('a paste that looks titles of linked records up', () => {
  const PATIENCE_MS = 10_000;
  const projects = (titles: readonly string[]) => ({
    newRows: titles.map((title) => ({ cells: [{ column: column(project), value: text(title) }] })),
  });
  const idOf = (title: string) => `rec${title.replace(/\W/g, '').padEnd(14, 'A')}`;
  const all = (titles: readonly string[]) =>
    new Map(titles.map((title) => [title, { id: idOf(title), title }]));
  const COULD_NOT = 'Linked records could not be looked up';

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('writes the rest where no answer comes, and says that and nothing else', async () => {
    let given: AbortSignal | undefined;
    const { target, paste, toast } = start(undefined, (_, __, signal) => {
      given = signal;
      return new Promise(() => undefined);
    });
    const edits = [
      { row: 0, column: column(name), value: text('uno') },
      { row: 0, column: column(project), value: text('House') },
    ];
    const pasted = pasteCells(pasteOf({ edits }), target);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect([await pasted, target.records.isExpecting, given?.aborted]).toEqual([1, false, true]);
    expect(paste.mock.calls[0]?.[1]).toEqual([{ id: 'recOne', cells: { Name: 'uno' } }]);
    expect(toast.mock.calls).toEqual([
      [
        {
          title: COULD_NOT,
          description: 'No answer came for 10 seconds. Paste them again later.',
          error: true,
        },
      ],
    ]);
  });

  it('waits once where nothing answers, however many tables are linked to', async () => {
    const other = field('Other', 'multipleRecordLinks', { linkedTableId: 'tblCCCCCCCCCCCCCC' });
    const asked: string[] = [];
    const { target, toast } = start(undefined, (tableId) => {
      asked.push(tableId);
      return new Promise(() => undefined);
    });
    target.table = { ...table, fields: [...table.fields, other] };
    const edits = [project, other].map((of) => ({ row: 0, column: column(of), value: text('House') }));
    const pasted = pasteCells(pasteOf({ edits }), target);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect([await pasted, asked.length, toast.mock.calls.length]).toEqual([0, 1, 1]);
  });

  it('takes as long as answers come', async () => {
    const titles = Array.from({ length: 2_001 }, (_, at) => `P${at}`);
    const { target, paste, toast } = start(undefined, async (_, asked) => {
      const requests = Math.ceil(asked.length / TITLE_LIMITS.asked);
      await new Promise((resolve) => setTimeout(resolve, requests * 6_000));
      return all(asked);
    });
    const pasted = pasteCells(pasteOf(projects(titles)), target);
    await vi.advanceTimersByTimeAsync(18_000);
    expect([await pasted, toast.mock.calls]).toEqual([2_001, []]);
    expect(paste.mock.calls[0]?.[2].at(-1)).toEqual({ cells: { Project: [idOf('P2000')] } });
  });

  it('links what was found before no answer came any more, and takes no part of a title for one', async () => {
    const fillers = Array.from({ length: 997 }, (_, at) => `P${at}`);
    // The text and its first part are asked for on two sides of the limit.
    const titles = [...fillers, 'Smith', 'Nobody', 'Inc.', 'Smith, Inc.'];
    const { target, paste, toast } = start(undefined, (_, asked) =>
      asked.includes('P0')
        ? Promise.resolve(all(asked.filter((title) => title !== 'Nobody')))
        : new Promise(() => undefined),
    );
    const pasted = pasteCells(pasteOf(projects(titles)), target);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(await pasted).toBe(999);
    expect(paste.mock.calls[0]?.[2].slice(996)).toEqual([
      { cells: { Project: [idOf('P996')] } },
      { cells: { Project: [idOf('Smith')] } },
      { cells: {} },
      { cells: { Project: [idOf('Inc.')] } },
      { cells: {} },
    ]);
    expect(toast.mock.calls.map(([{ title, description }]) => [title, description])).toEqual([
      [COULD_NOT, 'No answer came for 10 seconds. Paste them again later.'],
      ['Some of it was not pasted', '“Project”: no record has the title “Nobody”.'],
    ]);
  });

  it('links to other tables where one of them refuses', async () => {
    const other = field('Other', 'multipleRecordLinks', { linkedTableId: 'tblCCCCCCCCCCCCCC' });
    const { target, paste, toast } = start(undefined, (tableId, asked) =>
      tableId === 'tblCCCCCCCCCCCCCC'
        ? Promise.resolve(all(asked))
        : Promise.reject(new RequestError('NOT_FOUND', 'That table is gone.', 404)),
    );
    target.table = { ...table, fields: [...table.fields, other] };
    const edits = [project, other].map((of) => ({ row: 0, column: column(of), value: text('House') }));
    expect(await pasteCells(pasteOf({ edits }), target)).toBe(1);
    expect(paste.mock.calls[0]?.[1]).toEqual([{ id: 'recOne', cells: { Other: [idOf('House')] } }]);
    expect(toast.mock.calls).toEqual([
      [{ title: COULD_NOT, description: 'That table is gone.', error: true }],
    ]);
  });

  it('stops that when it is called off, and says nothing of it', async () => {
    let given: AbortSignal | undefined;
    const { target, paste, toast } = start(undefined, (_, __, signal) => {
      given = signal;
      return new Promise(() => undefined);
    });
    const pasted = pasteCells(pasteOf(projects(['House'])), target);
    await vi.advanceTimersByTimeAsync(1);
    (target.records as RecordActions).undo();
    expect(given?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect([await pasted, paste.mock.calls, toast.mock.calls]).toEqual([0, [], []]);
  });
});

it('leaves a name that is no choice out for whoever may not make it', async () => {
  const { target, toast } = start();
  const newRows = [{ cells: [{ column: column(stage), value: text('Done') }] }];
  expect(await pasteCells(pasteOf({ newRows }), target)).toBe(0);
  expect(toast).toHaveBeenCalledWith(
    expect.objectContaining({ description: expect.stringContaining('Done') as string }),
  );
});

it.each<[string, Partial<Paste>]>([
  ['1 cell cannot be changed.', { lockedCells: 1 }],
  [
    '2 cells went away meanwhile.',
    {
      edits: [
        { row: 7, column: column(name), value: text('of a record that is gone') },
        { row: 0, column: { id: 'fldGone', title: 'Gone', width: 100 }, value: text('of a field') },
      ],
    },
  ],
])('says of a paste that writes nothing: %s', async (description, left) => {
  const { target, toast } = start();
  expect(await pasteCells(pasteOf(left), target)).toBe(0);
  expect(toast).toHaveBeenCalledWith({ title: 'Nothing was pasted', description });
});

it('links records by their pasted titles, and names those that nothing has', async () => {
  const ids = new Map([
    ['P3', 'recPThreeAAAAAAAA'],
    ['P5', 'recPFiveAAAAAAAAA'],
    ['Acme, Inc.', 'recAcmeAAAAAAAAAA'],
  ]);
  const asked: string[] = [];
  const { target, paste, toast } = start(undefined, (tableId, titles) => {
    asked.push(tableId, ...titles);
    return Promise.resolve(
      new Map(
        titles.flatMap((title) => (ids.has(title) ? [[title, { id: ids.get(title) ?? '', title }]] : [])),
      ),
    );
  });
  const rowOf = (value: string) => ({ cells: [{ column: column(project), value: text(value) }] });
  await pasteCells(pasteOf({ newRows: ['P3', 'P5, P6', 'Acme, Inc.', 'Nowhere'].map(rowOf) }), target);
  expect(asked).toEqual([
    'tblBBBBBBBBBBBBBB',
    'P3',
    'P5, P6',
    'P5',
    'P6',
    'Acme, Inc.',
    'Acme',
    'Inc.',
    'Nowhere',
  ]);
  const [, , creates, titles] = paste.mock.calls[0] ?? [];
  expect(creates).toEqual([
    { cells: { Project: [ids.get('P3')] } },
    { cells: { Project: [ids.get('P5')] } },
    { cells: { Project: [ids.get('Acme, Inc.')] } },
    { cells: {} },
  ]);
  expect(titles).toMatchObject({ recPThreeAAAAAAAA: 'P3' });
  expect(toast).toHaveBeenCalledWith({
    title: 'Some of it was not pasted',
    description: '“Project”: no record has the title “P6” or “Nowhere”.',
  });
});

it('links what only differs in spelling, but not in the place of parts that are there as they stand', async () => {
  const records = [
    { id: 'recJonesAAAAAAAAA', title: 'Jones' },
    { id: 'recBothAAAAAAAAAA', title: 'SMITH, JONES' },
    { id: 'recSmithAAAAAAAAA', title: 'Smith' },
  ];
  const isLike = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const { target, paste } = start(undefined, (_, titles) =>
    Promise.resolve(
      new Map(
        titles.flatMap((title) => {
          const found =
            records.find((one) => one.title === title) ?? records.find((one) => isLike(one.title, title));
          return found ? [[title, found] as const] : [];
        }),
      ),
    ),
  );
  const rowOf = (value: string) => ({ cells: [{ column: column(project), value: text(value) }] });
  const pasted = ['Smith, Jones', 'smith, jones', 'jones', 'jones, JONES'];
  await pasteCells(pasteOf({ newRows: pasted.map(rowOf) }), target);
  const [, , creates] = paste.mock.calls[0] ?? [];
  expect(creates?.map(({ cells }) => cells['Project'])).toEqual([
    ['recSmithAAAAAAAAA', 'recJonesAAAAAAAAA'],
    ['recBothAAAAAAAAAA'],
    ['recJonesAAAAAAAAA'],
    ['recJonesAAAAAAAAA'],
  ]);
});

it('links the first of several pasted titles where a field takes one record, and names the others', async () => {
  const one = { ...project, options: { ...project.options, prefersSingleRecordLink: true } } as Field;
  const { target, paste, toast } = start(undefined, (_, titles) =>
    Promise.resolve(
      new Map(
        titles
          .filter((title) => /^P\d$/.test(title))
          .map((title) => [title, { id: `rec${title}`.padEnd(17, 'A'), title }]),
      ),
    ),
  );
  target.table = { ...table, fields: [name, one] };
  const newRows = ['P1, P2', 'P3', 'P4, P2, P5'].map((value) => ({
    cells: [{ column: column(one), value: text(value) }],
  }));
  expect(await pasteCells(pasteOf({ newRows }), target)).toBe(3);
  expect(paste.mock.calls[0]?.[2]).toEqual(
    ['P1', 'P3', 'P4'].map((title) => ({ cells: { Project: [`rec${title}`.padEnd(17, 'A')] } })),
  );
  expect(toast).toHaveBeenCalledWith({
    title: 'Some of it was not pasted',
    description: '“Project” takes one record: “P2” and “P5” were left out.',
  });
});

describe('a paste of titles that no linked record has', () => {
  const PROJECTS = 'tblBBBBBBBBBBBBBB';
  const title = field('fldTitle', 'singleLineText');
  const projects = { ...table, id: PROJECTS, primaryFieldId: title.id, fields: [title] };
  const rowsOf = (of: Field, ...values: string[]) => ({
    newRows: values.map((value) => ({ cells: [{ column: column(of), value: text(value) }] })),
  });

  /** A paste by somebody who may make projects, of which there is one; what is made is counted by its title. */
  function startMaking(
    link = project,
    { mayEdit = true, others = [] as Field[], beside = [] as Field[] } = {},
  ) {
    const session = unopenedSession();
    const creates = vi.spyOn(session, 'createRecords');
    const { target, toast } = start(undefined, (_, titles) =>
      Promise.resolve(
        new Map(
          titles.flatMap((one) => (one === 'Old' ? [[one, { id: 'recOldAAAAAAAAAAA', title: one }]] : [])),
        ),
      ),
    );
    const records = new RecordActions(session);
    target.table = { ...table, fields: [name, link, ...beside] };
    const tables = [target.table, { ...projects, fields: [title, ...others] }];
    const base = { tables } as unknown as BaseSchema;
    const made = (tableId: string) =>
      creates.mock.calls.flatMap(([of, all]) => (of === tableId ? all.map(({ cells }) => cells) : []));
    return {
      session,
      toast,
      made,
      titles: () => made(PROJECTS).map((cells) => cells[title.id]),
      paste: (change: Partial<Paste>) =>
        pasteCells(pasteOf(change), {
          ...target,
          records,
          offerLinked: (tableId) => newLinked(tableId, { base, reader: target.reader, session, mayEdit }),
        }),
      undo: () => records.undo(),
    };
  }

  it('makes each once and links to it, by one act', async () => {
    const { paste, titles, made, session, undo, toast } = startMaking();
    expect(await paste(rowsOf(project, 'New', 'Old', 'New, Newer'))).toBe(3);
    expect(titles()).toEqual(['New', 'Newer']);
    const links = made(table.id).map((cells) => cells[project.id] as string[]);
    expect(links).toEqual([[links[2]?.[0]], ['recOldAAAAAAAAAAA'], [links[0]?.[0], expect.any(String)]]);
    expect(toast).not.toHaveBeenCalled();
    undo();
    expect([session.canUndo, session.pendingCount]).toEqual([false, 0]);
  });

  it('makes none that another paste has just made', async () => {
    const { paste, titles } = startMaking();
    await paste(rowsOf(project, 'New'));
    await paste(rowsOf(project, 'New', 'Newer'));
    expect(titles()).toEqual(['New', 'Newer']);
  });

  it('makes none for a row that makes no record', async () => {
    const required = { ...amount, rules: { required: true } } as Field;
    const { paste, made, titles } = startMaking(project, { beside: [required] });
    expect(await paste(rowsOf(project, 'New'))).toBe(0);
    expect([made(table.id), titles()]).toEqual([[], []]);
  });

  it.each([
    ['there are more than 100', rowsOf(project, ...Array.from({ length: 101 }, (_, at) => `N${at}`)), {}],
    ['its maker may not', rowsOf(project, 'New'), { mayEdit: false }],
    [
      'a title is not all that they need',
      rowsOf(project, 'New'),
      { others: [{ ...amount, rules: { required: true } } as Field] },
    ],
  ])('makes none where %s, and says that none has them', async (_, change, may) => {
    const { paste, titles, toast } = startMaking(project, may);
    await paste(change);
    expect(titles()).toEqual([]);
    expect(toast).toHaveBeenCalledWith({
      title: 'Nothing was pasted',
      description: expect.stringContaining('“Project”: no record has the title “N') as string,
    });
  });

  it('makes one where the field takes one: of the whole text, unless a part of it is there', async () => {
    const one = { ...project, options: { ...project.options, prefersSingleRecordLink: true } } as Field;
    const { paste, titles, made } = startMaking(one);
    await paste(rowsOf(one, 'Smith, Inc.', 'New, Old'));
    expect(titles()).toEqual(['Smith, Inc.']);
    expect(made(table.id)[1]).toEqual({ Project: ['recOldAAAAAAAAAAA'] });
  });

  it('makes none that has its title by the same paste', async () => {
    const parent = { ...project, options: { linkedTableId: table.id } } as Field;
    const { paste, made } = startMaking(parent);
    const cells = [
      { column: column(name), value: text('A') },
      { column: column(parent), value: text('A, B') },
    ];
    await paste({ newRows: [{ cells }] });
    expect(made(table.id).map((one) => one[name.id])).toEqual(['B', 'A']);
  });
});
