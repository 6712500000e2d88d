'use client';
import type { View } from '@pyairtable/contracts';
import type { TableRows } from '@pyairtable/realtime';
import { useEffect, useState } from 'react';
import { placedAnew } from './placed-anew';

const NO_NOTES: ReadonlyMap<string, string> = new Map();

/** Saving a cell, and the next one typed, come first. */
const REST_MS = 200;
/** Records that are held further apart than this are not told of. */
const MAX_ROWS = 1_000;

const MOVES = 'This record moves once you leave it: the order has another place for it.';
const LEAVES = 'This record is filtered out once you leave it.';
const EITHER = 'This record moves or is filtered out once you leave it.';

/** What becomes of records that keep their places, in words, for those that the view has elsewhere by now, or not at all. */
export function usePlaceNotes(
  held: ReadonlySet<string>,
  view: View | undefined,
  rows: TableRows | undefined,
  /** Grows when places may be others. */
  version: number,
): ReadonlyMap<string, string> {
  const [notes, setNotes] = useState(NO_NOTES);
  const isFiltered = view?.filter !== undefined || view?.filterFormula !== undefined;
  const isOrdered = (view?.sort?.length ?? 0) + (view?.groups?.length ?? 0) > 0;
  useEffect(() => {
    if (!rows || held.size === 0) return undefined;
    const given = new AbortController();
    const look = async () => {
      const places = [...held].flatMap((id) => rows.indexOf(id) ?? []);
      const start = Math.max(0, Math.min(...places) - held.size - 1);
      const end = Math.min(rows.rowCount, Math.max(...places) + held.size + 2);
      if (places.length === 0 || end - start > MAX_ROWS) return;
      const read = await rows.chosenIds(start, end, given.signal);
      const shown = Array.from({ length: end - start }, (_, at) => rows.rowAt(start + at)?.id);
      const { moved, missing } = placedAnew(shown, read, held, start === 0);
      const gone = !isFiltered ? MOVES : isOrdered ? EITHER : LEAVES;
      const told = [
        ...(isOrdered ? moved : []).map((id): [string, string] => [id, MOVES]),
        ...missing.map((id): [string, string] => [id, gone]),
      ];
      if (!given.signal.aborted) setNotes(new Map(told));
    };
    // What cannot be read at the moment is looked at again with the next change.
    const timer = setTimeout(() => void look().catch(() => undefined), REST_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [held, rows, version, isFiltered, isOrdered]);
  return held.size === 0 ? NO_NOTES : notes;
}
