'use client';
import type { Table, View } from '@pyairtable/contracts';
import type { DataGridHandle } from '@pyairtable/grid';
import { IconButton, TextInput } from '@pyairtable/ui';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useBase } from '@/base/base-context';
import { shownFields } from '@/views/shown-fields';
import type { OpenRows } from '@/base/use-table-rows';
import { Finder, type Finding } from './finder';
import { readMatches } from './read-matches';

const count = (of: number) => of.toLocaleString('en');

function wordsFor({ state, cells, whole, at }: Finding): string {
  if (state === 'nothing') return '';
  if (state === 'failed') return 'Not searched';
  if (state === 'searching') return cells.length > 0 ? '' : 'Searching…';
  if (cells.length === 0) return 'No matches';
  const all = `${count(cells.length)}${whole ? '' : '+'}`;
  return at < 0 ? `${all} found` : `${count(at + 1)} of ${all}`;
}

/** Finds a text in what the view shows, and puts the grid's cursor on the cells that show it. */
export function FindBar({
  table,
  view,
  open,
  grid,
  input,
  unfold,
  onClose,
}: {
  table: Table;
  view: View | undefined;
  open: OpenRows;
  grid: RefObject<DataGridHandle | null>;
  input: RefObject<HTMLInputElement | null>;
  /** Shows the row where a collapsed group hides it. */
  unfold: (row: number) => void;
  onClose: () => void;
}) {
  const { base, session, reader } = useBase();
  const [text, setText] = useState('');
  const viewId = view?.id;
  // A reader is made anew with each change of the base; what is found depends on these alone.
  const { timeZone, locale } = reader;
  const finder = useMemo(() => {
    const searched = { baseId: base.id, tableId: table.id, viewId, reader: { timeZone, locale } };
    return new Finder((sought, after, signal) => readMatches(searched, sought, after, signal));
  }, [base.id, table.id, viewId, timeZone, locale]);
  const finding = useSyncExternalStore(finder.subscribe, finder.snapshot, finder.snapshot);
  const find = (sought: string) => {
    setText(sought);
    finder.find(sought, grid.current?.selection().active?.row ?? 0);
  };
  useEffect(
    () =>
      finder.onShow(({ index, recordId, fieldId }) => {
        const row = open.rows.indexOf(recordId) ?? index;
        const column = shownFields(table, view).findIndex(({ id }) => id === fieldId);
        if (column < 0) return;
        unfold(row);
        grid.current?.select({ row, column });
        grid.current?.scrollTo(row, fieldId);
      }),
    [finder, open.rows, table, view, grid, unfold],
  );
  // Another view is searched for the same; the cursor stays where it is.
  const typed = useRef(text);
  useEffect(() => {
    typed.current = text;
  }, [text]);
  useEffect(() => {
    finder.find(typed.current, null);
    return () => finder.close();
  }, [finder]);
  // A view that shows other fields or rows, and what anybody writes in the base: cells show what links lead to as well.
  useEffect(() => finder.changed(), [finder, table, view]);
  useEffect(
    () =>
      session.subscribe((event) => {
        if (event.type === 'records' || event.type === 'reload') finder.changed();
      }),
    [session, finder],
  );

  const words = wordsFor(finding);
  const none = finding.cells.length === 0;
  return (
    <div
      role="search"
      aria-label="Find in view"
      data-region=""
      className="flex h-10 shrink-0 items-center gap-1 border-b border-n6 px-2"
      onBlur={({ currentTarget, relatedTarget }) => {
        // Whoever looks at another window comes back to where they were.
        const isGone = relatedTarget !== null || currentTarget.ownerDocument.hasFocus();
        if (isGone && !currentTarget.contains(relatedTarget)) finder.leave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <TextInput
        ref={input}
        label="Find in view"
        hideLabel
        placeholder="Find in view"
        autoComplete="off"
        enterKeyHint="search"
        maxLength={1_000}
        leading={<Search size={16} strokeWidth={1.5} aria-hidden="true" />}
        className="flex-1 sm:max-w-[320px]"
        value={text}
        onChange={(event) => find(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (event.shiftKey) finder.previous();
          else void finder.next();
        }}
      />
      <span
        role="status"
        className={`min-w-[72px] px-1 text-xs tabular-nums ${finding.state === 'failed' ? 'text-red-text' : 'text-n11'}`}
      >
        {words}
      </span>
      <IconButton
        label="Previous match"
        shortcut="Shift Enter"
        disabled={none}
        onClick={() => finder.previous()}
      >
        <ChevronUp size={16} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      <IconButton label="Next match" shortcut="Enter" disabled={none} onClick={() => void finder.next()}>
        <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      <IconButton label="Close find" shortcut="Esc" className="ms-auto" onClick={onClose}>
        <X size={16} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
