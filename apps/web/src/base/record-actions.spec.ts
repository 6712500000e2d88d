import type { BaseSession } from '@pyairtable/realtime';
import * as ui from '@pyairtable/ui';
import { RecordActions } from './record-actions';

afterEach(() => vi.restoreAllMocks());

it('says no longer that all were deleted when a deletion is stopped halfway, and takes that back', () => {
  const shown = new Map<string, Parameters<typeof ui.showToast>[0]>();
  vi.spyOn(ui, 'showToast').mockImplementation((toast) => {
    shown.set(toast.title, toast);
    return toast.title;
  });
  vi.spyOn(ui, 'dismissToast').mockImplementation((id) => void shown.delete(id));
  const undo = vi.fn(() => true);
  const records = new RecordActions({
    deleteRecords: () => undefined,
    undoTables: [],
    undo,
  } as unknown as BaseSession);
  records.delete('tbl', ['recA', 'recB']);
  expect([...shown.keys()]).toEqual(['2 records deleted']);
  records.stopped();
  expect([...shown.keys()]).toEqual(['Stopped, the rest is as it was']);
  shown.get('Stopped, the rest is as it was')?.undo?.();
  expect([undo.mock.calls.length, shown.size]).toEqual([1, 0]);
  records.stopped();
  expect([...shown.values()]).toEqual([{ title: 'Stopped, the rest is as it was' }]);
});
