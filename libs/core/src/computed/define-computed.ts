import type { CountOptions, FormulaOptions, LookupOptions, RollupOptions } from '@pyairtable/contracts';
import { fieldWith } from '@pyairtable/field-types';
import {
  check,
  type CheckedFormula,
  type CheckOptions,
  fieldKind,
  fieldReferences,
  isDayResult,
  itemType,
  listOf,
  orderFormulas,
} from '@pyairtable/formula';
import { isId } from '@pyairtable/kernel';
import type { FieldModel } from '../model/field-model';
import type { TableModel } from '../model/table-model';
import type { Computed, Definition } from './computed';
import { formulaResult, lookupResult } from './field-result';
import { type Called, formulaFault } from './invalid-reason';
import { holdsDays, valueType } from './value-type';

/** Each link more multiplies the records that one cell is made of. */
const MOST_LINKS_DEEP = 10;

type ComputedOptions = Partial<FormulaOptions & RollupOptions & CountOptions & LookupOptions>;

/** Fields by id of which a formula's text speaks. */
const referenced = (source: string | undefined): string[] =>
  source === undefined
    ? []
    : fieldReferences(source).flatMap(({ name }) => (isId('field', name) ? [name] : []));

/** Fields of whose cells a computed one is made, as its options say. */
function cellsOf({ type, options }: FieldModel): string[] {
  const { formula, filter, fieldIdInLinkedTable: target } = options as ComputedOptions;
  const own = type === 'formula' ? referenced(formula) : [];
  return [...own, ...(target === undefined ? [] : [target]), ...referenced(filter)];
}

/** All fields that a computed one may read, the link over whose records it goes among them. */
function readsOf(field: FieldModel): string[] {
  const { recordLinkFieldId: link } = field.options as ComputedOptions;
  return [...new Set([...(link === undefined ? [] : [link]), ...cellsOf(field)])];
}

/** The fields of one table as a formula may name them: by id only, so that a name given later captures nothing. */
function namesOf(
  table: TableModel,
  known: ReadonlyMap<string, FieldModel>,
): Pick<CheckOptions, 'field' | 'fieldNames'> & { has(fieldId: string): boolean } {
  return {
    has: (fieldId) => table.fieldById(fieldId) !== undefined,
    fieldNames: () => table.fields.map(({ name }) => name),
    field(id) {
      const field = table.fieldById(id) && known.get(id);
      return field && { id, name: field.name, type: valueType(field) };
    },
  };
}

/** Works out the computed fields of a base's tables. */
class Definer {
  private readonly known = new Map<string, FieldModel>();
  private readonly tables: ReadonlyMap<string, TableModel>;

  constructor(
    tables: readonly TableModel[],
    private readonly formerNames: ReadonlyMap<string, string>,
  ) {
    this.tables = new Map(tables.map((table) => [table.id, table]));
    for (const table of tables) for (const field of table.fields) this.known.set(field.id, field);
  }

  /** What a computed field's value is made of: of a link in a formula those are titles. */
  madeOf(field: FieldModel): string[] {
    const titles = cellsOf(field).flatMap((id) => {
      const linked = this.known.get(id)?.link?.linkedTableId;
      return (linked !== undefined && this.tables.get(linked)?.primaryFieldId) || [];
    });
    return [...new Set([...readsOf(field), ...titles])];
  }

  /** `cycle` says by which way the field would be computed from itself. */
  define(field: FieldModel, table: TableModel, rank: number, cycle: string | undefined): FieldModel {
    const defined = this.withDefinition(field, table, rank, cycle);
    this.known.set(field.id, defined);
    return defined;
  }

  private withDefinition(
    field: FieldModel,
    table: TableModel,
    rank: number,
    cycle: string | undefined,
  ): FieldModel {
    const worked: Definition =
      cycle === undefined ? this.definition(field, table) : { kind: 'invalid', reason: cycle };
    const reads = readsOf(field).filter((id) => this.known.has(id));
    const depth = this.depth(worked, reads, cellsOf(field));
    const definition: Definition =
      depth > MOST_LINKS_DEEP
        ? {
            kind: 'invalid',
            reason: `The field looks through more than ${MOST_LINKS_DEEP} links behind one another.`,
          }
        : worked;
    const common = { reads, rank, depth, volatile: this.isVolatile(definition, this.madeOf(field)) };
    const computed: Computed = { ...definition, ...common, ...this.shape(definition, field) };
    const valid = computed.kind !== 'invalid';
    const options: ComputedOptions = { ...(field.options as ComputedOptions), isValid: valid };
    delete options.reason;
    if (computed.kind === 'invalid') options.reason = computed.reason;
    if (field.type !== 'count') options.result = computed.result;
    if (field.type === 'formula') options.referencedFieldIds = [...reads];
    const { behaviour, storage, id, name, type, description } = field;
    const named = { id, name, type, ...(description === undefined ? {} : { description }) };
    return { ...fieldWith(named, options), behaviour, storage, computed };
  }

  private readonly called: Called = (id) => {
    const name = this.known.get(id)?.name ?? this.formerNames.get(id);
    return name === undefined ? id : `“${name}”`;
  };

