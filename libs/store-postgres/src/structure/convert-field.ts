import { appError, type ConversionReport, type Field } from '@pyairtable/contracts';
import {
  fieldModel,
  type FieldModel,
  planComputed,
  planField,
  requireNamedFields,
  resolvedButton,
  type TableModel,
} from '@pyairtable/core';
import { fieldAs } from '@pyairtable/field-types';
import { keepCells } from '../past/keep-cells';
import { stateTable } from '../sql/identifiers';
import type { StructureDraft } from './change-structure';
import { Conversion } from './conversion';
import { LinkConversion } from './convert-to-link';
import { dropJunction, takeTables } from './ddl';
import { type Converted, forgetUnfit, lostInViews } from './forget-in-views';
import { replaceCells } from './replace-cells';

/** The type and options that a field is to have. */
export interface ConversionRequest {
  type: string;
  options?: unknown;
}

const linkedTableOf = (field: FieldModel) =>
  field.type === 'multipleRecordLinks'
    ? fieldAs(field, 'multipleRecordLinks').options.linkedTableId
    : undefined;

function planTarget(
  { base }: StructureDraft,
  table: TableModel,
  field: FieldModel,
  { type, options }: ConversionRequest,
): FieldModel {
  const { id, name, description } = field;
  const made = planField({ name, type, options, description }, table.name);
  const planned = { ...resolvedButton(made, table.fields), id };
  requireNamedFields(table, planned);
  const target = fieldModel(planned);
  if (field.link && linkedTableOf(target) === field.link.linkedTableId)
    throw appError('INVALID_REQUEST_UNKNOWN', 'The field links to that table already');
  if (id === table.primaryFieldId && !target.behaviour.primary)
    throw appError('INVALID_REQUEST_UNKNOWN', `Fields of type ${type} cannot be the primary field`);
  return target.storage.kind === 'query' ? planComputed(base, table, planned) : target;
}

/** What would become of the cells of a field with another type. Changes nothing. */
export async function previewConversion(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  request: ConversionRequest,
): Promise<ConversionReport> {
  const target = planTarget(draft, table, field, request);
  const conversion =
    target.storage.kind === 'links'
      ? new LinkConversion(draft, table, field, target)
      : new Conversion(draft, table, field, target);
  await conversion.judge();
  const views = lostInViews(draft, convertedBy(draft, table, field, conversion));
  return { ...conversion.report, views };
}

/** What is of another type after the conversion of a field. */
const convertedBy = (
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  { target }: { target: FieldModel },
): Converted[] => [{ table, from: field, to: target }, ...otherSide(draft, field)];

/** What the other side of a former link becomes, if there is one. */
function otherSide({ base }: StructureDraft, { link }: FieldModel): Converted[] {
  const table = base.tableById(link?.linkedTableId ?? '');
  const from = table?.fieldById(link?.inverseFieldId ?? '');
  if (!table || !from) return [];
  return [{ table, from, to: fieldModel({ id: from.id, name: from.name, type: 'singleLineText' }) }];
}

/** Gives a field another type; its cells become what the new type makes of them. A former link's other side becomes text, and a new link gets one. */
export async function convertField(
  draft: StructureDraft,
  table: TableModel,
  field: FieldModel,
  request: ConversionRequest,
): Promise<{ field: Field; report: ConversionReport }> {
  const { base, run } = draft;
  const target = planTarget(draft, table, field, request);
  const former = field.link ? [field.link.linkedTableId] : [];
  const forget = async (conversion: Conversion | LinkConversion): Promise<ConversionReport> => {
    const converted = convertedBy(draft, table, field, conversion);
    await forgetUnfit(draft, converted);
    return { ...conversion.report, views: lostInViews(draft, converted) };
  };
  if (target.storage.kind === 'links') {
    const conversion = new LinkConversion(draft, table, field, target);
    await run(takeTables(base.id, new Set([table.id, conversion.linkedTableId, ...former])));
    await conversion.judge();
    await keepCells(draft, table, field);
    await conversion.makeRecords();
    await endLink(draft, field);
    const written = await conversion.write();
    return { field: written, report: await forget(conversion) };
  }
  await run(takeTables(base.id, new Set([table.id, ...former])));
  const conversion = new Conversion(draft, table, field, target);
  const written = await replaceCells(draft, table, field, conversion, field.rules);
  await endLink(draft, field);
  return { field: written, report: await forget(conversion) };
}

/** Makes text of the other side of what was a link, and ends the pair. */
async function endLink(draft: StructureDraft, field: FieldModel): Promise<void> {
  const { link } = field;
  if (!link) return;
  const { base, run } = draft;
  for (const { table, from, to } of otherSide(draft, field))
    await replaceCells(draft, table, from, new Conversion(draft, table, from, to), from.rules);
  await run(dropJunction(base.id, link.pairId));
  await run(`DELETE FROM ${stateTable(base.id, 'link_pair')} WHERE id = $1`, [link.pairId]);
}
