import { randomUUID } from 'node:crypto';
import type { Op, OpResult, Table } from '@pyairtable/contracts';
import { agent, json } from '../ask-system';
import { send, type Target } from '../load';
import { MIXED_FIELDS, mixedRecord } from './mixed-fields';

const BATCH = 1_000;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** A table of the mixed fields, written through the gateway by ops of a thousand records, as a browser pastes them. */
export class MixedThroughGateway {
  readonly #target: Target;
  readonly #baseId: string;
  readonly #table: Table;
  readonly #idOf: ReadonlyMap<string, string>;
  readonly #raw: ReadonlyMap<string, ReadonlyMap<string, string>>;

  private constructor(target: Target, baseId: string, table: Table) {
    this.#target = target;
    this.#baseId = baseId;
    this.#table = table;
    this.#idOf = new Map(table.fields.map((field) => [field.name, field.id]));
    this.#raw = new Map(
      table.fields.map(({ name, options }) => {
        const { choices = [] } = (options ?? {}) as { choices?: { id: string; name: string }[] };
        return [name, new Map(choices.map((choice) => [choice.name, choice.id]))];
      }),
    );
  }

  static async make(target: Target, baseId: string, name: string): Promise<MixedThroughGateway> {
    const table = await json<Table>(target, {
      method: 'POST',
      path: `/v1/bases/${baseId}/tables`,
      body: JSON.stringify({ name, fields: MIXED_FIELDS }),
    });
    return new MixedThroughGateway(target, baseId, table);
  }

  get tableId(): string {
    return this.#table.id;
  }

  /** Ids are of one record in a base: what its table's id ends with tells the tables apart. */
  recordId(n: number): string {
    return `rec${this.tableId.slice(-7)}${String(n).padStart(7, '0')}`;
  }

  #cells(n: number): Record<string, never> {
    const raw = (name: string, value: unknown): unknown =>
      Array.isArray(value)
        ? value.map((one) => raw(name, one))
        : (this.#raw.get(name)?.get(value as string) ?? value);
    return Object.fromEntries(
      Object.entries(mixedRecord(n)).map(([name, value]) => [this.#idOf.get(name), raw(name, value)]),
    ) as Record<string, never>;
  }

  /** Sends an op for each thousand of them; answers the numbers of their entries in the log. */
  async #inOps(
    numbers: readonly number[],
    opOf: (batch: readonly number[]) => WithoutId<Op>,
  ): Promise<number[]> {
    const seqs: number[] = [];
    for (let from = 0; from < numbers.length; from += BATCH) {
      const op = { id: randomUUID(), ...opOf(numbers.slice(from, from + BATCH)) };
      const { seq } = await json<OpResult>(this.#target, {
        method: 'POST',
        path: `/v1/bases/${this.#baseId}/ops`,
        body: JSON.stringify(op),
      });
      seqs.push(seq);
    }
    return seqs;
  }

  create(numbers: readonly number[]): Promise<number[]> {
    return this.#inOps(numbers, (batch) => ({
      kind: 'records.create',
      tableId: this.tableId,
      records: batch.map((n) => ({ id: this.recordId(n), cells: this.#cells(n) })),
    }));
  }

  update(numbers: readonly number[], by: number): Promise<number[]> {
    return this.#inOps(numbers, (batch) => ({
      kind: 'records.update',
      tableId: this.tableId,
      // Checkboxes that are off have no cell in a record, and are written as such.
      records: batch.map((n) => ({
        id: this.recordId(n),
        cells: { ...this.#empty(['Active', 'Approved']), ...this.#cells(n + by) },
      })),
    }));
  }

  #empty(names: readonly string[]): Record<string, null> {
    return Object.fromEntries(names.map((name) => [this.#idOf.get(name), null]));
  }

  clear(numbers: readonly number[], names: readonly string[]): Promise<number[]> {
    return this.#inOps(numbers, (batch) => ({
      kind: 'records.update',
      tableId: this.tableId,
      records: batch.map((n) => ({ id: this.recordId(n), cells: this.#empty(names) })),
    }));
  }

  delete(numbers: readonly number[]): Promise<number[]> {
    return this.#inOps(numbers, (batch) => ({
      kind: 'records.delete',
      tableId: this.tableId,
      recordIds: batch.map((n) => this.recordId(n)),
    }));
  }

  async restore(seqs: readonly number[]): Promise<void> {
    for (const seq of seqs.toReversed())
      await send(agent, this.#target, {
        method: 'POST',
        path: `/v1/bases/${this.#baseId}/ops`,
        body: JSON.stringify({ id: randomUUID(), kind: 'records.restore', seq }),
      });
  }

  /** Reads every page; answers how many records there were. */
  async scan(): Promise<number> {
    let count = 0;
    for (let offset: string | undefined = ''; offset !== undefined;) {
      const page: { records: unknown[]; offset?: string } = await json(this.#target, {
        method: 'GET',
        path: `/v0/${this.#baseId}/${this.tableId}${offset ? `?offset=${encodeURIComponent(offset)}` : ''}`,
      });
      count += page.records.length;
      offset = page.offset;
    }
    return count;
  }
}
