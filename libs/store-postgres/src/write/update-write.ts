import { type BaseModel, type RecordWrite, seesAddresses } from '@pyairtable/core';
import { type UpdateRequest, updateRowsStatement } from './update-rows';
import type { CombinableWrite } from './write-combiner';
import type { WriteContext } from './write-request';

/** The ids of the fields that every record sets, as one text; null when they set different ones. */
function fieldsOf(records: readonly RecordWrite[]): string | null {
  const [first = '', ...others] = records.map(({ cells }) => Object.keys(cells).sort().join());
  return others.every((fields) => fields === first) ? first : null;
}

/**
 * An update as a write that others can join: of the same caller with the same credential's reach, in the same table, to
 * the same fields, with the same form of answer.
 */
export function updateWrite(
  base: BaseModel,
  context: WriteContext,
  request: UpdateRequest,
): CombinableWrite<UpdateRequest> {
  const { caller, table, answer } = context;
  const fields = fieldsOf(request.records);
  const { userId, resources, source } = caller;
  return {
    shape:
      fields === null
        ? null
        : JSON.stringify([
            base.schemaVersion,
            table.id,
            userId,
            resources,
            seesAddresses(caller),
            source,
            answer,
            fields,
          ]),
    recordIds: request.records.map(({ id }) => id),
    request,
    prepare: (requests) => updateRowsStatement(base, context, requests),
  };
}
