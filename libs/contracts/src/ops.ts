import Type, { type Static } from 'typebox';
import { id } from './id-shape';
import { RawCell } from './cells';
import { MAX_OP_RECORDS } from './room-constants';

const Cells = Type.Record(id('field'), RawCell);
const RecordId = id('record');
const TableId = id('table');
/** Types of the fields that the cells are of, as their sender knows them: they may be others by now. */
const FieldTypes = Type.Record(id('field'), Type.String({ maxLength: 40 }));
const OpId = Type.String({ pattern: '^[0-9A-Za-z-]{8,64}$' });

/**
 * A person's intent on records, cells in raw form by field id. `id` is minted by the client and makes the op
 * idempotent: the same id again answers with the first result.
 */
export const Op = Type.Union([
  Type.Object({
    id: OpId,
    kind: Type.Literal('records.create'),
    tableId: TableId,
    fieldTypes: Type.Optional(FieldTypes),
    records: Type.Array(Type.Object({ id: Type.Optional(RecordId), cells: Cells }), {
      minItems: 1,
      maxItems: MAX_OP_RECORDS,
    }),
  }),
  Type.Object({
    id: OpId,
    kind: Type.Literal('records.update'),
    tableId: TableId,
    fieldTypes: Type.Optional(FieldTypes),
    records: Type.Array(Type.Object({ id: RecordId, cells: Cells }), {
      minItems: 1,
      maxItems: MAX_OP_RECORDS,
    }),
  }),
  Type.Object({
    id: OpId,
    kind: Type.Literal('records.delete'),
    tableId: TableId,
    recordIds: Type.Array(RecordId, { minItems: 1, maxItems: MAX_OP_RECORDS }),
    /**
     * The op of the same person that made the records, which this one takes back: nobody need find them in the trash, unless
     * others have written in them.
     */
    undoes: Type.Optional(OpId),
  }),
  /** Brings back what change `seq` deleted: same ids, same order, same links. */
  Type.Object({
    id: OpId,
    kind: Type.Literal('records.restore'),
    seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  }),
]);
export type Op = Static<typeof Op>;

export interface OpResult {
  opId: string;
  /** Number of the change in the base's log; of the last one there was, for an op that changed nothing. */
  seq: number;
  /** Records created or touched, in the order of the op. */
  recordIds: string[];
}
