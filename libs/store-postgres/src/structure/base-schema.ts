import { schemaName, stateTable } from '../sql/identifiers';
import type { Sharding } from '../sharding/sharding';

/** Ids of the house; of a bounded length, so that a table of nothing else needs no other for what is long. */
const ID = 'varchar(17) COLLATE "C"';

/**
 * The statements that make a base's schema with all that it keeps beside its records, where nothing may stand that changes
 * with a base and belongs to several. What of it can be computed anew is not logged by PostgreSQL.
 */
export function createBaseSchema(baseId: string, sharding: Sharding): string[] {
  const [table, change, field] = [
    stateTable(baseId, 'table'),
    stateTable(baseId, 'change'),
    stateTable(baseId, 'field'),
  ];
  const past = stateTable(baseId, 'past_structure');
  return [
    // Of this transaction alone: a schema made elsewhere would become a shard too.
    ...(sharding === 'citus' ? ['SET LOCAL citus.enable_schema_based_sharding TO on'] : []),
    `CREATE SCHEMA ${schemaName(baseId)}`,
    // One row, whose lock is what makes the numbers contiguous: seq is that of the last entry of the log, kept_from that of
    // the first moment that the base can be brought back to.
    `CREATE TABLE ${stateTable(baseId, 'head')} (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      seq bigint NOT NULL DEFAULT 0,
      schema_version integer NOT NULL DEFAULT 0,
      kept_from bigint NOT NULL DEFAULT 1
    )`,
    `INSERT INTO ${stateTable(baseId, 'head')} DEFAULT VALUES`,
    `CREATE TABLE ${change} (
      seq bigint PRIMARY KEY,
      at timestamptz(3) NOT NULL DEFAULT now(),
      actor text COLLATE "C",
      source text NOT NULL,
      op_id text COLLATE "C",
      changes jsonb NOT NULL
    )`,
    `CREATE UNIQUE INDEX change_op ON ${change} (op_id) WHERE op_id IS NOT NULL`,
    // Which entries tell of a record: its history is read by the record, and in order.
    `CREATE TABLE ${stateTable(baseId, 'record_change')} (
      record_id ${ID} NOT NULL,
      seq bigint NOT NULL,
      PRIMARY KEY (record_id, seq)
    )`,
    // Ops that changed nothing, which have no entry: sent again, such an op is answered as it was.
    `CREATE TABLE ${stateTable(baseId, 'idle_op')} (
      op_id text COLLATE "C" PRIMARY KEY,
      actor text COLLATE "C" NOT NULL,
      seq bigint NOT NULL,
      record_ids text[] NOT NULL,
      done_at timestamptz NOT NULL DEFAULT now()
    )`,
    `CREATE TABLE ${table} (
      id ${ID} PRIMARY KEY,
      name text NOT NULL,
      description text,
      primary_field_id ${ID} NOT NULL,
      position integer NOT NULL
    )`,
    // Apart from the tables, as each create and delete writes here. next_number is what the next record's autoNumber
    // fields get. Pages stay mostly empty, so that an update writes no index.
    `CREATE TABLE ${stateTable(baseId, 'table_counter')} (
      table_id ${ID} PRIMARY KEY REFERENCES ${table} (id) ON DELETE CASCADE,
      record_count bigint NOT NULL DEFAULT 0,
      next_number bigint NOT NULL DEFAULT 1
    ) WITH (fillfactor = 20)`,
    `CREATE TABLE ${field} (
      id ${ID} PRIMARY KEY,
      table_id ${ID} NOT NULL REFERENCES ${table} (id) ON DELETE CASCADE,
      name text NOT NULL,
      type text NOT NULL,
      description text,
      options jsonb,
      position integer NOT NULL,
      rules jsonb,
      stamped boolean NOT NULL DEFAULT false
    )`,
    // config: what of the View contract is not a column.
    `CREATE TABLE ${stateTable(baseId, 'view')} (
      id ${ID} PRIMARY KEY,
      table_id ${ID} NOT NULL REFERENCES ${table} (id) ON DELETE CASCADE,
      name text NOT NULL,
      type text NOT NULL,
      config jsonb NOT NULL DEFAULT '{}',
      position integer NOT NULL
    )`,
    // One junction table per pair, named by id. field_b is NULL for a link of a table to itself.
    `CREATE TABLE ${stateTable(baseId, 'link_pair')} (
      id ${ID} PRIMARY KEY,
      table_a ${ID} NOT NULL,
      field_a ${ID} NOT NULL,
      table_b ${ID} NOT NULL,
      field_b ${ID}
    )`,
    // What entries of the log deleted of the structure, with its rows as they were; records and cells stay in their tables.
    `CREATE TABLE ${stateTable(baseId, 'trash')} (
      seq bigint PRIMARY KEY,
      kind text NOT NULL,
      name text NOT NULL,
      table_id ${ID} NOT NULL,
      actor text COLLATE "C",
      at timestamptz(3) NOT NULL DEFAULT now(),
      kept jsonb NOT NULL
    )`,
    // The structure as it was: each row from the entry that made it so to the one that ended that.
    `CREATE TABLE ${past} (
      kind text NOT NULL,
      id ${ID} NOT NULL,
      since bigint NOT NULL,
      until bigint,
      row jsonb NOT NULL,
      PRIMARY KEY (kind, id, since)
    )`,
    `CREATE INDEX past_structure_present ON ${past} (kind, id) WHERE until IS NULL`,
    // The cells of a field as they were before an entry deleted it or gave it another type: raw, by record.
    `CREATE TABLE ${stateTable(baseId, 'past_cells')} (
      seq bigint NOT NULL,
      field_id ${ID} NOT NULL,
      part bigint NOT NULL,
      cells jsonb NOT NULL,
      PRIMARY KEY (seq, field_id, part)
    )`,
    // Who changed a record, a cell of it or what a field of it watches, and when, before all that the log tells of it. seq:
    // the entry of the log that told so and was let go; back: it brought the record back, and with it the cell of the field.
    `CREATE TABLE ${stateTable(baseId, 'past_stamp')} (
      record_id ${ID} NOT NULL,
      field_id ${ID} NOT NULL,
      at timestamptz(3),
      actor text COLLATE "C",
      seq bigint,
      back boolean NOT NULL DEFAULT false,
      PRIMARY KEY (record_id, field_id)
    )`,
    // Links of records that came back before the record at their other end, by the sides of their pair.
    `CREATE TABLE ${stateTable(baseId, 'waiting_link')} (
      pair_id ${ID} NOT NULL,
      a ${ID} NOT NULL,
      b ${ID} NOT NULL,
      at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (a, b, pair_id)
    )`,
    `CREATE INDEX waiting_link_b ON ${stateTable(baseId, 'waiting_link')} (b)`,
    // Moments that somebody named.
    `CREATE TABLE ${stateTable(baseId, 'snapshot')} (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      seq bigint NOT NULL,
      name text NOT NULL,
      actor text COLLATE "C",
      made_at timestamptz(3) NOT NULL DEFAULT now(),
      at timestamptz(3) NOT NULL
    )`,
    // The entries that deleted records.
    `CREATE INDEX change_deletes ON ${change} (seq) WHERE changes @? '$[*].deleted'`,
    // The entries that gave a field another type.
    `CREATE INDEX change_conversions ON ${change} (seq) WHERE changes @? '$[*] ? (@.action == "field.converted")'`,
    // Every record that there is or was, with its table: an id never stands in two.
    `CREATE TABLE ${stateTable(baseId, 'record_id')} (id ${ID} PRIMARY KEY, table_id ${ID} NOT NULL)`,
    // The order of a sorted list as its first page saw it, so that later pages neither repeat nor lose records.
    // Not compressed: that takes as long as the sort.
    `CREATE UNLOGGED TABLE ${stateTable(baseId, 'list_snapshot')} (
      id text COLLATE "C" PRIMARY KEY,
      table_id ${ID} NOT NULL,
      user_id text COLLATE "C" NOT NULL,
      ids bigint[] STORAGE EXTERNAL NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`,
    // The order of a sorted or filtered view as of a number of the log, in parts of some hundred rows, whose at says
    // which comes first. A row of row_order_place says in which part each record of a run of creation numbers stands.
    // Not compressed: that takes as long as the sort.
    `CREATE UNLOGGED TABLE ${stateTable(baseId, 'row_order')} (
      table_id ${ID} NOT NULL,
      sort text COLLATE "C" NOT NULL,
      id bigint NOT NULL UNIQUE,
      seq bigint NOT NULL,
      size integer NOT NULL,
      used_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (table_id, sort)
    )`,
    `CREATE UNLOGGED TABLE ${stateTable(baseId, 'row_order_part')} (
      order_id bigint NOT NULL,
      part integer NOT NULL,
      at double precision NOT NULL,
      head bigint NOT NULL,
      size integer NOT NULL,
      ids bigint[] STORAGE EXTERNAL NOT NULL,
      PRIMARY KEY (order_id, part)
    )`,
    `CREATE UNLOGGED TABLE ${stateTable(baseId, 'row_order_place')} (
      order_id bigint NOT NULL,
      block bigint NOT NULL,
      ids bigint[] STORAGE EXTERNAL NOT NULL,
      parts integer[] STORAGE EXTERNAL NOT NULL,
      PRIMARY KEY (order_id, block)
    )`,
  ];
}

export const dropBaseSchema = (baseId: string): string => `DROP SCHEMA ${schemaName(baseId)} CASCADE`;
