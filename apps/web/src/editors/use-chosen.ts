'use client';
import { type Field, idsOf, type RowCell } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import type { EditorProps } from '@pyairtable/grid';
import { useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellText } from '@/cells/cell-context';
import { added, carriedOver, cellAfterPick, toggled } from '@/pickers/toggled';
import type { LeaveList, LeavingBy } from '@/pickers/option-list';
import type { Picked } from '@/pickers/use-pick-order';
import { laterValue, type LaterValue } from '@/cells/later-value';
import { MOVE_OF } from './editor-keys';
import { useCommitOnLeave } from './use-commit-on-leave';
import { useDuePicks } from './use-due-picks';

const withPick = (ids: string[], { found, earlier }: Picked<string>) => added(ids, found, earlier);

/** What a list over a cell has picked: one is committed at once, several when the list is left; a second pick takes out. */
export function useChosen(grid: EditorProps, field: Field, cell: RowCell | undefined) {
  const { reader } = useBase();
  const several = fieldType(field.type).several === true;
  const [opened] = useState(cell);
  const [first] = useState(() => idsOf(opened));
  const [chosen, setChosen] = useState(first);
  const touched = several && chosen !== first;
  const due = useDuePicks<string>(
    (made) => setChosen((ids) => withPick(ids, made)),
    (id) => id,
  );
  const withMade = (made: Picked<string>[]): Awaited<LaterValue['later']> => {
    if (made.length === 0 && !touched) return null;
    const picked = made.reduce(withPick, chosen);
    return (now) => {
      const ids = carriedOver(first, picked, idsOf(now), (id) => id);
      return ids.length > 0 ? ids : null;
    };
  };
  const left = () => {
    const late = due.take();
    if (late) return laterValue(late.then(withMade), opened, true);
    return touched ? { type: 'value' as const, value: chosen.length > 0 ? chosen : null } : null;
  };
  const leave = useCommitOnLeave(grid, field, left, () => (touched ? cellText(reader, field, chosen) : null));
  return {
    chosen,
    bounds: leave.bounds,
    /** `by`: the list is left with it. */
    pick(id: string, by?: LeavingBy) {
      const move = by ? MOVE_OF[by] : 'none';
      if (several && by) due.add(Promise.resolve(id), chosen);
      else if (several) setChosen((ids) => toggled(ids, id));
      else leave.commit({ type: 'value', value: cellAfterPick(false, chosen, id) }, move);
    },
    /** Picks a choice that is being made. */
    pickLater(id: Promise<string | null>, by?: LeavingBy) {
      if (several) due.add(id, chosen);
      else
        leave.commit(
          laterValue(
            id.then((made) => (made === null ? null : () => made)),
            opened,
            false,
          ),
          by ? MOVE_OF[by] : 'none',
        );
    },
    onLeave: ((way, press) => {
      // The grid moves on.
      press.preventDefault();
      if (way === 'cancel' && !several) leave.cancel();
      else leave.end(way === 'cancel' ? 'none' : MOVE_OF[way]);
    }) satisfies LeaveList,
  };
}
