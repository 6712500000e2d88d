import { type Sight, WHOLE_SIGHT } from '@pyairtable/core';
import type { SqlScope } from '@pyairtable/field-types';
import { FormulaError } from '@pyairtable/formula';
import { lastLoggedChanges } from './logged-changes';

/** Joins of computed cells in one statement. */
const MOST_PLACES = 1_000;
/** Stages of formulas behind one another: PostgreSQL plans them in the square of their number. */
const MOST_STAGES = 500;
/** Columns of all stages: the same. */
const MOST_COLUMNS = 3_000;
/** The same with those of cells that turned out too large, which take the api's own time: some 300 ms. */
const MOST_TRIED = 20_000;
const TOO_LARGE = {
  code: 'sql_too_large',
  start: 0,
  end: 0,
  message: 'The computed fields are too many to be read together.',
} as const;

/** Text and bound parameters, ready to run. */
export interface Prepared {
  text: string;
  parameters: unknown[];
}

/**
 * One SQL statement in the making: named parts (common table expressions) in order, then the final query. Values
 * only enter through `bind`, so equal shapes give equal text, which the connection keeps prepared.
 */
export class Statement implements SqlScope {
  private readonly parameters: unknown[] = [];
  private readonly parts: string[] = [];
  private recurs = false;
  private hasPeople = false;
  private readonly logged = new Set<string>();
  private places = 0;
  /** What planning the stages takes, in pairs of them. */
  private stagePairs = 0;
  private columns = 0;
  private tried = 0;
  /** How to take back what was added for computed cells, in the order in which it was. */
  private readonly added: (() => void)[] = [];

  constructor(
    private readonly baseId: string,
    /** What is seen by whoever is answered. */
    readonly sight: Sight = WHOLE_SIGHT,
  ) {}

  bind(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  /** A number that no other part of the statement has, for the names of joins. */
  place(): number {
    if (this.places === MOST_PLACES) throw new FormulaError([TOO_LARGE]);
    this.adds(() => (this.places -= 1));
    return ++this.places;
  }

  /** Counts a stage that formulas are computed in, behind `before` others of the same rows. */
  stage(before: number): void {
    const pairs = 2 * before + 1;
    if (this.stagePairs + pairs > MOST_STAGES ** 2) throw new FormulaError([TOO_LARGE]);
    this.stagePairs += pairs;
    this.adds(() => (this.stagePairs -= pairs));
  }

  /** Counts a column of a stage. */
  column(takeBack: () => void): void {
    if (this.columns === MOST_COLUMNS || this.tried === MOST_TRIED) throw new FormulaError([TOO_LARGE]);
    this.columns += 1;
    this.tried += 1;
    this.adds(() => {
      this.columns -= 1;
      takeBack();
    });
  }

  /** Notes how to take back what is added for a computed cell. */
  adds(takeBack: () => void): void {
    this.added.push(takeBack);
  }

  /**
   * What is made, or `failed` where it would be too large for the database: what a field reads may have grown since it was made.
   * Nothing stays then of what was added for it, which would leave less room to the others.
   */
  unlessTooLarge<T>(make: () => T, failed: T): T {
    const before = this.added.length;
    try {
      return make();
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      for (const takeBack of this.added.splice(before).reverse()) takeBack();
      return failed;
    }
  }

  /** Adds `name AS (body)`; parts may refer to those before them, a recursive one to itself. */
  part(name: string, body: string, options: { materialized?: boolean; recursive?: boolean } = {}): void {
    this.recurs ||= options.recursive === true;
    this.parts.push(`${name} AS ${options.materialized ? 'MATERIALIZED ' : ''}(${body})`);
  }

  people(): string {
    this.addPeople();
    return '(SELECT people.cells FROM people)';
  }

  peopleNames(): string {
    this.addPeople();
    return '(SELECT people.names FROM people)';
  }

  /** Whether what was composed so far depends on who people are. */
  get readsPeople(): boolean {
    return this.hasPeople;
  }

  /** When each record's cell of the field was last changed, as the log knows it: a JSON object by record ids, of all or of those. */
  loggedTimes(tableId: string, fieldId: string, recordIds?: string): string {
    const part = `changes_of_${fieldId}`;
    const times = `(SELECT "${part}".times FROM "${part}")`;
    if (this.logged.has(part)) return times;
    this.logged.add(part);
    const changes = lastLoggedChanges(
      this.baseId,
      tableId,
      [fieldId],
      (value) => this.bind(value),
      recordIds,
    );
    this.parts.unshift(
      `"${part}" AS MATERIALIZED (SELECT coalesce(jsonb_object_agg(l.id, l.at), '{}') AS times FROM (${changes}) l)`,
    );
    return times;
  }

  /** The statement with its final query. */
  finish(query: string): Prepared {
    const unused = this.unused(`${this.parts.join()} ${query}`);
    // A parameter that a formula bound and then did without still needs a type for PostgreSQL to take the statement. Rows, of
    // which there may be more than columns.
    if (unused.length > 0)
      this.part('unused', `VALUES ${unused.map((place) => `(${place}::text)`).join(', ')}`);
    const parts =
      this.parts.length > 0 ? `WITH ${this.recurs ? 'RECURSIVE ' : ''}${this.parts.join(',\n')}\n` : '';
    return { text: parts + query, parameters: this.parameters };
  }

  private unused(text: string): string[] {
    const used = new Set(text.match(/\$\d+/g));
    return this.parameters.map((_, at) => `$${at + 1}`).filter((place) => !used.has(place));
  }

  // Read with the page and not from the cached model: a person's new name shows at once.
  private addPeople(): void {
    if (this.hasPeople) return;
    this.hasPeople = true;
    const base = this.bind(this.baseId);
    const [shown, unnamed] = this.sight.addresses
      ? ['p.id, p.email, p.name', 'p.email']
      : ['p.id, p.name', 'p.id'];
    this.parts.unshift(
      `people AS MATERIALIZED (
        SELECT jsonb_object_agg(p.id, (SELECT row_to_json(c)::text FROM (SELECT ${shown}) c)) AS cells,
          jsonb_object_agg(p.id, coalesce(nullif(p.name, ''), ${unnamed})) AS names
        FROM api.person p WHERE p.id IN (
          SELECT m.user_id FROM api.workspace_member m JOIN api.base b USING (workspace_id) WHERE b.id = ${base}
          UNION SELECT m.user_id FROM api.base_member m WHERE m.base_id = ${base}))`,
    );
  }
}
