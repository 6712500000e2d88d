'use client';
import type { Field, FieldRules, FieldTypeName } from '@pyairtable/contracts';
import { fieldType, fieldWith, takesDefault, takesRules, takesUnique } from '@pyairtable/field-types';
import { Button, Checkbox } from '@pyairtable/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useFocusAdded } from '@/shell/use-focus-added';
import { DefaultInput } from './default-input';

/** The field that a form describes, as its cells will be read; choices that are not stored yet go by their names. */
function drafted(type: FieldTypeName, options: Record<string, unknown> | undefined): Field | null {
  const named = { id: 'default', name: 'Default value', type };
  const choices = options?.['choices'] as { id?: string; name: string; color?: string }[] | undefined;
  if (choices) {
    const kept = choices.filter(({ name }) => name.trim() !== '');
    return fieldWith(named, { choices: kept.map((choice) => ({ ...choice, id: choice.id ?? choice.name })) });
  }
  const outcome = fieldType(type).normaliseOptions(options);
  return outcome.ok ? fieldWith(named, outcome.value) : null;
}

/** What a field gives its new cells, and asks of what is written to them. */
export function RulesForm({
  type,
  options,
  rules,
  onChange,
  onWrong,
}: {
  type: FieldTypeName;
  options: Record<string, unknown> | undefined;
  rules: FieldRules;
  onChange: (rules: FieldRules) => void;
  /** Told the text of a default that is no cell of the field; null once it is. */
  onWrong: (text: string | null) => void;
}) {
  const [isGiven, setGiven] = useState(rules.default !== undefined);
  const { part, added } = useFocusAdded();
  const field = drafted(type, options);
  if (!takesRules({ type })) return null;
  const put = <K extends keyof FieldRules>(key: K, value: FieldRules[K] | undefined) => {
    const next = { ...rules };
    if (value === undefined) delete next[key];
    else next[key] = value;
    onChange(next);
  };
  return (
    <>
      {!takesDefault({ type }) || !field ? null : isGiven ? (
        <DefaultInput
          ref={part}
          field={field}
          value={rules.default}
          onChange={(value) => put('default', value)}
          onWrong={onWrong}
        />
      ) : (
        <Button
          look="quiet"
          size="small"
          className="-ms-1 self-start"
          icon={<Plus size={14} strokeWidth={2} aria-hidden="true" />}
          onClick={() => {
            setGiven(true);
            added();
          }}
        >
          Add default value
        </Button>
      )}
      <Checkbox checked={rules.required === true} onChange={(on) => put('required', on ? true : undefined)}>
        <span>
          Required <span className="text-n11">– no record without it</span>
        </span>
      </Checkbox>
      {takesUnique({ type }) ? (
        <Checkbox checked={rules.unique === true} onChange={(on) => put('unique', on ? true : undefined)}>
          <span>
            Unique <span className="text-n11">– no two records with the same</span>
          </span>
        </Checkbox>
      ) : null}
    </>
  );
}
