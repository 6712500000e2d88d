import type { Op } from '@pyairtable/contracts';
import type { OpRejection } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import { copyText } from '@/shell/copy-text';

/** Says that the server refused an op. A text that was written into one cell can be copied: it stands nowhere any more. */
export function tellRefused({ op, error }: { op: Op; error: Pick<OpRejection, 'message'> }): void {
  const text = textOf(op);
  showToast({
    title: 'A change was not saved',
    description: error.message,
    error: true,
    ...(text === null ? {} : { action: { label: 'Copy text', run: () => void copyText(text) } }),
  });
}

function textOf(op: Op): string | null {
  if (op.kind !== 'records.update' || op.records.length !== 1) return null;
  const cells = Object.values(op.records[0]?.cells ?? {});
  return cells.length === 1 && typeof cells[0] === 'string' ? cells[0] : null;
}
