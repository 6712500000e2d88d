import type { View } from '@pyairtable/contracts';
import type { TableRows } from '@pyairtable/realtime';
import { act, renderHook } from '@testing-library/react';
import { usePlaceNotes } from './use-place-notes';

const SORTED = { id: 'viwOne', sort: [{ fieldId: 'fldRank', direction: 'asc' }] } as unknown as View;
const MOVES = 'This record moves once you leave it: the order has another place for it.';
/** More than any pause before a reading. */
const SOON_MS = 2_000;
/** Of a view that nobody has changed. */
const IDS = Array.from({ length: 2_000 }, (_, at) => `rec${String(at)}`);

/** The ids with one of them put before another, or taken out. */
function placed(id: string, before: string | null, ids: readonly string[] = IDS): string[] {
  const others = ids.filter((one) => one !== id);
  return before === null ? others : others.toSpliced(others.indexOf(before), 0, id);
}

/** A view that shows IDS and answers readings with `view.has`, or fails where that is null. */
function shownView(has: readonly string[] | null = IDS) {
  const view = { has, readings: 0, answers: Promise.resolve() };
  const rows: Pick<TableRows, 'indexOf' | 'rowAt' | 'chosenIds' | 'rowCount'> = {
    rowCount: IDS.length,
    indexOf: (id) => (IDS.includes(id) ? IDS.indexOf(id) : undefined),
    rowAt: (at) => (IDS[at] === undefined ? undefined : { id: IDS[at], n: at, createdTime: '', cells: {} }),
    async chosenIds(start, end) {
      const { has: read, answers } = view;
      view.readings += 1;
      await answers;
      if (!read) throw new Error('The server could not be reached.');
      return read.slice(start, end);
    },
  };
  return Object.assign(view, { rows: rows as TableRows });
}

function start(first: { held: string[]; rows: TableRows }) {
  const notes: string[][] = [];
  let held: ReadonlySet<string> = new Set(first.held);
  const { result, rerender } = renderHook(
    (shown: { held: ReadonlySet<string>; rows: TableRows; version: number }) => {
      const told = usePlaceNotes(shown.held, SORTED, shown.rows, shown.version);
      notes.push([...told.keys()]);
      return told;
    },
    { initialProps: { held, rows: first.rows, version: 0 } },
  );
  return {
    told: () => [...result.current],
    /** The records that were told of with each rendering since. */
    renderings: () => notes.splice(0),
    /** Those that are held are the same set unless named. */
    show(next: { held?: string[]; rows?: TableRows; version?: number }) {
      if (next.held) held = new Set(next.held);
      rerender({ held, rows: next.rows ?? first.rows, version: next.version ?? 0 });
    },
    wait: (ms = SOON_MS) => act(() => vi.advanceTimersByTimeAsync(ms)),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells of a held record that has another place by now, and not of one that has not', async () => {
  const { rows } = shownView(placed('rec5', 'rec900'));
  const { told, wait } = start({ held: ['rec5', 'rec7'], rows });
  await wait();
  expect(told()).toEqual([['rec5', MOVES]]);
});

it('tells nothing any more of what was left, nor again when that is held anew, before it was read', async () => {
  const { rows } = shownView(placed('rec5', 'rec900'));
  const { told, renderings, show, wait } = start({ held: ['rec5'], rows });
  await wait();
  renderings();
  show({ held: [] });
  show({ held: ['rec7'] });
  show({ held: ['rec5', 'rec7'] });
  expect([told(), renderings().flat()]).toEqual([[], []]);
  await wait();
  expect(told()).toEqual([['rec5', MOVES]]);
});

it('tells nothing in other rows that was read in these', async () => {
  const { told, show, wait } = start({ held: ['rec5'], rows: shownView(placed('rec5', 'rec900')).rows });
  await wait();
  show({ rows: shownView().rows });
  expect(told()).toEqual([]);
});

it('tells of those that are left beside it, and of none once the person has written, before it was read', async () => {
  const { rows } = shownView(placed('rec5', 'rec900'));
  const { told, show, wait } = start({ held: ['rec5', 'rec7'], rows });
  await wait();
  show({ held: ['rec5'] });
  expect(told()).toHaveLength(1);
  show({ held: ['rec5'] });
  expect(told()).toEqual([]);
  await wait();
  expect(told()).toHaveLength(1);
});

it('tells nothing where places cannot be read', async () => {
  const view = shownView(placed('rec5', 'rec900'));
  const { told, show, wait } = start({ held: ['rec5'], rows: view.rows });
  await wait();
  view.has = null;
  show({ version: 1 });
  await wait();
  expect(told()).toEqual([]);
  view.has = placed('rec5', null);
  show({ version: 2 });
  await wait();
  expect(told()).toHaveLength(1);
});

it('tells nothing of records that are held too far apart to be read', async () => {
  const view = shownView(placed('rec5', 'rec900'));
  const { told, wait } = start({ held: ['rec5', 'rec1900'], rows: view.rows });
  await wait();
  expect([told(), view.readings]).toEqual([[], 0]);
});

it.each([3, 60, 400])('tells nothing of a record above which others have added %i', async (count) => {
  const added = Array.from({ length: count }, (_, at) => `recNew${String(at)}`);
  const { rows } = shownView([...added, ...IDS]);
  const { told, wait } = start({ held: ['rec700'], rows });
  await wait();
  expect(told()).toEqual([]);
});

it('tells of a record though others add many above it, in two readings at most', async () => {
  const added = Array.from({ length: 400 }, (_, at) => `recNew${String(at)}`);
  const view = shownView([...added, ...placed('rec700', 'rec1900')]);
  const { told, wait } = start({ held: ['rec700'], rows: view.rows });
  await wait();
  expect([told(), view.readings]).toEqual([[['rec700', MOVES]], 2]);
});

it('tells nothing of a record that is too far away from where it was shown to be found', async () => {
  const added = Array.from({ length: 5_000 }, (_, at) => `recNew${String(at)}`);
  const view = shownView([...added, ...IDS]);
  const { told, wait } = start({ held: ['rec700'], rows: view.rows });
  await wait();
  expect([told(), view.readings]).toEqual([[], 2]);
});

it('tells of it while others write without a pause, and reads seldom', async () => {
  const view = shownView(placed('rec5', 'rec900'));
  const { told, show, wait } = start({ held: ['rec5'], rows: view.rows });
  for (let version = 1; version <= 100; version += 1) {
    await wait(100);
    show({ version });
    if (version === 10) expect(told()).toHaveLength(1);
  }
  expect(view.readings).toBeLessThan(12);
  view.has = IDS;
  await wait();
  expect(told()).toEqual([]);
});

it('takes no reading for true during which the person has changed what is held', async () => {
  const view = shownView(placed('rec5', 'rec900'));
  let answer: () => void = () => undefined;
  view.answers = new Promise((resolve) => (answer = resolve));
  const { renderings, show, wait } = start({ held: ['rec5'], rows: view.rows });
  await wait();
  view.has = IDS;
  show({ held: ['rec5'] });
  answer();
  await wait();
  expect([view.readings, renderings().flat()]).toEqual([2, []]);
});

it('reads nothing in a view that neither orders nor filters', async () => {
  const view = shownView();
  renderHook(() => usePlaceNotes(new Set(IDS.slice(0, 1)), { id: 'viwAll' } as View, view.rows, 0));
  await act(() => vi.advanceTimersByTimeAsync(SOON_MS));
  expect(view.readings).toBe(0);
});
