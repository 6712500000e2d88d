'use client';
import type { Field, FieldRules, FieldTypeName, Table, View } from '@pyairtable/contracts';
import { fieldType } from '@pyairtable/field-types';
import { classNames, FieldIcon, TextInput } from '@pyairtable/ui';
import { useEffect, useEffectEvent, useRef, useState, type FormEvent } from 'react';
import { failureMessage, RequestError } from '@/http/request';
import { useBase } from '@/base/base-context';
import type { FieldDraft } from './field-draft';
import { becomesAnother, linkOptions } from './becomes-another';
import { ConversionNote } from './conversion-note';
import { conversionLabel } from './conversion-words';
import { ALL_TYPES, convertibleTypes, startConversion, tableWithout } from './convertible-types';
import { DescriptionInput } from './description-input';
import { FIELD_KINDS, type FieldKind } from './field-kinds';
import { OPTIONS_FORMS } from './field-options-form';
import { FormButtons } from './form-buttons';
import { RulesForm } from './rules-form';
import { TypeList } from './type-list';
import { typedInForm } from './typed-in-form';
import { useConversionPreview } from './use-conversion-preview';
import { useTypeList } from './use-type-list';
import { ValuePreview } from './value-preview';
import { writtenOptions } from './written-options';
import { writtenRules } from './written-rules';

/** A refusal, and whether it is about the type, its options and rules rather than the name. */
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
    isOfOptions: failure instanceof RequestError && failure.type !== 'DUPLICATE_OR_EMPTY_FIELD_NAME',
  };
}

type Options = Record<string, unknown> | undefined;

/** What is lacking before there can be such a field, in words; null where nothing is. */
function lacking({ needs }: FieldKind, options: Options): string | null {
  const key = needs?.find((one) => String(options?.[one] ?? '').trim() === '');
  if (key === undefined) return null;
  return key === 'formula' ? 'Write the formula first.' : 'Choose the fields first.';
}

/** What was made in the form beyond the name, to tell whether there is something to lose. */
const isSame = (made: object, begun: object) => JSON.stringify(made) === JSON.stringify(begun);

/**
 * Name, type, options, rules and description of a field. Before a field gets another type the form tells what becomes of
 * its cells, and the button names it. What was typed stays through a refusal.
 */
