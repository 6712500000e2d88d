import type { CurrencyOptions, FieldResult, SelectOptions } from '@pyairtable/contracts';
import { type FieldModel, type LinkEnd } from '@pyairtable/core';
import {
  shownAs,
  shownCharacters,
  shownSql,
  type ShownTo,
  sought,
  soughtText,
} from '@pyairtable/field-types';
import type { CheckedFormula } from '@pyairtable/formula';
import { junctionName, tableName } from './identifiers';
import { LinkedReach } from './linked-reach';
import type { FilterBy } from './row-choice';
import { RowCells, storedColumn } from './row-cells';
import type { Statement } from './statement';

/** What is searched for in the texts that cells show. */
export interface TextSearch {
  /** As `sought` makes it, without blanks around. */
  text: string;
  to: ShownTo;
}

export const textSearch = (query: string, to: ShownTo): TextSearch => ({ text: sought(query).trim(), to });

/** Boolean expression, NULL where the text is: the text that a cell shows contains what is sought. */
export const shows = (shown: string, { text }: TextSearch, statement: Statement): string =>
  `strpos(${soughtText(shown)}, ${statement.bind(text)}::text) > 0`;

/**
 * Keeps the rows of which a cell of the fields shows what is sought. The texts of a row are put together and folded once; where
 * a list can only show it within one of its entries, those are asked for that have it: choices, linked records.
 */
export const searchFilter =
  (fields: readonly FieldModel[], search: TextSearch): FilterBy =>
  (statement, { base, alias, breadth, sight }) => {
    const row = new RowCells(base, alias, statement, breadth, undefined, sight);
    const hits = new Hits(row, search);
    for (const field of fields) hits.add(field);
    const condition = hits.condition();
    return { joins: `${row.joins()}${hits.joins}`, condition, key: 'search', readsClock: true };
  };

type Hit = { text: string } | { condition: string } | undefined;

/** Texts joined in one call, which takes at most 100 arguments. */
const CONCAT_ARGUMENTS = 90;
const FAULTS = sought('#ERROR! NaN -Infinity');

class Hits {
  /** What stands behind the row and its own joins in FROM. */
  joins = '';
  private readonly texts: string[] = [];
  private readonly conditions: string[] = [];
  private readonly wanted: string;
  /** It cannot stand across the entries of a list, nor in the quotes that those may have. */
  private readonly inEntry: boolean;

  constructor(
    private readonly row: RowCells,
    private readonly search: TextSearch,
  ) {
    this.wanted = `${row.statement.bind(search.text)}::text`;
    this.inEntry = !/[,"]/.test(search.text);
  }

  add(field: FieldModel): void {
    if (this.search.text === '') return;
    const hit = this.hitOf(field);
    if (!hit) return;
    if ('text' in hit) this.texts.push(hit.text);
    else this.conditions.push(hit.condition);
  }

  /** A never-null boolean expression. */
  condition(): string {
    // A line break stands between the texts, which no text has that is sought in one line.
    const groups = this.search.text.includes('\n') ? this.texts.map((text) => [text]) : this.grouped();
    const inTexts = groups.map((group) => this.inText(group));
    const all = [...this.conditions, ...inTexts];
    return all.length === 0 ? 'false' : `coalesce(${all.join(' OR ')}, false)`;
  }

  private grouped(): string[][] {
    const groups: string[][] = [];
    for (let at = 0; at < this.texts.length; at += CONCAT_ARGUMENTS)
      groups.push(this.texts.slice(at, at + CONCAT_ARGUMENTS));
    return groups;
  }

  private inText(texts: readonly string[]): string {
    const name = `s${this.row.statement.place()}`;
    const text = texts.length === 1 ? texts[0] : `concat_ws(E'\\n', ${texts.join(', ')})`;
    this.joins += `\nCROSS JOIN LATERAL (SELECT ${text} AS t OFFSET 0) ${name}`;
    // What is plain ASCII is folded by its case alone, ten times as soon.
    return `strpos(CASE WHEN octet_length(${name}.t) = length(${name}.t) THEN translate(lower(${name}.t COLLATE "C"), E'\\x01', E'\\x02') ELSE ${soughtText(`${name}.t`)} END, ${this.wanted}) > 0`;
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
    if (link || computed?.kind === 'lookup') return { text: row.shown(field, search.to) };
    const shown = shownAs(field);
    const characters = shownCharacters(shown, search.to);
    const all = characters !== undefined && `${characters}${computed ? FAULTS : ''}`;
    if (all && ![...search.text].every((character) => all.includes(character))) return undefined;
    return computed ? { text: row.shown(field, search.to) } : this.stored(field, shown);
  }

  private stored(field: FieldModel, shown: FieldResult): Hit {
    const { row, search } = this;
    const { storage, behaviour } = field;
    if (storage.kind === 'constant')
      return sought(storage.text).includes(search.text) ? { condition: 'true' } : undefined;
    const column = storedColumn(field, row.alias);
    if (!column) return undefined;
    if (behaviour.family === 'choice' && (this.inEntry || !behaviour.several)) {
      const ids = (shown.options as SelectOptions).choices
        .filter(({ name }) => sought(name).includes(search.text))
        .map(({ id }) => id);
      const bound = `${row.statement.bind(ids)}::text[]`;
      if (ids.length === 0) return undefined;
      return { condition: behaviour.several ? `${column} && ${bound}` : `${column} = ANY(${bound})` };
    }
    if (behaviour.family === 'checkbox')
      return 'checked'.includes(search.text) ? { condition: column } : undefined;
    if (behaviour.family !== 'number' && behaviour.family !== 'duration')
      return { text: row.shown(field, search.to) };
    const text = shownSql(foldedSymbol(shown), row.value(field).value, search.to, row.statement);
    return { condition: `strpos(${text}, ${this.wanted}) > 0` };
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
    this.joins += `\nLEFT JOIN (SELECT DISTINCT ${j}.${end.own} AS own FROM ${junctionName(base.id, end.pairId)} ${j}
      JOIN ${tableName(base.id, end.linkedTableId)} ${linked.alias} ON ${linked.alias}.__id = ${j}.${end.other}${reach.joins()}${hits.joins}
      WHERE ${where.join(' AND ')}) ${h} ON ${h}.own = ${alias}.__id`;
    return { condition: `${h}.own IS NOT NULL` };
  }

  private get isEmpty(): boolean {
    return this.texts.length + this.conditions.length === 0;
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