  private definition(field: FieldModel, table: TableModel): Definition {
    const options = field.options as ComputedOptions;
    if (field.type === 'formula')
      return this.formula(options.formula ?? '', table, undefined, (formula) => ({
        kind: 'formula',
        formula,
      }));
    const { recordLinkFieldId: linkId = '', fieldIdInLinkedTable: targetId = '' } = options;
    const link = table.fieldById(linkId);
    if (!link) return { kind: 'invalid', reason: `The link field ${this.called(linkId)} is not there.` };
    const linked = link.link && this.tables.get(link.link.linkedTableId);
    if (!linked) return { kind: 'invalid', reason: `The field ${this.called(linkId)} is not a link.` };
    const filter =
      options.filter === undefined ? undefined : check(options.filter, namesOf(linked, this.known));
    const unfit = filter?.problems[0];
    if (filter && unfit)
      return {
        kind: 'invalid',
        reason: `Condition: ${formulaFault(filter.source, unfit, linked.fields, this.called)}`,
      };
    const over = { linkFieldId: link.id, ...(filter ? { filter } : {}) };
    if (field.type === 'count') return { kind: 'count', ...over };
    const target = linked.fieldById(targetId) && this.known.get(targetId);
    if (!target)
      return { kind: 'invalid', reason: `The field ${this.called(targetId)} is not in the linked table.` };
    const cells = { ...over, targetFieldId: target.id };
    if (field.type === 'multipleLookupValues') return { kind: 'lookup', ...cells };
    return this.formula(options.formula ?? '', undefined, target, (formula) => ({
      kind: 'rollup',
      formula,
      ...cells,
    }));
  }

  private formula(
    source: string,
    table: TableModel | undefined,
    target: FieldModel | undefined,
    make: (formula: CheckedFormula) => Definition,
  ): Definition {
    const names = table ? namesOf(table, this.known) : { field: () => undefined };
    const values = target && listOf(itemType(valueType(target)));
    const formula = check(source, { ...names, ...(values ? { values } : {}) });
    const [problem] = formula.problems;
    return problem
      ? { kind: 'invalid', reason: formulaFault(source, problem, table?.fields ?? [], this.called) }
      : make(formula);
  }

  /** Type, days and result of a definition. */
  private shape(definition: Definition, field: FieldModel): Pick<Computed, 'type' | 'day' | 'result'> {
    const get = (id: string) => this.known.get(id) as FieldModel;
    switch (definition.kind) {
      case 'invalid':
        return { type: 'blank', day: false, result: null };
      case 'count':
        return { type: 'number', day: false, result: { type: 'number', options: { precision: 0 } } };
      case 'lookup': {
        const target = get(definition.targetFieldId);
        return {
          type: listOf(itemType(valueType(target))),
          day: holdsDays(target),
          result: lookupResult(target),
        };
      }
      default: {
        const { formula } = definition;
        const target = definition.kind === 'rollup' ? get(definition.targetFieldId) : undefined;
        const day =
          fieldKind(formula.type) === 'date' &&
          isDayResult(formula.root, (id) => holdsDays(id === 'values' && target ? target : get(id)));
        const { format } = field.options as ComputedOptions;
        const read = [...formula.fieldIds.map(get), ...(target ? [target] : [])];
        return {
          type: fieldKind(formula.type),
          day,
          result: formulaResult(formula, day, read, format, target),
        };
      }
    }
  }

  private depth(definition: Definition, reads: readonly string[], cells: readonly string[]): number {
    const own = 'linkFieldId' in definition ? 1 : 0;
    const deepest = reads.map((id) => {
      const { computed, link } = this.known.get(id) as FieldModel;
      if (computed) return computed.depth;
      // Of a link's cell the titles are read; of the link that is looked through, nothing.
      const primary = link && cells.includes(id) && this.tables.get(link.linkedTableId)?.primaryFieldId;
      return primary ? 1 + (this.known.get(primary)?.computed?.depth ?? 0) : 0;
    });
    return own + Math.max(0, ...deepest);
  }

  private isVolatile(definition: Definition, madeOf: readonly string[]): boolean {
    const own = 'formula' in definition && definition.formula.volatile;
    const filter = 'filter' in definition && definition.filter?.volatile === true;
    return own || filter || madeOf.some((id) => this.known.get(id)?.computed?.volatile === true);
  }
}

/**
 * The tables with their computed fields worked out: each knows what it reads, what kind of values it yields and how they
 * are shown, and its options say so. Fields that would read themselves are invalid. `formerNames`: how fields were called that
 * are there no more, by their ids, to say of what is missing.
 */
export function defineComputed(
  tables: readonly TableModel[],
  formerNames: ReadonlyMap<string, string> = new Map(),
): readonly TableModel[] {
  const places = new Map<string, { field: FieldModel; table: TableModel }>();
  for (const table of tables)
    for (const field of table.fields)
      if (field.storage.kind === 'query') places.set(field.id, { field, table });
  if (places.size === 0) return tables;
  const definer = new Definer(tables, formerNames);
  const inOrder = [...places.values()].map(({ field }) => ({
    fieldId: field.id,
    name: field.name,
    reads: definer.madeOf(field),
  }));
  const { order, cycles } = orderFormulas(inOrder);
  const wayOf = new Map<string, string>();
  for (const { fieldIds } of cycles) {
    const names = [...fieldIds, fieldIds[0] as string].map((id) => places.get(id)?.field.name ?? id);
    for (const id of fieldIds)
      wayOf.set(id, `The field would be computed from itself: ${names.join(' → ')}.`);
  }
  const ordered = new Set(order);
  // Of entangled groups only one cycle each is told; whoever is in none of the order is of one.
  for (const id of places.keys())
    if (!ordered.has(id) && !wayOf.has(id)) wayOf.set(id, 'The field would be computed from itself.');
  const defined = new Map<string, FieldModel>();
  [...wayOf.keys(), ...order].forEach((id, rank) => {
    const { field, table } = places.get(id) as NonNullable<ReturnType<typeof places.get>>;
    defined.set(id, definer.define(field, table, rank, wayOf.get(id)));
  });
  return tables.map((table) =>
    table.fields.some(({ id }) => defined.has(id))
      ? table.withFields(table.fields.map((field) => defined.get(field.id) ?? field))
      : table,
  );
}
