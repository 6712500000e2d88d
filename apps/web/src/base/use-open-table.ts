'use client';
import type { Table } from '@pyairtable/contracts';
import { useState } from 'react';

/**
 * The table that the address names, or else the one that was shown, or the first. A table that goes while it is open
 * leaves its place empty, as `deleted`: in another one, keys meant for it would do harm.
 */
export function useOpenTable(
  tables: readonly Table[],
  addressed: string | undefined,
): { table: Table | undefined; deleted: Table | undefined } {
  const [shown, setShown] = useState<Table | undefined>();
  const isKnown = addressed === shown?.id || tables.some(({ id }) => id === addressed);
  const wanted = addressed !== undefined && isKnown ? addressed : shown?.id;
  const found = tables.find(({ id }) => id === wanted);
  const deleted = !found && shown?.id === wanted ? shown : undefined;
  const table = found ?? (deleted ? undefined : tables[0]);
  if (table && table !== shown) setShown(table);
  return { table, deleted };
}
