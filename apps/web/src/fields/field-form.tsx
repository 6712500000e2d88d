'use client';
import type { Field, FieldTypeName, Table } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { Button, classNames, FieldIcon, TextInput } from '@pyairtable/ui';
import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { failureMessage, RequestError } from '@/http/request';
import { useBase } from '@/base/base-context';
import type { FieldDraft } from '@/base/schema-actions';
import { ConversionNote } from './conversion-note';
import { conversionLabel } from './conversion-words';
import { ALL_TYPES, convertibleTypes, startConversion, tableWithout } from './convertible-types';
import { DescriptionInput } from './description-input';
import { FIELD_KINDS } from './field-kinds';
import { OPTIONS_FORMS } from './field-options-form';
import { TypeList } from './type-list';
import { useConversionPreview } from './use-conversion-preview';
import { writtenOptions } from './written-options';

/** A refusal, and whether it is about the type and its options rather than the name. */
interface Refusal {
  message: string;
  isOfOptions: boolean;
}

/** A refusal in words, without those that name the field: it is in front of the person. */
function refusalOf(failure: unknown, table: Table, name: string, isConversion: boolean): Refusal {
  const named = `Invalid options for ${table.name}.${name}: `;
  const message = failureMessage(failure);
  return {
    message: message.startsWith(named) ? message.slice(named.length) : message,
    isOfOptions:
      failure instanceof RequestError &&
      (isConversion
        ? failure.type !== 'DUPLICATE_OR_EMPTY_FIELD_NAME'
        : failure.type === 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE'),
  };
}

/**
 * Name, type, options and description of a field. Before a field gets another type the form tells what becomes of its
 * cells, and the button names it. What was typed stays through a refusal.
 */
export function FieldForm({
  table,
  field,
  onSubmit,
  onCancel,
}: {
  table: Table;
  /** The field to change; absent for a new one. */
  field?: Field;
  onSubmit: (draft: FieldDraft) => Promise<void>;
  onCancel: () => void;
}) {
  const { base } = useBase();
  const [name, setName] = useState(field?.name ?? '');
  const [description, setDescription] = useState(field?.description ?? '');
  const [type, setType] = useState<FieldTypeName | null>(field?.type ?? null);
  const [options, setOptions] = useState<Record<string, unknown> | undefined>(
    field?.options && { ...field.options },
  );
  const types = field ? convertibleTypes(table, field) : ALL_TYPES;
  const [at, setAt] = useState(() => (field ? types.indexOf(field.type) : 0));
  const list = useId();
  const nameInput = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, setPending] = useState(false);
  const isLacking =
    type !== null &&
    (FIELD_KINDS[type].needs ?? []).some((key) => String(options?.[key] ?? '').trim() === '');
  // The field whose type this would change.
  const converted = type !== null && field && type !== field.type ? field : undefined;
  const preview = useConversionPreview(
    table.id,
    field,
    converted && type !== null && !isLacking ? { type, ...writtenOptions(options) } : null,
  );

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (type === null || (converted && !preview.report)) return;
    setPending(true);
    setRefusal(null);
    const wanted = name.trim() || FIELD_KINDS[type].label;
    try {
      await onSubmit({
        name: wanted,
        type,
        ...(description.trim() === '' ? {} : { description: description.trim() }),
        ...writtenOptions(options),
      });
    } catch (failure) {
      setRefusal(refusalOf(failure, table, wanted, converted !== undefined));
      setPending(false);
    }
  }

  const choose = (chosen: FieldTypeName) => {
    // The list goes with the choice; the name has the keyboard.
    nameInput.current?.focus();
    setType(chosen);
    setOptions(
      field
        ? startConversion(chosen, field, table, base.tables)
        : FIELD_KINDS[chosen].start?.(table, base.tables),
    );
    setAt(types.indexOf(chosen));
    setRefusal(null);
  };
  /** The name keeps the keyboard while the list below it is gone through; one who tabs to the list has the same keys. */
  function pressKey(event: KeyboardEvent) {
    if (type !== null || event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const active = types[at];
    if (step !== 0) {
      const next = (at + step + types.length) % types.length;
      setAt(next);
      document.getElementById(`${list}-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active) choose(active);
    else return;
    event.preventDefault();
  }

  const OptionsForm = type === null ? null : OPTIONS_FORMS[type];
  const isComputed = type !== null && fieldType(type).family === 'query';
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className={classNames('flex max-w-full flex-col gap-3 p-4', isComputed ? 'w-[420px]' : 'w-[320px]')}
    >
      <TextInput
        ref={nameInput}
        label="Field name"
        value={name}
        maxLength={255}
        onFocus={(event) => event.target.select()}
        placeholder={type === null ? 'Name (optional)' : FIELD_KINDS[type].label}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={pressKey}
        {...(type === null
          ? { 'aria-controls': list, 'aria-activedescendant': `${list}-${String(at)}` }
          : {})}
        error={refusal?.isOfOptions ? null : (refusal?.message ?? null)}
      />
      {type === null ? (
        <TypeList id={list} types={types} active={at} onActive={setAt} onType={choose} onKeyDown={pressKey} />
      ) : (
        <button
          type="button"
          disabled={pending || types.length === 1}
          onClick={() => {
            // The button goes with the press; the name takes the keyboard.
            nameInput.current?.focus();
            setType(null);
          }}
          className="flex h-9 items-center gap-2 rounded-md border border-n6 bg-n2 px-2.5 text-start text-sm enabled:hover:bg-n4"
        >
          <FieldIcon type={type} className="text-n11" />
          <span className="flex-1 font-medium">{FIELD_KINDS[type].label}</span>
          {types.length === 1 ? null : <span className="text-xs text-n11">Change</span>}
        </button>
      )}
      {OptionsForm && options ? (
        <OptionsForm
          key={type}
          options={options}
          onChange={setOptions}
          table={converted ? tableWithout(table, converted) : table}
          tables={base.tables}
          field={converted ? undefined : field}
          onType={choose}
        />
      ) : null}
      {type === null ? null : <DescriptionInput value={description} onChange={setDescription} />}
      {converted && type !== null && !isLacking ? (
        <ConversionNote
          preview={preview}
          isWorking={pending}
          message={refusalOf(preview.failure, table, converted.name, true).message}
          field={converted}
          type={type}
          tables={base.tables}
        />
      ) : null}
      {refusal?.isOfOptions ? (
        <p role="alert" className="text-xs text-red-text">
          {refusal.message}
        </p>
      ) : null}
      {type === null ? null : (
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onCancel} disabled={pending}>
            Cancel
          </Button>
          <Button
            type="submit"
            look={preview.report && preview.report.lost > 0 ? 'danger' : 'primary'}
            pending={pending}
            disabled={isLacking || pending || (converted !== undefined && !preview.report)}
          >
            {converted && type !== null
              ? preview.report
                ? conversionLabel(preview.report, type)
                : 'Change type'
              : field
                ? 'Save'
                : 'Add field'}
          </Button>
        </div>
      )}
    </form>
  );
}
