import { type BaseModel, type Caller, fieldsWithin, reachOf, type TableModel } from '@pyairtable/core';
import { publicRecordJson } from '../sql/record-columns';
import type { Statement } from '../sql/statement';

/** How records written are shown to who wrote them: keyed by field names or ids. */
export interface AnswerForm {
  byFieldId: boolean;
}

/** JSON text of the record `t` as the answer to a write shows it; empty when no records are asked for. */
export const answerJson = (
  base: BaseModel,
  table: TableModel,
  caller: Caller,
  statement: Statement,
  form: AnswerForm | null,
): string =>
  form
    ? publicRecordJson(base, fieldsWithin(reachOf(caller, base, table), table.fields), statement, {
        alias: 't',
        byFieldId: form.byFieldId,
      })
    : `''`;
