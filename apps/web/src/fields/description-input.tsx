import { Button, classNames, INPUT_BOX } from '@pyairtable/ui';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';

const MAX_LENGTH = 20_000;

/** What a field is for, shown on its header; a button until somebody has something to say. */
export function DescriptionInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [isOpen, setOpen] = useState(value !== '');
  const [isNew] = useState(!isOpen);
  const id = useId();
  if (!isOpen)
    return (
      <Button
        look="quiet"
        size="small"
        className="-ms-1 self-start"
        icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        Add description
      </Button>
    );
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-n12">
        Description
      </label>
      <textarea
        id={id}
        autoFocus={isNew}
        rows={2}
        maxLength={MAX_LENGTH}
        value={value}
        placeholder="What this field is for"
        onChange={(event) => onChange(event.target.value)}
        className={classNames(
          INPUT_BOX,
          'field-sizing-content max-h-[160px] min-h-[52px] resize-none px-2.5 py-1.5',
        )}
      />
    </div>
  );
}
