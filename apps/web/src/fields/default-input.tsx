'use client';
import { CURRENT_USER, type DefaultCell, type Field, isTextList, type RawCell } from '@pyairtable/contracts';
import { fieldAs, fieldType } from '@pyairtable/field-types';
import { Avatar, Checkbox, classNames, INPUT_BOX, Pill } from '@pyairtable/ui';
import { type Ref, useId, useState } from 'react';
import { useBase } from '@/base/base-context';
import { cellContext, cellText } from '@/cells/cell-context';
import { whyRefused } from '@/cells/why-refused';
import { ChoicePicker } from '@/pickers/choice-picker';
import { PersonPicker } from '@/pickers/person-picker';
import { cellAfterPick } from '@/pickers/toggled';
import { PickerBox } from '@/record/picker-box';
import { RatingInput } from '@/record/rating-input';

export interface DefaultInputProps {
  ref?: Ref<HTMLDivElement>;
  /** As its cells will be; choices that are not stored yet have their names for ids. */
  field: Field;
  value: DefaultCell | undefined;
  onChange: (value: DefaultCell | undefined) => void;
  /** Told the text that is typed while it is no cell of the field; null once it is. */
  onWrong: (text: string | null) => void;
}

const isDefault = (cell: RawCell): cell is DefaultCell =>
  cell !== null && (typeof cell !== 'object' || isTextList(cell));

const idsIn = (value: DefaultCell | undefined): string[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];

/** The cell that new records begin with, as one of the field is given. */
export function DefaultInput({ ref, ...props }: DefaultInputProps) {
  const label = useId();
  const { family } = fieldType(props.field.type);
  return (
    <div ref={ref} className="flex flex-col gap-1.5">
      <span id={label} className="text-sm font-medium text-n12">
        Default value
      </span>
      {family === 'choice' ? (
        <ChoiceDefault {...props} labelId={label} />
      ) : family === 'person' ? (
        <PersonDefault {...props} labelId={label} />
      ) : family === 'checkbox' ? (
        <Checkbox checked={props.value === true} onChange={(on) => props.onChange(on ? true : undefined)}>
          Checked
        </Checkbox>
      ) : props.field.type === 'rating' ? (
        <RatingInput
          field={props.field}
          cell={typeof props.value === 'number' ? props.value : undefined}
          readOnly={false}
          labelId={label}
          write={(given) => {
            const stars = given.type === 'rating' ? given.rating : 0;
            props.onChange(stars === 0 ? undefined : stars);
            return null;
          }}
        />
      ) : (
        <TypedDefault {...props} labelId={label} />
      )}
    </div>
  );
}

type PartProps = DefaultInputProps & { labelId: string };

function TypedDefault({ field, value, onChange, onWrong, labelId }: PartProps) {
  const { reader } = useBase();
  const note = useId();
  const [text, setText] = useState(() => cellText(reader, field, value));
  const [problem, setProblem] = useState<string | null>(null);
  const type = (next: string) => {
    setText(next);
    const parsed = fieldType(field.type).parse(next, field.options, cellContext(reader, field));
    const wrong = parsed.ok ? null : whyRefused(parsed.error, field);
    setProblem(wrong);
    onWrong(wrong === null ? null : next);
    if (parsed.ok) onChange(isDefault(parsed.value) ? parsed.value : undefined);
  };
  const box = {
    'aria-labelledby': labelId,
    'aria-invalid': problem === null ? undefined : true,
    'aria-describedby': problem === null ? undefined : note,
    value: text,
    placeholder: 'None',
  } as const;
  return (
    <>
      {field.type === 'multilineText' || field.type === 'richText' ? (
        <textarea
          {...box}
          rows={2}
          onChange={(event) => type(event.target.value)}
          className={classNames(
            INPUT_BOX,
            'field-sizing-content max-h-[160px] min-h-[52px] resize-none px-2.5 py-1.5',
          )}
        />
      ) : (
        <input
          {...box}
          type="text"
          onChange={(event) => type(event.target.value)}
          className={classNames(INPUT_BOX, 'h-8 px-2.5')}
        />
      )}
      {problem === null ? null : (
        <p id={note} role="alert" className="text-xs text-red-text">
          {problem}
        </p>
      )}
    </>
  );
}

/** One id, or a list of them; nothing for none. */
function picked(field: Field, ids: readonly string[], id: string): DefaultCell | undefined {
  return cellAfterPick(fieldType(field.type).several === true, ids, id) ?? undefined;
}

function ChoiceDefault({ field, value, onChange, labelId }: PartProps) {
  const ids = idsIn(value);
  const { choices } = fieldAs(field, 'singleSelect', 'multipleSelects').options;
  const shown = choices.filter(({ id }) => ids.includes(id));
  return (
    <PickerBox
      label="Default value"
      labelId={labelId}
      readOnly={false}
      empty="None"
      shown={
        shown.length > 0
          ? shown.map(({ id, name, color }) => (
              <Pill key={id} color={color}>
                {name}
              </Pill>
            ))
          : null
      }
      picker={(close, typed) => (
        <ChoicePicker
          field={field}
          chosen={ids}
          initialSearch={typed}
          onToggle={(id) => {
            onChange(picked(field, ids, id));
            if (!fieldType(field.type).several) close();
          }}
          onLeave={close}
        />
      )}
    />
  );
}

const WHOEVER = 'Whoever makes the record';

function PersonDefault({ field, value, onChange, labelId }: PartProps) {
  const { reader } = useBase();
  const ids = idsIn(value);
  return (
    <PickerBox
      label="Default value"
      labelId={labelId}
      readOnly={false}
      empty="None"
      shown={
        ids.length > 0
          ? ids.map((id) => {
              const name = reader.users.get(id)?.name ?? 'Former collaborator';
              return id === CURRENT_USER ? (
                <span key={id}>{WHOEVER}</span>
              ) : (
                <span key={id} className="flex items-center gap-2 pe-1">
                  <Avatar userId={id} name={name} size="small" decorative />
                  {name}
                </span>
              );
            })
          : null
      }
      picker={(close, typed) => (
        <PersonPicker
          label="Default value"
          chosen={ids}
          initialSearch={typed}
          besides={[{ id: CURRENT_USER, text: WHOEVER, node: WHOEVER }]}
          onPick={(id) => {
            onChange(picked(field, ids, id));
            if (!fieldType(field.type).several) close();
          }}
          onLeave={close}
        />
      )}
    />
  );
}
