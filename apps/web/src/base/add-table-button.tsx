'use client';
import { Button, classNames, FieldIcon, IconButton } from '@pyairtable/ui';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { NameDialog } from '@/shell/name-dialog';
import { useBase } from './base-context';
import { ONLY_NAMES, USUAL_FIELDS } from './usual-fields';

const STARTS = [
  { label: 'Usual fields', fields: USUAL_FIELDS },
  { label: 'A name only', fields: ONLY_NAMES },
] as const;

/** Makes a table and opens it. */
export function AddTableButton({
  onTable,
  labelled = false,
}: {
  onTable: (tableId: string) => void;
  labelled?: boolean;
}) {
  const { base, actions } = useBase();
  const [naming, setNaming] = useState(false);
  const [start, setStart] = useState<(typeof STARTS)[number]>(STARTS[0]);
  const icon = <Plus size={16} strokeWidth={1.5} aria-hidden="true" />;
  return (
    <>
      {labelled ? (
        <Button look="primary" icon={icon} onClick={() => setNaming(true)}>
          Add a table
        </Button>
      ) : (
        <IconButton label="Add a table" size="small" className="ms-1" onClick={() => setNaming(true)}>
          {icon}
        </IconButton>
      )}
      <NameDialog
        open={naming}
        onClose={() => setNaming(false)}
        title="New table"
        action="Create table"
        initial={`Table ${String(base.tables.length + 1)}`}
        onName={async (name, form) => onTable((await actions.createTable(name, start.fields, form)).id)}
      >
        <Starts chosen={start} onChoose={setStart} />
      </NameDialog>
    </>
  );
}

/** What the new table begins with. */
function Starts({
  chosen,
  onChoose,
}: {
  chosen: (typeof STARTS)[number];
  onChoose: (start: (typeof STARTS)[number]) => void;
}) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-n12">Begin with</legend>
      <div className="flex flex-col gap-2">
        {STARTS.map((start) => (
          <label
            key={start.label}
            className={classNames(
              'flex items-start gap-2.5 rounded-md border p-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
              start === chosen ? 'border-accent bg-accent-soft' : 'border-n6 hover:bg-n3',
            )}
          >
            <input
              type="radio"
              name={name}
              checked={start === chosen}
              onChange={() => onChoose(start)}
              className="mt-0.5 size-4 shrink-0 accent-(--accent) outline-none"
            />
            <span className="min-w-0">
              <span className="block font-medium text-n12">{start.label}</span>
              <span className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs text-n11">
                {start.fields.map((field) => (
                  <span key={field.name} className="flex items-center gap-1">
                    <FieldIcon type={field.type} size={14} />
                    {field.name}
                  </span>
                ))}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
