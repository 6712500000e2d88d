'use client';
import {
  isTextList,
  type Field,
  linksOf,
  type RawCell,
  type RowCell,
  type Table,
} from '@pyairtable/contracts';
import type { EditValue } from '@pyairtable/grid';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import { editedCell } from '@/cells/edit-value';
import type { LinkedToMake } from '@/cells/offered-link';
import { noteLostText } from '@/typed-text/lost-text';

type Cells = Readonly<Record<string, RowCell>>;

/**
 * Cells of a record that is not made yet. Those of a field that another person deletes or gives another type, and all
 * when their table goes, are kept to copy.
 */
export function useEnteredCells(table: Table) {
  const { base, reader, actions } = useBase();
  const [cells, setCells] = useState<Cells>({});
  // As of now: a box that goes with its field writes once more, and no rendering follows before the cell is lost.
  const entered = useRef<Cells>({});
  const titles = useRef<Record<string, string>>({});
  const toMake = useRef(new Map<string, LinkedToMake>());
  const put = (next: Cells) => {
    entered.current = next;
    setCells(next);
  };
  const textOf = (field: Field) => cellText(reader, field, entered.current[field.id]);

  const loseAll = useEffectEvent(() => {
    const lines = table.fields.flatMap((field) => {
      const text = textOf(field);
      return text === '' ? [] : [{ field, text: `${field.name}: ${text}` }];
    });
    const [first] = lines;
    if (!first) return;
    const text = lines.map((line) => line.text).join('\n');
    noteLostText({
      baseId: base.id,
      tableId: table.id,
      field: first.field,
      text,
      refusal: 'The record was not added.',
    });
  });
  useEffect(() => () => loseAll(), []);

  const known = useRef(table.fields);
  const loseOfOthers = useEffectEvent((fields: readonly Field[]) => {
    const gone = known.current.filter(({ id, type }) => fields.find((one) => one.id === id)?.type !== type);
    known.current = [...fields];
    for (const field of gone) {
      const text = textOf(field);
      if (text !== '') noteLostText({ baseId: base.id, tableId: table.id, field, text });
    }
    const ids = new Set(gone.map(({ id }) => id));
    if (gone.length > 0)
      put(Object.fromEntries(Object.entries(entered.current).filter(([id]) => !ids.has(id))));
  });
  useEffect(() => loseOfOthers(table.fields), [table.fields]);

  return {
    cells,
    /** All as of now. */
    cellsNow: (): Cells => entered.current,
    /** Of the records that the cells link to, by id. */
    titles: (): Record<string, string> => titles.current,
    /** Records that are to be made, those that the cells link to. */
    linked: (): LinkedToMake[] => {
      const ids = new Set(
        Object.values(entered.current).flatMap((cell) => linksOf(cell).map(({ id }) => id)),
      );
      return [...toMake.current.values()].filter(({ id }) => ids.has(id));
    },
    /** A cell as of now. */
    cellOf: (fieldId: string): RowCell | undefined => entered.current[fieldId],
    /** Writes a value; answers why not, or null when it was taken. */
    write: (field: Field, value: EditValue): string | null => {
      const edited = editedCell(value, actions.fieldOf(table.id, field.id) ?? field, undefined, reader);
      if (!edited.ok) return edited.message;
      Object.assign(titles.current, edited.titles);
      for (const record of edited.linked ?? []) toMake.current.set(record.id, record);
      put(withCell(entered.current, field.id, edited.cell, edited.titles && titles.current));
      return null;
    },
    isEmpty: () => Object.keys(entered.current).length === 0,
    /** The person let them go, or they are in a record. */
    drop: () => {
      entered.current = {};
    },
  };
}

/** The cells with one written, as rows show it: links with their titles. */
function withCell(
  cells: Cells,
  fieldId: string,
  cell: RawCell,
  titles: Readonly<Record<string, string>> | undefined,
): Cells {
  const next = { ...cells };
  if (cell === null || cell === false || cell === '') delete next[fieldId];
  else if (titles && Array.isArray(cell) && isTextList(cell))
    next[fieldId] = cell.map((id) => ({ id, title: titles[id] ?? '' }));
  else next[fieldId] = cell;
  return next;
}
