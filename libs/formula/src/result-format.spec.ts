import { resultFormat } from './result-format';

it.each([
  ['number', 'number'],
  ['boolean', 'number'],
  ['date', 'date'],
  ['text', 'text'],
  ['blank', 'text'],
  ['mixed', 'text'],
  ['list:number', 'text'],
  ['list:date', 'text'],
] as const)('a result of type %s is formatted as %s', (type, kind) =>
  expect(resultFormat(type).kind).toBe(kind),
);
