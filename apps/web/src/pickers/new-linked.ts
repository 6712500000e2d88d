import { newId } from '@pyairtable/kernel';
import type { BaseSession } from '@pyairtable/realtime';
import { fieldType } from '@pyairtable/field-types';
import { showToast } from '@pyairtable/ui';
import { type BaseContext, useBase } from '@/base/base-context';
import { editedCell } from '@/cells/edit-value';
import type { OfferedLink } from '@/cells/offered-link';
import { fieldsToFill } from '@/record/fields-to-fill';

/** By then searches find a record that was made of what was offered. */
const KNOWN_MS = 60_000;

interface Offered {
  record: OfferedLink;
  at: number;
}

const OFFERED = new WeakMap<BaseSession, Map<string, Offered>>();

/** What this page has just offered to make, by table and title: it is not made twice because a search does not find it yet. */
function offeredIn(session: BaseSession): Map<string, Offered> {
  const known = OFFERED.get(session);
  if (known) return known;
  const offered = new Map<string, Offered>();
  OFFERED.set(session, offered);
  // It may have been taken back or refused, or the base brought back to before it: its id is used up.
  session.subscribe(({ type }) => {
    if (type === 'step' || type === 'rejected' || type === 'reload') offered.clear();
  });
  return offered;
}

/** A record to make with a title alone; or why the title does not fit. */
export type NewLinked = { ok: true; record: OfferedLink } | { ok: false; message: string };

/**
 * Answers records of a table with a title alone that are still to be made, with the cells that come to link to them, or those
 * that were just offered so. Absent for whoever may not, and where a title is no text or is not all that a record needs.
 */
export function newLinked(
  tableId: string,
  { base, reader, session, mayEdit }: Pick<BaseContext, 'base' | 'reader' | 'session' | 'mayEdit'>,
): ((title: string) => NewLinked) | undefined {
  const table = base.tables.find(({ id }) => id === tableId);
  const primary = table?.fields.find(({ id }) => id === table.primaryFieldId);
  if (!mayEdit || !table || !primary || fieldType(primary.type).family !== 'text') return undefined;
  if (fieldsToFill(table.fields, reader).some(({ id }) => id !== primary.id)) return undefined;
  return (title) => {
    const read = editedCell({ type: 'text', text: title }, primary, undefined, reader);
    if (!read.ok) return read;
    if (typeof read.cell !== 'string') return { ok: false, message: 'A record needs a title.' };
    const offered = offeredIn(session);
    const key = `${tableId} ${read.cell}`;
    const known = offered.get(key);
    if (known && Date.now() - known.at < KNOWN_MS && !session.isGone(known.record.id))
      return { ok: true, record: known.record };
    const id = newId('record');
    const record = { id, title: read.cell, toMake: { tableId, id, cells: { [primary.id]: read.cell } } };
    offered.set(key, { record, at: Date.now() });
    return { ok: true, record };
  };
}

/** For who adds one by one: null where the title does not fit, which is said. */
export function useNewLinked(tableId: string): ((title: string) => OfferedLink | null) | undefined {
  const offer = newLinked(tableId, useBase());
  if (!offer) return undefined;
  return (title) => {
    const made = offer(title);
    if (!made.ok) showToast({ title: `“${title}” was not added`, description: made.message });
    return made.ok ? made.record : null;
  };
}
