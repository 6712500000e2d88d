import Type from 'typebox';
import type { BaseCopy } from '../time-machine';
import { endpoint } from './endpoint';
import { closed, id, text, wholeNumber } from './shapes';

/** As an entry of the log left the base, or as it was at a time. */
const MomentShape = Type.Union([
  closed({ seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
  closed({
    at: Type.String({
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?(Z|[+-]\\d\\d:\\d\\d)$',
    }),
  }),
]);

export const copyBase = endpoint({
  method: 'POST',
  path: '/v1/bases/{baseId}/copies',
  summary: 'Makes a new base of what a base was at a moment',
  scopes: ['data.records:read', 'schema.bases:read', 'schema.bases:write'],
  body: closed({
    moment: MomentShape,
    name: text(255, 1),
    workspaceId: Type.Optional(id('workspace')),
  }),
  status: 201,
  answer: Type.Unsafe<BaseCopy>(
    Type.Object({
      baseId: Type.String(),
      workspaceId: Type.String(),
      tables: wholeNumber(),
      records: wholeNumber(),
      seq: wholeNumber(),
    }),
  ),
});
