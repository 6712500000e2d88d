/**
 * JSON text of one member of an object given as JSON text. A body that consists of just that member, as lists of the
 * api do, is cut and not parsed.
 */
export function memberText(text: string, name: string): string {
  const head = `{${JSON.stringify(name)}:[`;
  if (text.startsWith(head) && text.endsWith(']}')) return text.slice(head.length - 1, -1);
  const value = (JSON.parse(text) as Record<string, unknown>)[name];
  if (value === undefined) throw new Error(`an answer without ${name}`);
  return JSON.stringify(value);
}

/** An object whose members are given as JSON text. */
export function objectText(members: Readonly<Record<string, string>>): string {
  return `{${Object.entries(members)
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join(',')}}`;
}
