import { type BaseModel, seesAddresses } from '@pyairtable/core';
import { type CreateRequest, createRowsStatement } from './create-rows';
import type { CombinableWrite } from './write-combiner';
import type { WriteContext } from './write-request';

/**
 * A creation as a write that others can join: of the same caller with the same credential's reach, in the same table, with
 * the same form of answer.
 */
export function createWrite(
  base: BaseModel,
  context: WriteContext,
  request: CreateRequest,
): CombinableWrite<CreateRequest> {
  const { caller, table, answer } = context;
  const { userId, resources, source } = caller;
  return {
    shape: JSON.stringify([
      'create',
      base.schemaVersion,
      table.id,
      userId,
      resources,
      seesAddresses(caller),
      source,
      answer,
      request.givenIds,
    ]),
    recordIds: request.records.map(({ id }) => id),
    request,
    prepare: (requests) => createRowsStatement(base, context, requests),
  };
}
