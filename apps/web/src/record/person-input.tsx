'use client';
import { idsOf } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { Avatar } from '@pyairtable/ui';
import { useBase } from '@/base/base-context';
import { PersonPicker } from '@/pickers/person-picker';
import { cellAfterPick } from '@/pickers/toggled';
import { PickerBox } from './picker-box';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';

/** One person of the base, or several. */
export function PersonInput({ field, cell, readOnly, write }: RecordInputProps) {
  const { reader } = useBase();
  const several = fieldType(field.type).several === true;
  const chosen = idsOf(cell);
  return (
    <PickerBox
      label={field.name}
      labelId={`label-${field.id}`}
      readOnly={readOnly}
      empty={several ? 'Pick people' : 'Pick a person'}
      shown={
        chosen.length === 0
          ? null
          : chosen.map((id) => {
              const name = reader.users.get(id)?.name ?? 'Former collaborator';
              return (
                <span key={id} className="flex items-center gap-2 pe-1">
                  <Avatar userId={id} name={name} size="small" decorative />
                  {name}
                </span>
              );
            })
      }
      picker={(close, typed) => (
        <PersonPicker
          label={field.name}
          chosen={chosen}
          initialSearch={typed}
          onPick={(id) => {
            tellUnwritten(write({ type: 'value', value: cellAfterPick(several, chosen, id) }));
            if (!several) close();
          }}
          onLeave={close}
        />
      )}
    />
  );
}
