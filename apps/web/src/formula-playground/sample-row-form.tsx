'use client';
import { isFailure } from '@pyairtable/formula';
import { Button, Checkbox, IconButton, Select, TextInput } from '@pyairtable/ui';
import { Plus, X } from 'lucide-react';
import { useFocusAdded } from '@/shell/use-focus-added';
import { type SampleField, sampleId, type SampleKind, sampleValue } from './sample-row';

const KINDS: { value: SampleKind; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'date', label: 'Date' },
  { value: 'checkbox', label: 'Checkbox' },
  { value: 'list', label: 'List' },
];
const MOST_FIELDS = 20;

/** The fields and cells that the formula reads, all of them editable. */
export function SampleRowForm({
  fields,
  onChange,
}: {
  fields: readonly SampleField[];
  onChange: (fields: readonly SampleField[]) => void;
}) {
  const change = (id: string, changed: Partial<SampleField>) =>
    onChange(fields.map((field) => (field.id === id ? { ...field, ...changed } : field)));
  const { part, added } = useFocusAdded();
  const add = () => {
    const index = 1 + Math.max(0, ...fields.map(({ id }) => Number(id.slice(3))));
    onChange([...fields, { id: sampleId(index), name: `Field ${index}`, kind: 'text', text: '' }]);
    added();
  };
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {fields.map((field) => {
          const value = sampleValue(field);
          return (
            <li
              key={field.id}
              ref={part}
              className="grid grid-cols-[minmax(0,4fr)_120px_minmax(0,5fr)_auto] items-start gap-2 max-sm:gap-1"
            >
              <TextInput
                label="Name of the field"
                hideLabel
                value={field.name}
                onChange={(event) => change(field.id, { name: event.target.value })}
              />
              <Select
                label={`Kind of ${field.name}`}
                hideLabel
                value={field.kind}
                options={KINDS}
                onChange={(kind) => change(field.id, { kind, text: '' })}
              />
              {field.kind === 'checkbox' ? (
                <div className="flex h-8 items-center">
                  <Checkbox
                    checked={field.text !== ''}
                    onChange={(checked) => change(field.id, { text: checked ? 'x' : '' })}
                  >
                    <span className="sr-only">Value of {field.name}</span>
                  </Checkbox>
                </div>
              ) : (
                <TextInput
                  label={`Value of ${field.name}`}
                  hideLabel
                  value={field.text}
                  placeholder={
                    field.kind === 'date' ? 'YYYY-MM-DD' : field.kind === 'list' ? 'one, two' : 'blank'
                  }
                  error={isFailure(value) ? value.reason : null}
                  onChange={(event) => change(field.id, { text: event.target.value })}
                />
              )}
              <IconButton
                label={`Remove ${field.name}`}
                onClick={() => onChange(fields.filter(({ id }) => id !== field.id))}
              >
                <X size={16} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <div>
        <Button
          icon={<Plus size={16} strokeWidth={1.5} aria-hidden="true" />}
          disabled={fields.length >= MOST_FIELDS}
          onClick={add}
        >
          Add a field
        </Button>
      </div>
    </div>
  );
}
