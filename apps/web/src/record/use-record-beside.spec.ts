import type { TableRows } from '@pyairtable/realtime';
import { renderHook } from '@testing-library/react';
import { useRecordBeside } from './use-record-beside';

/** Six rows, of which the first three are loaded. */
const IDS = ['rec0', 'rec1', 'rec2', 'rec3', 'rec4', 'rec5'];
const rows = {
  indexOf: (id: string) => (IDS.indexOf(id) < 3 ? IDS.indexOf(id) : undefined),
  rowAt: (row: number) => (row < 3 ? { id: IDS[row] } : undefined),
  chosenIds: (start: number, end: number) => Promise.resolve(IDS.slice(start, end)),
} as unknown as TableRows;
const group = (key: string, start: number) => ({ key, level: 0, start, count: 2 });
const groups = [group('a', 0), group('b', 2), group('c', 4)];

function stepping(recordId: string, ...folded: string[]) {
  const went = vi.fn();
  const collapsed = { keys: new Set(folded), set: () => undefined };
  const { result, rerender } = renderHook(
    ({ id }) => useRecordBeside({ rows, count: IDS.length }, { groups, collapsed }, id, went),
    { initialProps: { id: recordId } },
  );
  return { result, rerender, went };
}

describe('the records beside an open one', () => {
  it('are those of shown rows', () => {
    const { result, went } = stepping('rec0');
    expect([result.current.hasPrevious, result.current.hasNext]).toEqual([false, true]);
    void result.current.step(1);
    expect(went).toHaveBeenCalledWith('rec1', 1);
    expect(stepping('rec1', 'b', 'c').result.current.hasNext).toBe(false);
  });

  it('are read where they are not loaded', async () => {
    const { result, went } = stepping('rec1', 'b');
    await result.current.step(1);
    expect(went).toHaveBeenCalledWith('rec4', 4);
  });

  it('are not gone to when another is opened meanwhile', async () => {
    const { result, rerender, went } = stepping('rec1', 'b');
    const stepped = result.current.step(1);
    rerender({ id: 'rec0' });
    await stepped;
    expect(went).not.toHaveBeenCalled();
  });
});
