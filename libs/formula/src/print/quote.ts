/**
 * Text as a literal that reads back the same. Double quotes unless the text holds them and no single ones; a backslash
 * is doubled only where the lexer would take it for an escape, so that patterns such as "\d+" stay readable.
 */
export function quoteText(text: string): string {
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  let written = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === quote) written += `\\${char}`;
    else if (char === '\n') written += '\\n';
    else if (char === '\r') written += '\\r';
    else if (char === '\t') written += '\\t';
    else if (char === '\\' && (at === text.length - 1 || 'ntr\\"\'\n\r\t'.includes(text[at + 1] as string)))
      written += '\\\\';
    else written += char;
  }
  return quote + written + quote;
}

/** Whether braces can hold the name: a backslash at its end would escape the closing brace. */
export const isBraceable = (name: string): boolean => name !== '' && !name.endsWith('\\');

/** A field reference in braces; the name must be braceable. */
export const braced = (name: string): string => `{${name.replaceAll('}', '\\}')}}`;
