import { LIMITS } from '../limits';
import { fail, type FormulaFailure } from '../value';
import { type Pattern, patternOf } from './pattern';
import { parseReplacement } from './replacement';

const withPattern = <T>(
  text: string,
  source: string,
  search: (pattern: Pattern) => T | FormulaFailure,
): T | FormulaFailure => {
  const pattern = patternOf(source);
  if (!pattern) return fail('This is not a regular expression, or one too large.');
  if (text.length > pattern.longestText) return fail('The text is too long for this regular expression.');
  return search(pattern);
};

/** Whether the pattern matches anywhere in the text. */
export const regexMatch = (text: string, source: string): boolean | FormulaFailure =>
  withPattern(text, source, ({ engine }) => engine.test(text));

/** The first match, whole also when the pattern has groups. */
export const regexExtract = (text: string, source: string): string | FormulaFailure =>
  withPattern(text, source, ({ engine }) => {
    const matcher = engine.matcher(text);
    return matcher.find() ? (matcher.group(0) as string) : fail('Nothing in the text matches.');
  });

/** The text with every match replaced; an empty match right behind another does not count, as in RE2. */
export const regexReplace = (text: string, source: string, replacement: string): string | FormulaFailure =>
  withPattern(text, source, ({ engine }) => {
    const pieces = parseReplacement(replacement, engine.groupCount(), engine.namedGroups());
    const matcher = engine.matcher(text);
    const deadline = performance.now() + LIMITS.replaceTime;
    let result = '';
    let end = 0;
    let first = true;
    while (matcher.find()) {
      const start = matcher.start();
      if (start === matcher.end() && start === end && !first) continue;
      first = false;
      result += text.slice(end, start);
      end = matcher.end();
      for (const piece of pieces) {
        if ('text' in piece) result += piece.text;
        else if ('group' in piece) result += matcher.group(piece.group) ?? '';
        else result += piece.around === 'before' ? text.slice(0, start) : text.slice(end);
      }
      if (result.length > LIMITS.textLength) return fail('The text is too long.');
      if (performance.now() > deadline) return fail('The replacement takes too long.');
    }
    return result + text.slice(end);
  });
