import { FormulaDate } from '../value';
import { lazy, parameter, strict } from './define';
import type { FunctionDefinition } from './definition';
import { dateResult, textResult } from './results';
import { watchedFields } from '../check/watched-fields';

const category = 'record' as const;

export const recordFunctions: readonly FunctionDefinition[] = [
  strict({
    name: 'RECORD_ID',
    category,
    summary: "The record's id.",
    parameters: [],
    examples: [{ formula: 'RECORD_ID()', result: 'recA1b2C3d4E5f6G7' }],
    result: () => 'text',
    evaluate: (_args, { recordId }) => recordId,
    sql: (_args, builder) => textResult(builder.recordId(), { atomic: true }),
  }),
  strict({
    name: 'CREATED_TIME',
    category,
    summary: 'When the record was created.',
    parameters: [],
    examples: [{ formula: 'CREATED_TIME()', result: '2024-01-10T08:15:30.000Z' }],
    result: () => 'date',
    evaluate: (_args, { createdMs }) => new FormulaDate(createdMs),
    sql: (_args, builder) => dateResult(builder.createdTime(), { atomic: true }),
  }),
  lazy({
    name: 'LAST_MODIFIED_TIME',
    category,
    summary: 'When a person last changed the record, or one of the fields given; blank when never.',
    parameters: [parameter('field?…', 'any', 'Fields to watch.')],
    examples: [{ formula: 'LAST_MODIFIED_TIME()', result: '2024-03-01T17:45:10.000Z' }],
    result: () => 'date',
    evaluate: (args, _evaluate, environment) => {
      const ms = environment.lastModifiedMs(watchedFields(args));
      return ms === null ? null : new FormulaDate(ms);
    },
    sql(args, _compile, builder) {
      const fieldIds = watchedFields(args);
      return dateResult(builder.lastModifiedTime(fieldIds), {
        atomic: fieldIds.length === 0,
        present: false,
      });
    },
  }),
];
