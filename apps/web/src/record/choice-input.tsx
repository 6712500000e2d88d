'use client';
import { idsOf } from '@pyairtable/contracts';
import { fieldAs, fieldType } from '@pyairtable/field-types';
import { Pill } from '@pyairtable/ui';
import { ChoicePicker } from '@/pickers/choice-picker';
import { added, cellAfterPick } from '@/pickers/toggled';
import { usePickOrder } from '@/pickers/use-pick-order';
import { PickerBox } from './picker-box';
import type { RecordInputProps } from './record-input';
import { tellUnwritten } from './tell-unwritten';
import { writeLate } from './write-late';

/** One or several choices as pills. */
export function ChoiceInput({ field, cell, readOnly, write, late }: RecordInputProps) {
  const several = fieldType(field.type).several === true;
  const chosen = idsOf(cell);
  const inOrder = usePickOrder<string>((id) => id);
  const pickLater = (id: Promise<string | null>) =>
    void writeLate({ late, write }, inOrder(id, idsOf(late.now())), several, (now, { found, earlier }) =>
      several ? added(idsOf(now), found, earlier) : found,
    );
  const { choices } = fieldAs(field, 'singleSelect', 'multipleSelects', 'externalSyncSource').options;
  const pills = chosen.flatMap((id) => choices.filter((choice) => choice.id === id));
  return (
    <PickerBox
      label={field.name}
      labelId={`label-${field.id}`}
      readOnly={readOnly}
      empty={several ? 'Pick choices' : 'Pick a choice'}
      shown={
        pills.length > 0
          ? pills.map((choice) => (
              <Pill key={choice.id} color={choice.color}>
                {choice.name}
              </Pill>
            ))
          : null
      }
      picker={(close, typed) => (
        <ChoicePicker
          field={field}
          chosen={chosen}
          initialSearch={typed}
          onToggle={(id) => {
            tellUnwritten(write({ type: 'value', value: cellAfterPick(several, chosen, id) }));
            if (!several) close();
          }}
          onNew={(id) => {
            pickLater(id);
            if (!several) close();
          }}
          onLeave={close}
        />
      )}
    />
  );
}
