'use client';
import { Avatar } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { PersonPicker } from '@/pickers/person-picker';
import { PickerBox } from './picker-box';
import type { RecordInputProps } from './record-input';

/** One person of the base. */
export function PersonInput({ field, cell, readOnly, write }: RecordInputProps) {
  const { reader } = useBase();
  const chosen = typeof cell === 'string' ? cell : null;
  const name = chosen === null ? null : (reader.users.get(chosen)?.name ?? 'Former collaborator');
  return (
    <PickerBox
      label={field.name}
      labelId={`label-${field.id}`}
      readOnly={readOnly}
      empty="Pick a person"
      shown={
        chosen === null || name === null ? null : (
          <span className="flex items-center gap-2">
            <Avatar userId={chosen} name={name} size="small" decorative />
            {name}
          </span>
        )
      }
      picker={(close) => (
        <PersonPicker
          label={field.name}
          chosen={chosen}
          onPick={(id) => {
            write({ type: 'value', value: id === chosen ? null : id });
            close();
          }}
          onLeave={close}
        />
      )}
    />
  );
}
