'use client';
import type { Field, FieldTypeName, Table } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { Button, classNames, FieldIcon, TextInput } from '@pyairtable/ui';
import { ChevronRight } from 'lucide-react';
import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { failureMessage, RequestError } from '@/http/request';
import { useBase } from '@/base/base-context';
import type { FieldDraft } from '@/base/schema-actions';
import { FIELD_KINDS } from './field-kinds';
import { OPTIONS_FORMS } from './field-options-form';

const TYPES = Object.keys(FIELD_KINDS) as FieldTypeName[];

/** A refusal, and whether it is about the options rather than the name. */
interface Refusal {
  message: string;
  isOfOptions: boolean;
}

/** A refusal in words, without those that name the field: it is in front of the person. */
function refusalOf(failure: unknown, table: Table, name: string): Refusal {
  const named = `Invalid options for ${table.name}.${name}: `;
  const message = failureMessage(failure);
  return {
    message: message.startsWith(named) ? message.slice(named.length) : message,
    isOfOptions: failure instanceof RequestError && failure.type === 'INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE',
  };
}

/** Name and options of a field; of a new one its type too. What was typed stays through a refusal. */
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
  const [type, setType] = useState<FieldTypeName | null>(field?.type ?? null);
  const [options, setOptions] = useState<Record<string, unknown> | undefined>(
    field?.options && { ...field.options },
  );
  const [at, setAt] = useState(0);
  const list = useId();
  const nameInput = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (type === null) return;
    const choices = options?.['choices'] as { name: string }[] | undefined;
    setPending(true);
    setRefusal(null);
    const wanted = name.trim() || FIELD_KINDS[type].label;
    try {
      await onSubmit({
        name: wanted,
        type,
        // Lines left empty are no choices.
        ...(options
          ? {
              options: choices
                ? { ...options, choices: choices.filter((choice) => choice.name.trim() !== '') }
                : options,
            }
          : {}),
      });
    } catch (failure) {
      setRefusal(refusalOf(failure, table, wanted));
      setPending(false);
    }
  }

  const choose = (chosen: FieldTypeName) => {
    // The list goes with the choice; the name has the keyboard.
    nameInput.current?.focus();
    setType(chosen);
    setOptions(FIELD_KINDS[chosen].start?.(table, base.tables));
    setRefusal(null);
  };
  /** The name keeps the keyboard while the list below it is gone through; one who tabs to the list has the same keys. */
  function pressKey(event: KeyboardEvent) {
    if (type !== null || event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const active = TYPES[at];
    if (step !== 0) {
      const next = (at + step + TYPES.length) % TYPES.length;
      setAt(next);
      document.getElementById(`${list}-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active) choose(active);
    else return;
    event.preventDefault();
  }

  const OptionsForm = type === null ? null : OPTIONS_FORMS[type];
  const isLacking =
    type !== null &&
    (FIELD_KINDS[type].needs ?? []).some((key) => String(options?.[key] ?? '').trim() === '');
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
        <TypeList id={list} active={at} onActive={setAt} onType={choose} onKeyDown={pressKey} />
      ) : (
        <button
          type="button"
          disabled={field !== undefined}
          onClick={() => {
            // The button goes with the press; the name takes the keyboard.
            nameInput.current?.focus();
            setType(null);
          }}
          className="flex h-9 items-center gap-2 rounded-md border border-n6 bg-n2 px-2.5 text-start text-sm enabled:hover:bg-n4"
        >
          <FieldIcon type={type} className="text-n11" />
          <span className="flex-1 font-medium">{FIELD_KINDS[type].label}</span>
          {field ? null : <span className="text-xs text-n11">Change</span>}
        </button>
      )}
      {OptionsForm && options ? (
        <OptionsForm
          options={options}
          onChange={setOptions}
          table={table}
          tables={base.tables}
          field={field}
          onType={choose}
        />
      ) : null}
      {refusal?.isOfOptions ? (
        <p role="alert" className="text-xs text-red-text">
          {refusal.message}
        </p>
      ) : null}
      {type === null ? null : (
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" look="primary" pending={pending} disabled={isLacking || pending}>
            {field ? 'Save' : 'Add field'}
          </Button>
        </div>
      )}
    </form>
  );
}

/** Every type to choose from; `active` is the one that Enter in the name takes. */
function TypeList({
  id,
  active,
  onActive,
  onType,
  onKeyDown,
}: {
  id: string;
  active: number;
  onActive: (index: number) => void;
  onType: (type: FieldTypeName) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  return (
    <ul
      id={id}
      role="listbox"
      // Browsers put what scrolls into the order of Tab anyway.
      tabIndex={0}
      className="-mx-2 flex max-h-[360px] flex-col overflow-y-auto rounded-md"
      aria-label="Field type"
      aria-activedescendant={`${id}-${String(active)}`}
      onKeyDown={onKeyDown}
    >
      {TYPES.map((type, index) => (
        <li
          key={type}
          id={`${id}-${String(index)}`}
          role="option"
          aria-selected={index === active}
          onPointerMove={() => onActive(index)}
          // The name keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onType(type)}
          className={classNames(
            'flex w-full cursor-default items-center gap-3 rounded-md px-2 py-1.5 text-start',
            index === active ? 'bg-n4' : '',
          )}
        >
          <FieldIcon type={type} className="shrink-0 text-n11" />
          <span className="min-w-0 flex-1">
            <span className="block text-sm font-medium text-n12">{FIELD_KINDS[type].label}</span>
            <span className="block truncate text-xs text-n11">{FIELD_KINDS[type].about}</span>
          </span>
          {index === active ? (
            <ChevronRight size={14} strokeWidth={1.5} className="shrink-0 text-n10" aria-hidden="true" />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
