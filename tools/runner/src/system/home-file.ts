import { readFileSync } from 'node:fs';

/**
 * What a JSON file of the home holds; undefined when there is none. One that is not as it was written is an error in one
 * line: its path, and what to do.
 */
export function readHomeFile<T>(
  path: string,
  isWhole: (value: unknown) => value is T,
  whatToDo: string,
): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read (${message}).`, { cause: error });
  }
  const value = parsed(text);
  if (isWhole(value)) return value;
  throw new Error(`${path} is damaged. ${whatToDo}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON object; not a list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
