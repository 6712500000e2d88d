'use client';
import type { View } from '@pyairtable/contracts';
import type { TableRows } from '@pyairtable/realtime';
import { useEffect, useRef, useState } from 'react';
import { type Paced, paced } from './paced';
import { type PlacedAnew, placedAnew } from './placed-anew';

type Notes = ReadonlyMap<string, string>;
type ReadableRows = Pick<TableRows, 'indexOf' | 'rowAt' | 'chosenIds'>;

const NO_NOTES: Notes = new Map();

/** Saving a cell, and the next one typed, come first. */
const REST_MS = 200;
/** Others may write without end: it is not read again sooner. */
const PAUSE_MS = 1_000;
/** Records that are held further apart than this are not told of. */
const MAX_ROWS = 1_000;
/** Rows that are read above and below; more where others have moved so many that this does not tell. */
const MARGINS = [50, 500];
/** Of those that are shown so many tell where a record stands. */
const SHOWN_MARGIN = 50;

const MOVES = 'This record moves once you leave it: the order has another place for it.';
const LEAVES = 'This record is filtered out once you leave it.';
const EITHER = 'This record moves or is filtered out once you leave it.';

/** What the last reading said of these records in these rows. */
interface Told {
  rows: ReadableRows | undefined;
  held: ReadonlySet<string>;
  notes: Notes;
}

/** Nothing is told in other rows, of a record that was left, nor once this person has written to one: its place is another then. */
function stillTold(told: Told, rows: ReadableRows | undefined, held: ReadonlySet<string>): Told {
  if (told.rows === rows && told.held === held) return told;
  const isFewer = held.size < told.held.size && [...held].every((id) => told.held.has(id));
  const kept = told.rows === rows && isFewer ? [...told.notes].filter(([id]) => held.has(id)) : [];
  return { rows, held, notes: kept.length === 0 ? NO_NOTES : new Map(kept) };
}

/** What becomes of records that keep their places, in words, for those that the view has elsewhere by now, or not at all. */
export function usePlaceNotes(
  held: ReadonlySet<string>,
  view: View | undefined,
  rows: ReadableRows | undefined,
  /** Grows when places may be others. */
  version: number,
): Notes {
  const [last, setTold] = useState<Told>({ rows, held, notes: NO_NOTES });
  const told = stillTold(last, rows, held);
  if (told !== last) setTold(told);
  const isFiltered = view?.filter !== undefined || view?.filterFormula !== undefined;
  const isOrdered = (view?.sort?.length ?? 0) + (view?.groups?.length ?? 0) > 0;
  const readings = useRef<Paced | null>(null);
  useEffect(() => {
    if (!rows || held.size === 0 || !(isFiltered || isOrdered)) return undefined;
    const read = async (signal: AbortSignal) => {
      // What cannot be read at the moment is looked at again with the next change.
      const placed = await readPlaces(rows, held, signal).catch(() => null);
      if (signal.aborted) return;
      const gone = !isFiltered ? MOVES : isOrdered ? EITHER : LEAVES;
      const notes = [
        ...((isOrdered && placed?.moved) || []).map((id): [string, string] => [id, MOVES]),
        ...(placed?.missing ?? []).map((id): [string, string] => [id, gone]),
      ];
      setTold({ rows, held, notes: notes.length === 0 ? NO_NOTES : new Map(notes) });
    };
    // Anew with what this person writes: what is being read may be of before.
    const own = paced(read, { firstMs: REST_MS, pauseMs: PAUSE_MS });
    readings.current = own;
    own.ask();
    return () => {
      own.end();
      readings.current = null;
    };
  }, [held, rows, isFiltered, isOrdered]);
  useEffect(() => readings.current?.ask(), [version]);
  return told.notes;
}

/** Where the view has the held records; null where that cannot be told of any. */
async function readPlaces(
  rows: ReadableRows,
  held: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<PlacedAnew | null> {
  let placed: PlacedAnew | null = null;
  for (const margin of MARGINS) {
    const around = runAround(rows, held, margin);
    if (!around) return null;
    const ids = await rows.chosenIds(around.start, around.end, signal);
    // As it is shown by now, which others may have changed meanwhile.
    const near = runAround(rows, held, SHOWN_MARGIN);
    if (!near) return null;
    const shown = Array.from({ length: near.end - near.start }, (_, at) => rows.rowAt(near.start + at)?.id);
    const isLast = ids.length < around.end - around.start;
    placed = placedAnew(shown, { ids, isFirst: around.start === 0, isLast }, held);
    if (placed.unknown.length === 0) break;
  }
  return placed;
}

/** The rows from the first to the last held one, and so many around; null where these are too far apart, or not loaded. */
function runAround(
  rows: ReadableRows,
  held: ReadonlySet<string>,
  margin: number,
): { start: number; end: number } | null {
  const places = [...held].flatMap((id) => rows.indexOf(id) ?? []);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  if (places.length === 0 || last - first >= MAX_ROWS) return null;
  return { start: Math.max(0, first - margin), end: last + margin + 1 };
}
