import type { ViewMatches } from '@pyairtable/contracts';
import { type FoundCell, Finder } from './finder';

const SOON_MS = 1_000;

/** Rows by what their cells show; a page of matches has two rows. */
class Rows {
  asked = 0;
  constructor(public texts: string[][]) {}

  readonly read = async (text: string, after: number | null, signal: AbortSignal): Promise<ViewMatches> => {
    this.asked += 1;
    await Promise.resolve();
    signal.throwIfAborted();
    const all = this.texts.flatMap((cells, index) => {
      const fieldIds = cells.flatMap((cell, at) => (cell.includes(text) ? [`fld${at}`] : []));
      return fieldIds.length === 0 ? [] : [{ index, recordId: `rec ${cells[0]}`, fieldIds }];
    });
    const matches = all.filter(({ index }) => after === null || index > after).slice(0, 2);
    return { seq: 1, schemaVersion: 1, total: all.length, matches };
  };
}

describe('the search of a view', () => {
  let shown: FoundCell[];
  const finderOf = (rows: Rows) => {
    const finder = new Finder(rows.read);
    finder.onShow((cell) => shown.push(cell));
    return finder;
  };
  const settle = () => vi.advanceTimersByTimeAsync(SOON_MS);
  const place = (finder: Finder) => {
    const { at, cells, whole } = finder.snapshot();
    return `${at + 1} of ${cells.length}${whole ? '' : '+'}`;
  };

  beforeEach(() => {
    shown = [];
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('shows the first cell from where one stands, and goes round', async () => {
    const finder = finderOf(new Rows([['ash', 'oak'], ['elm'], ['oak', 'oak']]));
    finder.find('oak', 1);
    await settle();
    expect(place(finder)).toBe('2 of 3');
    expect(shown).toEqual([{ index: 2, recordId: 'rec oak', fieldId: 'fld0' }]);
    await finder.next();
    await finder.next();
    expect(place(finder)).toBe('1 of 3');
    finder.previous();
    expect(place(finder)).toBe('3 of 3');
    expect(shown.map(({ index }) => index)).toEqual([2, 2, 0, 2]);
  });

  it('asks once for what is typed on', async () => {
    const rows = new Rows([['oak']]);
    const finder = finderOf(rows);
    for (const text of ['o', 'oa', 'oak']) finder.find(text, 0);
    await settle();
    expect([rows.asked, place(finder)]).toEqual([1, '1 of 1']);
    finder.find(' ', 0);
    await settle();
    expect([rows.asked, finder.snapshot().state]).toEqual([1, 'nothing']);
  });

  it('reads on where there are more than one answer lists', async () => {
    const finder = finderOf(new Rows([['oak 1'], ['oak 2'], ['oak 3']]));
    finder.find('oak', 0);
    await settle();
    expect(place(finder)).toBe('1 of 2+');
    finder.previous();
    expect(place(finder)).toBe('1 of 2+');
    await finder.next();
    await finder.next();
    expect(place(finder)).toBe('3 of 3+');
    await finder.next();
    expect(place(finder)).toBe('1 of 3');
  });

  it('stays at its cell when others write, whatever is found beside it, and shows nothing anew', async () => {
    const rows = new Rows([['oak 1'], ['oak 2']]);
    const finder = finderOf(rows);
    finder.find('oak', 1);
    await settle();
    rows.texts = [['oak 0'], ['oak 1'], ['oak 2'], ['oak 3']];
    for (let writes = 0; writes < 5; writes++) finder.changed();
    await settle();
    expect(place(finder)).toBe('3 of 4');
    expect([rows.asked, shown.length]).toEqual([3, 1]);
    rows.texts = [['oak 1'], ['elm']];
    finder.changed();
    await settle();
    expect(place(finder)).toBe('1 of 1');
  });

  it('shows nothing that nobody asked for where the same is sought elsewhere, and then the first', async () => {
    const finder = finderOf(new Rows([['oak 1'], ['oak 2']]));
    finder.find('oak', null);
    await settle();
    finder.changed();
    await settle();
    expect([place(finder), shown]).toEqual(['0 of 2', []]);
    await finder.next();
    expect([place(finder), shown.length]).toEqual(['1 of 2', 1]);
  });

  it('shows the first cell of what is typed to whoever does not wait for it, and none of the text before', async () => {
    const rows = new Rows([['oa'], ['oak 1'], ['oar'], ['oak 2']]);
    const finder = finderOf(rows);
    finder.find('oa', 0);
    await settle();
    shown = [];
    finder.find('oak', 0);
    await finder.next();
    expect([place(finder), shown.map(({ recordId }) => recordId)]).toEqual(['1 of 2', ['rec oak 1']]);
    finder.find('oar', 0);
    finder.previous();
    await settle();
    expect([place(finder), rows.asked, shown.at(-1)?.recordId]).toEqual(['1 of 1', 3, 'rec oar']);
  });

  it('takes no answer to a text that is not sought any more', async () => {
    const rows = new Rows([['oa'], ['oak 1'], ['oar'], ['oak 2']]);
    const late: (() => void)[] = [];
    let isSlow = false;
    const finder = new Finder(async (text, after, signal) => {
      const answer = await rows.read(text, after, signal);
      if (isSlow) await new Promise<void>((resolve) => late.push(resolve));
      return answer;
    });
    finder.find('oa', 1);
    await settle();
    isSlow = true;
    const more = finder.next();
    await settle();
    isSlow = false;
    finder.find('oak', 0);
    await settle();
    for (const resolve of late) resolve();
    await more;
    expect([late.length, finder.snapshot().text, place(finder)]).toEqual([1, 'oak', '1 of 2']);
  });

  it('says when it failed', async () => {
    const finder = new Finder(() => Promise.reject(new Error('gone')));
    finder.find('oak', 0);
    await settle();
    expect(finder.snapshot().state).toBe('failed');
  });
});
