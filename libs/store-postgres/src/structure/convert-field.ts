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
import { type Converted, forgetUnfit } from './forget-in-views';
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
  return conversion.report;
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
  if (target.storage.kind === 'links') {
    const conversion = new LinkConversion(draft, table, field, target);
    await run(takeTables(base.id, new Set([table.id, conversion.linkedTableId, ...former])));
    await conversion.judge();
    await keepCells(draft, table, field);
    await conversion.makeRecords();
    const inverse = await endLink(draft, field);
    const written = await conversion.write();
    await forgetUnfit(draft, [{ table, from: field, to: target }, ...inverse]);
    return { field: written, report: conversion.report };
  }
  await run(takeTables(base.id, new Set([table.id, ...former])));
  const conversion = new Conversion(draft, table, field, target);
  const converted = await replaceCells(draft, table, field, conversion, field.rules);
  const inverse = await endLink(draft, field);
  await forgetUnfit(draft, [{ table, from: field, to: conversion.target }, ...inverse]);
  return { field: converted, report: conversion.report };
}

/** Makes text of the other side of what was a link, and ends the pair; answers the side that was made text, if there is one. */
async function endLink(draft: StructureDraft, { link }: FieldModel): Promise<Converted[]> {
  if (!link) return [];
  const { base, run } = draft;
  const linked = base.tableById(link.linkedTableId);
  const inverse = linked && link.inverseFieldId ? linked.fieldById(link.inverseFieldId) : undefined;
  const converted: Converted[] = [];
  if (linked && inverse) {
    const text = fieldModel({ id: inverse.id, name: inverse.name, type: 'singleLineText' });
    converted.push({ table: linked, from: inverse, to: text });
    await replaceCells(draft, linked, inverse, new Conversion(draft, linked, inverse, text), inverse.rules);
  }
  await run(dropJunction(base.id, link.pairId));
  await run(`DELETE FROM ${stateTable(base.id, 'link_pair')} WHERE id = $1`, [link.pairId]);
  return converted;
}
