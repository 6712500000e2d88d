import type { CurrencyOptions, FieldResult, SelectOptions } from '@pyairtable/contracts';
import { type FieldModel, type LinkEnd } from '@pyairtable/core';
import { shownAs, shownCharacters, type ShownTo, sought, soughtText, TICKED } from '@pyairtable/field-types';
import type { CheckedFormula } from '@pyairtable/formula';
import { junctionName, tableName } from './identifiers';
import { LinkedReach } from './linked-reach';
import type { FilterBy } from './row-choice';
import { RowCells, storedColumn } from './row-cells';
import { scalarText } from './shown-text';
import { isAscii, likeSought, patternOf } from './sought-in';

/** What is searched for in the texts that cells show. */
export interface TextSearch {
  /** As `sought` makes it, without blanks around. */
  text: string;
  to: ShownTo;
}

export const textSearch = (query: string, to: ShownTo): TextSearch => ({ text: sought(query).trim(), to });

/** Expression of a text[]: ids of the fields of a row whose cells show what is sought, in their order. */
export function matchedFields(
  row: RowCells,
  fields: readonly FieldModel[],
  { text, to }: TextSearch,
): string {
  const { statement } = row;
  const wanted = `${statement.bind(text)}::text`;
  const ids = fields.map(
    (field) =>
      `CASE WHEN strpos(${soughtText(row.shown(field, to))}, ${wanted}) > 0 THEN ${statement.bind(field.id)}::text END`,
  );
  return `array_remove(ARRAY[${ids.join(', ')}]::text[], NULL)`;
}

/**
 * Keeps the rows of which a cell of the fields shows what is sought. Fields that cannot are left out; where a list can only show
 * it within one of its entries, those are asked for that have it: choices, linked records.
 */
export const searchFilter =
  (fields: readonly FieldModel[], search: TextSearch): FilterBy =>
  (statement, { base, alias, breadth, sight }) => {
    const row = new RowCells(base, alias, statement, breadth, undefined, sight);
    const hits = new Hits(row, search);
    for (const field of fields) hits.add(field);
    return {
      joins: `${row.joins()}${hits.joins()}`,
      condition: hits.condition(),
      key: 'search',
      readsClock: true,
    };
  };

/** A condition, or a text that is to be searched. */
type Hit = { text: string } | { condition: string } | undefined;

const FAULTS = sought('#ERROR! NaN -Infinity');

class Hits {
  private readonly linked: string[] = [];
  /** Texts that are computed once for a row. */
  private readonly shared: string[] = [];
  private stage = '';
  private readonly conditions: string[] = [];
  private readonly wanted: string;
  private readonly pattern: string;
  /** It cannot stand across the entries of a list, nor in the quotes that those may have. */
  private readonly inEntry: boolean;

