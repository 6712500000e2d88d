import type { RowCell } from '@pyairtable/contracts';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';

/**
 * Writes what was picked and is known only once the server has answered, the list closed or the record left by then:
 * `valueOf` what the cell holds at that moment, which it `joins` or whose place it takes, and what was found.
 */
export async function writeLate<T>(
  { late, write }: Pick<RecordInputProps, 'late' | 'write'>,
  coming: Promise<T | null>,
  joins: boolean,
  valueOf: (now: RowCell | undefined, found: T) => unknown,
): Promise<void> {
  const act = late.begin(joins);
  try {
    const found = await coming;
    if (found === null) return;
    act.do(() => tellUnwritten(write({ type: 'value', value: valueOf(late.now(), found) })));
  } finally {
    act.end();
  }
}
