import { regexExtract, regexMatch, regexReplace } from '../regex/search';
import { regexExtractSql, regexMatchSql, regexReplaceSql } from '../regex/search-sql';
import { parameter, strict } from './define';
import type { FunctionDefinition } from './definition';
import { booleanResult, textResult } from './results';

const category = 'regex' as const;
const text = parameter('text', 'text', 'Where to look.');
const pattern = parameter(
  'pattern',
  'text',
  'A regular expression as RE2 reads it: no look-around, no back-references.',
);

export const regexFunctions: readonly FunctionDefinition[] = [
  strict({
    name: 'REGEX_MATCH',
    category,
    summary: 'Whether a regular expression matches anywhere in a text.',
    parameters: [text, pattern],
    examples: [{ formula: 'REGEX_MATCH("Hello World", "Hello.World")', result: '1' }],
    result: () => 'boolean',
    evaluate: ([value, source]) => regexMatch(value as string, source as string),
    sql: ([value, source], builder) => booleanResult(...regexMatchSql(value, source, builder)),
  }),
  strict({
    name: 'REGEX_EXTRACT',
    category,
    summary: 'The first part of a text that a regular expression matches; an error when there is none.',
    parameters: [text, pattern],
    examples: [{ formula: 'REGEX_EXTRACT("Hello World", "W.*")', result: 'World' }],
    result: () => 'text',
    evaluate: ([value, source]) => regexExtract(value as string, source as string),
    sql: ([value, source], builder) => textResult(...regexExtractSql(value, source, builder)),
  }),
  strict({
    name: 'REGEX_REPLACE',
    category,
    summary: 'A text with all that a regular expression matches replaced.',
    parameters: [
      text,
      pattern,
      parameter(
        'replacement',
        'text',
        'What to put there; $1 to $99 and $<name> stand for groups, $& for the match, $$ for a dollar sign.',
      ),
    ],
    examples: [{ formula: 'REGEX_REPLACE("Hello World", " W.*", "")', result: 'Hello' }],
    result: () => 'text',
    evaluate: ([value, source, replacement]) =>
      regexReplace(value as string, source as string, replacement as string),
    sql: ([value, source, replacement], builder) =>
      textResult(...regexReplaceSql(value, source, replacement, builder)),
  }),
];
