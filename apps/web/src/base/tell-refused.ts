import type { Op } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import type { OpRejection } from '@pyairtable/realtime';
import { showToast } from '@pyairtable/ui';
import { copyText } from '@/shell/copy-text';

/** What cells hold ids of, which nobody wrote. */
const NO_TEXTS = ['choice', 'record', 'user'] as const;

/** What can be copied of those that one notice tells of: each of a large paste would have to be taken away by itself. */
let texts: string[] = [];
/** The next one that is refused is told of by itself. */
export const forgetRefused = (): void => {
  texts = [];
};

/** Says that the server refused an op. What was written with it can be copied: it stands nowhere any more. */
export function tellRefused({ op, error }: { op: Op; error: Pick<OpRejection, 'message'> }): void {
  const text = textOf(op);
  const told = { title: 'A change was not saved', description: error.message, error: true };
  if (text === '') return void showToast(told);
  texts.push(text);
  const whole = texts;
  showToast({
    ...told,
    id: 'not-saved',
    ...(texts.length > 1 ? { title: `${texts.length.toLocaleString('en')} changes were not saved` } : {}),
    action: { label: 'Copy text', run: () => void copyText(whole.join('\n')) },
    onClose: forgetRefused,
  });
}

/** What a person wrote, cell by cell: a line a record. */
function textOf(op: Op): string {
  if (op.kind !== 'records.update' && op.kind !== 'records.create') return '';
  const isWritten = (cell: unknown) =>
    typeof cell === 'number' || (typeof cell === 'string' && !NO_TEXTS.some((kind) => isId(kind, cell)));
  return op.records
    .map(({ cells }) => Object.values(cells).filter(isWritten).join('\t'))
    .filter((line) => line !== '')
    .join('\n');
}
