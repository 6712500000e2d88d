'use client';
import type { Field, FieldResult, Table } from '@pyairtable/contracts';
import { itemType, listOf, MODES } from '@pyairtable/formula';
import { Button, Checkbox, FieldIcon, Select } from '@pyairtable/ui';
import { useMemo, useState } from 'react';
import type { FormulaLanguage } from '@/formula-editor/language';
import { AGGREGATIONS, type Aggregation, aggregationFormula, aggregationOf } from './aggregations';
import { valueType } from './formula-fields';
import { InvalidNote } from './invalid-note';
import { linkedTable, linkFields } from './linked-fields';
import type { OptionsFormProps } from './options-form-props';
import { ResultFormat } from './result-format';
import { shownKind } from './shown-kind';
import { StoredFormula } from './stored-formula';
import { useProblems } from './use-problems';
import { useTableLanguage } from './use-table-language';

/** The options of a lookup, a rollup or a count: over which links, of which field, of which records, made into what. */
export function LinkedOptions(props: OptionsFormProps) {
  const { options, onChange, field, table, tables, onType } = props;
  const problemOf = useProblems(props.onProblem);
  const links = linkFields(table);
  const linkId = String(options['recordLinkFieldId'] ?? '');
  const targetId = options['fieldIdInLinkedTable'];
  const linked = linkedTable(linkId, table, tables);
  const target = linked?.fields.find(({ id }) => id === targetId);
  if (links.length === 0 && !field) return <NoLinks onLink={() => onType('multipleRecordLinks')} />;
  return (
    <>
      <InvalidNote field={field} />
      <FieldSelect
        label="Link field"
        fields={links}
        value={linkId}
        onChange={(recordLinkFieldId) => {
          const now = linkedTable(recordLinkFieldId, table, tables);
          const isSame = now !== undefined && now === linked;
          onChange({
            ...options,
            recordLinkFieldId,
            ...(isSame || !now
              ? {}
              : {
                  filter: undefined,
                  ...(targetId === undefined ? {} : { fieldIdInLinkedTable: now.primaryFieldId }),
                }),
          });
        }}
      />
      {linked && targetId !== undefined ? (
        <FieldSelect
          label={`Field of ${linked.name}`}
          fields={linked.fields.filter(({ id }) => id !== field?.id)}
          value={String(targetId)}
          onChange={(fieldIdInLinkedTable) => onChange({ ...options, fieldIdInLinkedTable })}
        />
      ) : null}
      {target && 'formula' in options ? (
        <RollupFormula {...props} target={target} onProblem={problemOf('formula')} />
      ) : null}
      {linked ? (
        <Condition key={linked.id} {...props} linked={linked} onProblem={problemOf('filter')} />
      ) : null}
    </>
  );
}

function NoLinks({ onLink }: { onLink: () => void }) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-md bg-n2 p-3 text-sm text-n11">
      <p>This table has no link to other records yet. Add a link first, then choose what to show of them.</p>
      <Button onClick={onLink} icon={<FieldIcon type="multipleRecordLinks" />}>
        Add a link field
      </Button>
    </div>
  );
}

function FieldSelect({
  label,
  fields,
  value,
  onChange,
}: {
  label: string;
  fields: readonly Field[];
  value: string;
  onChange: (fieldId: string) => void;
}) {
  const isKnown = fields.some(({ id }) => id === value);
  return (
    <Select
      label={label}
      value={value}
      options={[
        ...(isKnown ? [] : [{ value, label: 'Choose a field' }]),
        ...fields.map(({ id, name, type }) => ({
          value: id,
          label: name,
          icon: <FieldIcon type={type} size={14} className="shrink-0 text-n11" />,
        })),
      ]}
      onChange={onChange}
    />
  );
}

/** What becomes of the linked values: one of the usual things, or what a formula says. */
function RollupFormula({
  options,
  onChange,
  onProblem,
  table,
  tables,
  target,
}: OptionsFormProps & { target: Field }) {
  const formula = String(options['formula'] ?? '');
  const usual = aggregationOf(formula);
  const [isOwn, setOwn] = useState(usual === undefined);
  const language = useMemo(
    (): FormulaLanguage => ({
      fields: [],
      values: listOf(itemType(valueType(target))),
      mode: MODES.airtable,
    }),
    [target],
  );
  const kind = useMemo(() => shownKind(formula, language, [], target), [formula, language, target]);
  return (
    <>
      <Select<Aggregation | 'own'>
        label="Show"
        value={isOwn ? 'own' : (usual ?? 'own')}
        options={[
          ...(Object.keys(AGGREGATIONS) as Aggregation[]).map((name) => ({
            value: name,
            label: `${AGGREGATIONS[name]} · ${name}`,
          })),
          { value: 'own' as const, label: 'A formula of your own' },
        ]}
        onChange={(chosen) => {
          setOwn(chosen === 'own');
          if (chosen !== 'own') onChange({ ...options, formula: aggregationFormula(chosen) });
        }}
      />
      {isOwn ? (
        <StoredFormula
          label="Formula over values"
          formula={formula}
          language={language}
          onProblem={onProblem}
          onChange={(next) => onChange({ ...options, formula: next })}
        />
      ) : null}
      <ResultFormat
        kind={kind}
        format={options['format'] as FieldResult | undefined}
        place={{ table, tables }}
        onChange={(format) => onChange({ ...options, format })}
      />
    </>
  );
}

/** Keeps some of the linked records only. */
function Condition({ options, onChange, onProblem, field, linked }: OptionsFormProps & { linked: Table }) {
  const filter = options['filter'] as string | undefined;
  const [isOn, setOn] = useState(filter !== undefined);
  const language = useTableLanguage(linked.fields, field);
  return (
    <>
      <Checkbox
        checked={isOn}
        onChange={(on) => {
          setOn(on);
          if (!on) onChange({ ...options, filter: undefined });
        }}
      >
        Only linked records that meet a condition
      </Checkbox>
      {isOn ? (
        <StoredFormula
          label={`Condition on ${linked.name}`}
          formula={filter ?? ''}
          language={language}
          onProblem={onProblem}
          onChange={(next) => onChange({ ...options, filter: next.trim() === '' ? undefined : next })}
        />
      ) : null}
    </>
  );
}
