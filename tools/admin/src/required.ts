import { AdminError } from './admin-error';

/** The option's value; throws a usage error when it was not given or is empty. */
export function required(value: string | undefined, name: string): string {
  if (!value) throw new AdminError(`${name} is missing.`, 2);
  return value;
}
