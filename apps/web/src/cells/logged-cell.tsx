import type { Field, RawCell } from '@pyairtable/contracts';
import { useBase } from '@/base/base-context';
import { loggedText } from './logged-text';

/** A cell that the log keeps, as text: one that is no more is struck out, and nothing where it was empty. */
export function LoggedCell({
  field,
  cell,
  titles,
  gone = false,
}: {
  field: Field | undefined;
  cell: RawCell;
  titles: Readonly<Record<string, string>>;
  gone?: boolean;
}) {
  const { reader } = useBase();
  const text = loggedText(reader, field, cell, titles);
  if (text === '') return gone ? null : <span className="text-n11">empty</span>;
  return gone ? (
    <del className="line-clamp-4 text-n11">{text}</del>
  ) : (
    <ins className="line-clamp-4 text-n12 no-underline">{text}</ins>
  );
}
