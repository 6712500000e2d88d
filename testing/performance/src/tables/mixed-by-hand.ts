import type pg from 'pg';
import { mixedRecord } from './mixed-fields';

/** Columns of the table by hand, in the order of MIXED_FIELDS. */
const COLUMNS = [
  ['Title', 'text'],
  ['Owner', 'text'],
  ['External ID', 'text'],
  ['Source', 'text'],
  ['Description', 'text'],
  ['Notes', 'text'],
  ['Comment', 'text'],
  ['Status', 'text'],
  ['Priority', 'text'],
  ['Category', 'text'],
  ['Tags', 'text[]'],
  ['Labels', 'text[]'],
  ['Amount', 'float8'],
  ['Quantity', 'float8'],
  ['Percent', 'float8'],
  ['Start Date', 'date'],
  ['Due Date', 'date'],
  ['Active', 'boolean'],
  ['Approved', 'boolean'],
  ['Score', 'float8'],
] as const;

const NAMES = COLUMNS.map(([name]) => `"${name}"`).join(', ');
const TYPED = COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', ');
const BATCH = 1_000;

async function inBatches(numbers: readonly number[], work: (batch: readonly number[]) => Promise<unknown>) {
  for (let from = 0; from < numbers.length; from += BATCH) await work(numbers.slice(from, from + BATCH));
}

/** The same work as plain SQL on one connection: a statement for each thousand rows, no log, no undo. */
export class MixedByHand {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async make(client: pg.Client): Promise<MixedByHand> {
    await client.query(`DROP SCHEMA IF EXISTS by_hand CASCADE; CREATE SCHEMA by_hand;
      CREATE TABLE by_hand.mixed (id text COLLATE "C" PRIMARY KEY, ${TYPED});
      CREATE TABLE by_hand.gone (LIKE by_hand.mixed)`);
    return new MixedByHand(client);
  }

  create(numbers: readonly number[]): Promise<void> {
    return inBatches(numbers, (batch) =>
      this.#client.query(
        `INSERT INTO by_hand.mixed SELECT * FROM jsonb_to_recordset($1) AS r(id text, ${TYPED})`,
        [JSON.stringify(batch.map((n) => ({ id: `r${n}`, ...mixedRecord(n) })))],
      ),
    );
  }

  /** Every cell anew: those of the record `by` further. */
  update(numbers: readonly number[], by: number): Promise<void> {
    const sets = COLUMNS.map(([name]) => `"${name}" = r."${name}"`).join(', ');
    return inBatches(numbers, (batch) =>
      this.#client.query(
        `UPDATE by_hand.mixed AS m SET ${sets} FROM jsonb_to_recordset($1) AS r(id text, ${TYPED}) WHERE m.id = r.id`,
        [JSON.stringify(batch.map((n) => ({ id: `r${n}`, ...mixedRecord(n + by) })))],
      ),
    );
  }

  clear(numbers: readonly number[], names: readonly string[]): Promise<void> {
    const sets = names.map((name) => `"${name}" = NULL`).join(', ');
    return inBatches(numbers, (batch) =>
      this.#client.query(`UPDATE by_hand.mixed SET ${sets} WHERE id = ANY($1)`, [batch.map((n) => `r${n}`)]),
    );
  }

  delete(numbers: readonly number[]): Promise<void> {
    return inBatches(numbers, (batch) =>
      this.#client.query(
        `WITH gone AS (DELETE FROM by_hand.mixed WHERE id = ANY($1) RETURNING *) INSERT INTO by_hand.gone SELECT * FROM gone`,
        [batch.map((n) => `r${n}`)],
      ),
    );
  }

  restore(numbers: readonly number[]): Promise<void> {
    return inBatches(numbers, (batch) =>
      this.#client.query(
        `WITH back AS (DELETE FROM by_hand.gone WHERE id = ANY($1) RETURNING *) INSERT INTO by_hand.mixed SELECT * FROM back`,
        [batch.map((n) => `r${n}`)],
      ),
    );
  }

  async scan(): Promise<number> {
    const { rows } = await this.#client.query<{ json: string }>(
      `SELECT json_build_object('id', id, 'fields', to_jsonb(m) - 'id')::text AS json FROM by_hand.mixed AS m ORDER BY id`,
    );
    return rows.length;
  }

  /** A table like it, and its rows. */
  async copy(): Promise<void> {
    await this.#client.query(
      `DROP TABLE IF EXISTS by_hand.copied; CREATE TABLE by_hand.copied AS SELECT ${NAMES} FROM by_hand.mixed`,
    );
  }
}