export function FieldForm({
  table,
  view,
  field,
  onSubmit,
  onCancel,
  onDirty,
  onEntered,
}: {
  table: Table;
  /** The view whose first rows a computed field is shown for. */
  view?: View | undefined;
  /** The field to change; absent for a new one. */
  field?: Field;
  onSubmit: (draft: FieldDraft) => Promise<void>;
  onCancel: () => void;
  /** Told whether more than a name would be lost with the form. */
  onDirty?: (isDirty: boolean) => void;
  /** Told what was typed in it, to be kept should it go by nobody's wish. */
  onEntered?: (text: string) => void;
}) {
  const { base } = useBase();
  const [name, setName] = useState(field?.name ?? '');
  const [description, setDescription] = useState(field?.description ?? '');
  const [type, setType] = useState<FieldTypeName | null>(field?.type ?? null);
  /** Another type is asked for than the one that was chosen. */
  const [isChanging, setChanging] = useState(false);
  const [options, setOptions] = useState<Options>(field?.options && { ...field.options });
  const [rules, setRules] = useState<FieldRules>(field?.rules ?? {});
  /** As the form was when its type was chosen. */
  const [begun, setBegun] = useState({ options, description, rules });
  const [problem, setProblem] = useState<string | null>(null);
  const [wrongDefault, setWrongDefault] = useState<string | null>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, setPending] = useState(false);
  const lack = type === null ? null : lacking(FIELD_KINDS[type], options);
  // The field whose cells this would make anew.
  const converted = type !== null && field && becomesAnother(field, type, options) ? field : undefined;
  const preview = useConversionPreview(
    table.id,
    field,
    converted && type !== null && lack === null ? { type, ...writtenOptions(options) } : null,
  );
  const tellDirty = useEffectEvent((isDirty: boolean) => onDirty?.(isDirty));
  const isDirty = !isSame({ options, description, rules }, begun);
  useEffect(() => {
    tellDirty(isDirty);
  }, [isDirty]);
  const tellEntered = useEffectEvent((text: string) => onEntered?.(text));
  const entered = typedInForm(
    { name, description, type, options, rules, wrongDefault },
    { name: field?.name ?? '', type, ...begun },
    base.tables.flatMap(({ fields }) => fields),
  );
  useEffect(() => {
    tellEntered(entered);
  }, [entered]);

  const isStored = type !== null && !converted && field !== undefined && !isDirty;
  /** Why it cannot be sent as it is; null where it can. */
  const obstacle =
    lack ??
    // What is stored may be wrong by now, and its name can be changed all the same.
    (problem === null || isStored ? null : 'Mend the formula first.') ??
    (wrongDefault !== null ? 'Mend the default value first.' : null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (type === null || pending || obstacle !== null || (converted && !preview.report)) return;
    setPending(true);
    setRefusal(null);
    const wanted = name.trim() || FIELD_KINDS[type].label;
    const kept = converted ? undefined : writtenRules(rules, options);
    try {
      await onSubmit({
        name: wanted,
        type,
        ...(description.trim() === '' ? {} : { description: description.trim() }),
        ...writtenOptions(options),
        ...(kept && (field || Object.keys(kept).length > 0) ? { rules: kept } : {}),
      });
    } catch (failure) {
      setRefusal(refusalOf(failure, table, wanted));
      setPending(false);
    }
  }

  const choose = (chosen: FieldTypeName) => {
    // The list goes with the choice; the name has the keyboard.
    nameInput.current?.focus();
    const start = field
      ? startConversion(chosen, field, table, base.tables)
      : FIELD_KINDS[chosen].start?.(table, base.tables);
    const kept = chosen === field?.type ? (field.rules ?? {}) : {};
    setType(chosen);
    setOptions(start);
    setRules(kept);
    setBegun({ options: start, description: field?.description ?? '', rules: kept });
    setProblem(null);
    setWrongDefault(null);
    setRefusal(null);
  };
  const offered = field ? convertibleTypes(table, field) : ALL_TYPES;
  const types = useTypeList(offered, field?.type, choose);

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
        {...(type === null
          ? { 'aria-controls': types.id, 'aria-activedescendant': types.activeId, onKeyDown: types.press }
          : {})}
        error={refusal?.isOfOptions ? null : (refusal?.message ?? null)}
      />
      {type === null ? (
        <TypeList types={types} takesKeyboard={isChanging} />
      ) : (
        <button
          type="button"
          disabled={pending || offered.length === 1}
          onClick={() => {
            setChanging(true);
            setType(null);
          }}
          className="flex h-9 items-center gap-2 rounded-md border border-n6 bg-n2 px-2.5 text-start text-sm enabled:hover:bg-n4"
        >
          <FieldIcon type={type} className="text-n11" />
          <span className="flex-1 font-medium">{FIELD_KINDS[type].label}</span>
          {offered.length === 1 ? null : <span className="text-xs text-n11">Change</span>}
        </button>
      )}
      {OptionsForm && options ? (
        <OptionsForm
          key={type}
          options={options}
          onChange={(next) =>
            setOptions(
              type === field?.type && type === 'multipleRecordLinks' ? linkOptions(field, next) : next,
            )
          }
          onProblem={setProblem}
          table={converted ? tableWithout(table, converted) : table}
          tables={base.tables}
          field={converted ? undefined : field}
          onType={types.choose}
        />
      ) : null}
      {isComputed && obstacle === null ? (
        <ValuePreview
          table={table}
          wanted={{
            type,
            ...writtenOptions(options),
            ...(field ? { fieldId: field.id } : {}),
            ...(view ? { viewId: view.id } : {}),
          }}
        />
      ) : null}
      {type === null || converted ? null : (
        <RulesForm
          key={`rules of ${type}`}
          type={type}
          options={options}
          rules={rules}
          onChange={setRules}
          onWrong={setWrongDefault}
        />
      )}
      {type === null ? null : <DescriptionInput value={description} onChange={setDescription} />}
      {converted && type !== null && lack === null ? (
        <ConversionNote
          preview={preview}
          isWorking={pending}
          message={refusalOf(preview.failure, table, converted.name).message}
          field={converted}
          type={type}
          options={options}
          tables={base.tables}
        />
      ) : null}
      {refusal?.isOfOptions ? (
        <p role="alert" className="text-xs text-red-text">
          {refusal.message}
        </p>
      ) : null}
      {type === null ? null : (
        <FormButtons
          label={
            converted
              ? preview.report
                ? conversionLabel(preview.report, type)
                : 'Change type'
              : field
                ? 'Save'
                : 'Add field'
          }
          isDanger={(preview.report?.lost ?? 0) > 0}
          obstacle={obstacle}
          isWaiting={converted !== undefined && !preview.report}
          pending={pending}
          onCancel={onCancel}
        />
      )}
    </form>
  );
}
