'use client';
import { type RawCell, rawCellOf, type Table } from '@pyairtable/contracts';
import { Button, Dialog, FieldIcon } from '@pyairtable/ui';
import { useEffect, useEffectEvent, useId, useRef, useState, type FormEvent } from 'react';
import { useBase } from '@/base/base-context';
import { isComputed } from '@/cells/cell-context';
import type { LinkedToMake } from '@/cells/offered-link';
import { DiscardDialog } from '@/shell/discard-dialog';
import { commitTyped, keepTyped, useKeepForm } from '@/typed-text/keep-typed';
import { fieldsToFill } from './fields-to-fill';
import { RECORD_INPUTS } from './record-inputs';
import { RequiredMark } from './required-mark';
import { useEnteredCells } from './use-entered-cells';

export interface NewRecord {
  cells: Record<string, RawCell>;
  /** Titles of the records it links to, by id. */
  titles: Record<string, string>;
  /** And those of them that are made with it. */
  linked?: readonly LinkedToMake[];
}

/** Asks for the cells without which a table takes no record, and for others on wish. */
export function NewRecordDialog({
  table,
  onAdd,
  onClose,
}: {
  table: Table;
  onAdd: (record: NewRecord) => void;
  onClose: () => void;
}) {
  const { reader, mayEdit } = useBase();
  const form = useId();
  const why = useId();
  const { cells, cellsNow, titles, linked, cellOf, isEmpty, write, drop } = useEnteredCells(table);
  const [isWhole, setWhole] = useState(false);
  const close = () => {
    drop();
    onClose();
  };
  // Those that were asked for stay, though another person changes the rules meanwhile.
  const [asked] = useState(() => fieldsToFill(table.fields, reader).map(({ id }) => id));
  const needed = fieldsToFill(table.fields, reader);
  const lacking = needed.filter(({ id }) => cells[id] === undefined);
  const others = table.fields.filter((field) => !isComputed(field) && !asked.includes(field.id));
  const shown = [...table.fields.filter(({ id }) => asked.includes(id)), ...(isWhole ? others : [])];

  /** Picks that are not known yet. */
  const [picks, setPicks] = useState(0);
  const [isAdding, setAdding] = useState(false);
  /** Somebody typed on after the record was asked for. */
  const [isTypedOn, setTypedOn] = useState(false);
  const isRefused = useRef(false);
  const [isAsking, setAsking] = useState(false);
  useKeepForm(() => isEmpty() && picks === 0);
  const beginPick = () => {
    let isOver = false;
    const end = () => {
      if (!isOver) setPicks((count) => count - 1);
      isOver = true;
    };
    setPicks((count) => count + 1);
    return {
      do(work: () => void) {
        work();
        end();
      },
      end() {
        // What came to nothing is not left out unseen.
        if (!isOver) setAdding(false);
        end();
      },
    };
  };
  /** Whether all that is typed is taken, and nothing lacks then. */
  const isComplete = () => {
    isRefused.current = false;
    commitTyped();
    return !isRefused.current && needed.every(({ id }) => cellsNow()[id] !== undefined);
  };
  const add = () => {
    setAdding(false);
    if (!mayEdit || !isComplete()) return;
    const entered = Object.entries(cellsNow());
    const toMake = linked();
    close();
    onAdd({
      cells: Object.fromEntries(entered.map(([id, cell]) => [id, rawCellOf(cell)])),
      titles: titles(),
      ...(toMake.length > 0 ? { linked: toMake } : {}),
    });
  };
  const isHeld = !mayEdit || lacking.length > 0 || isAdding;
  const addNow = useEffectEvent(add);
  useEffect(() => {
    // Behind the effects: a record is drawn as soon as it is there.
    if (isAdding && picks === 0) queueMicrotask(() => addNow());
  }, [isAdding, picks]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTypedOn(false);
    if (picks === 0) add();
    else if (isComplete()) setAdding(true);
  }

  /** Who types on is not done: the record, and with it the box, would go from under their fingers. */
  function typeOn() {
    if (!isAdding) return;
    setAdding(false);
    setTypedOn(true);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return;
        // What is typed and not taken yet counts, too.
        if (keepTyped()) close();
        else setAsking(true);
      }}
      title={`New record in ${table.name}`}
      footer={
        <>
          <p id={why} className="me-auto self-center text-xs text-n11">
            {!mayEdit
              ? 'You may only read this base now. What you typed can still be copied.'
              : isAdding
                ? 'Added as soon as what was picked is known.'
                : lacking.length > 0
                  ? `Fill in ${lacking.map(({ name }) => name).join(', ')}.`
                  : isTypedOn
                    ? 'Add the record when you are done.'
                    : null}
          </p>
          <Button onClick={close}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            disabled={isHeld}
            aria-describedby={isHeld ? why : undefined}
          >
            Add record
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} onInput={typeOn}>
        <dl className="flex flex-col gap-4">
          {shown.map((field) => {
            const Input = RECORD_INPUTS[field.type];
            return (
              <div key={field.id}>
                <dt
                  className="mb-1 flex items-center gap-1.5 text-xs font-medium text-n11"
                  id={`label-${field.id}`}
                  title={field.description}
                >
                  <FieldIcon type={field.type} size={14} />
                  {field.name}
                  {field.rules?.required ? <RequiredMark /> : null}
                </dt>
                <dd>
                  <Input
                    field={field}
                    cell={cells[field.id]}
                    readOnly={false}
                    write={(value) => {
                      const refusal = write(field, value);
                      isRefused.current ||= refusal !== null;
                      return refusal;
                    }}
                    late={{ begin: beginPick, now: () => cellOf(field.id) }}
                  />
                </dd>
              </div>
            );
          })}
        </dl>
        {isWhole || others.length === 0 ? null : (
          <Button look="quiet" size="small" className="mt-4 -ms-1" onClick={() => setWhole(true)}>
            Show all fields
          </Button>
        )}
      </form>
      <DiscardDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Leave without adding the record?"
        onDiscard={close}
      />
    </Dialog>
  );
}