  constructor(
    private readonly row: RowCells,
    private readonly search: TextSearch,
  ) {
    const { statement } = row;
    this.wanted = `${statement.bind(search.text)}::text`;
    this.pattern = `${statement.bind(`%${patternOf(search.text)}%`)}::text`;
    this.inEntry = !/[,"]/.test(search.text);
  }

  add(field: FieldModel): void {
    const hit = this.search.text === '' ? undefined : this.hitOf(field);
    if (hit) this.conditions.push('text' in hit ? this.inText(hit.text) : hit.condition);
  }

  get isEmpty(): boolean {
    return this.conditions.length === 0;
  }

  /** A never-null boolean expression. */
  condition(): string {
    return this.isEmpty ? 'false' : `coalesce(${this.conditions.join(' OR ')}, false)`;
  }

  /** What stands behind the row and its own joins in FROM. */
  joins(): string {
    const texts = this.shared.map((text, at) => `${text} AS t${at}`).join(', ');
    const stage = texts && `\nCROSS JOIN LATERAL (SELECT ${texts} OFFSET 0) ${this.stage}`;
    return `${this.linked.join('')}${stage}`;
  }

  private inText(text: string): string {
    return likeSought(text, this.search.text, this.pattern);
  }

  private once(text: string): { text: string } {
    if (this.stage === '') this.stage = `s${this.row.statement.place()}`;
    return { text: `${this.stage}.t${this.shared.push(text) - 1}` };
  }

  private hitOf(field: FieldModel): Hit {
    const { row, search } = this;
    const { computed, link } = field;
    if (this.inEntry && link) return this.throughLink(link, undefined);
    if (this.inEntry && computed?.kind === 'lookup') {
      const end = row.base.locateField(computed.linkFieldId)?.field.link as LinkEnd;
      const target = row.base.locateField(computed.targetFieldId)?.field;
      return this.throughLink(end, target, computed.filter);
    }
    if (link || computed?.kind === 'lookup') return this.once(row.shown(field, search.to));
    const shown = foldedSymbol(shownAs(field));
    const characters = shownCharacters(shown, search.to);
    if (characters === undefined)
      return computed ? this.once(row.shown(field, search.to)) : this.stored(field);
    const all = `${characters}${computed ? FAULTS : ''}`;
    if (![...search.text].every((character) => all.includes(character))) return undefined;
    const column = storedColumn(field, row.alias);
    if (shown.type === 'checkbox' && column)
      return TICKED.includes(search.text) ? { condition: column } : undefined;
    const text = scalarText(row, field, search.to, shown);
    // Names of months may have any letters.
    if (!isAscii(characters) && shown.type !== 'currency') return this.once(text);
    return { condition: `strpos(lower(${text} COLLATE "C"), ${this.wanted}) > 0` };
  }

  private stored(field: FieldModel): Hit {
    const { row, search } = this;
    const { storage, behaviour } = field;
    if (storage.kind === 'constant')
      return sought(storage.text).includes(search.text) ? { condition: 'true' } : undefined;
    const column = storedColumn(field, row.alias);
    if (!column) return undefined;
    if (behaviour.family === 'choice' && (this.inEntry || !behaviour.several)) {
      const ids = (field.options as SelectOptions).choices
        .filter(({ name }) => sought(name).includes(search.text))
        .map(({ id }) => id);
      if (ids.length === 0) return undefined;
      const bound = `${row.statement.bind(ids)}::text[]`;
      return { condition: behaviour.several ? `${column} && ${bound}` : `${column} = ANY(${bound})` };
    }
    // What is sought has no blanks around it, in which alone texts are shown otherwise than they are kept.
    return behaviour.family === 'text' ? { text: column } : this.once(row.shown(field, search.to));
  }

  /** The rows by which a record is named that shows it in `target`, else by its primary field. */
  private throughLink(end: LinkEnd, target: FieldModel | undefined, filter?: CheckedFormula): Hit {
    const { base, alias, statement, sight } = this.row;
    const place = statement.place();
    const linked = new RowCells(base, `o${place}`, statement, 'table', undefined, sight);
    const reach = new LinkedReach(linked, end);
    const field = target ?? reach.primary;
    if (!reach.shows(field)) return undefined;
    const kept = filter && linked.condition(filter.root, filter.fieldIds);
    const hits = new Hits(linked, this.search);
    hits.add(field);
    if (hits.isEmpty) return undefined;
    const where = [...reach.conditions, ...(kept === undefined ? [] : [kept]), hits.condition()];
    const [j, h] = [`j${place}`, `h${place}`];
    this.linked
      .push(`\nLEFT JOIN (SELECT DISTINCT ${j}.${end.own} AS own FROM ${junctionName(base.id, end.pairId)} ${j}
      JOIN ${tableName(base.id, end.linkedTableId)} ${linked.alias} ON ${linked.alias}.__id = ${j}.${end.other}${reach.joins()}${hits.joins()}
      WHERE ${where.join(' AND ')}) ${h} ON ${h}.own = ${alias}.__id`);
    return { condition: `${h}.own IS NOT NULL` };
  }
}

/** An amount whose symbol is folded already: all else that numbers show is. */
const foldedSymbol = ({ type, options }: FieldResult): FieldResult =>
  type === 'currency'
    ? {
        type,
        options: {
          ...(options as CurrencyOptions),
          symbol: sought((options as CurrencyOptions).symbol),
        } satisfies CurrencyOptions,
      }
    : { type, options };
