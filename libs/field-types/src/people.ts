import type { ReadCell } from '@pyairtable/contracts';
import { err, isId, ok, type Result } from '@pyairtable/kernel';
import { refused } from './cell-error';
import type { CellContext, CellError } from './field-type';
import { compareText } from './sql/text-order';

/** The text a person is shown by: name, else e-mail, else id for somebody who has left. */
export function personText(cell: ReadCell, { users }: Pick<CellContext, 'users'>): string {
  const person = typeof cell === 'string' ? users.get(cell) : undefined;
  return person?.name || person?.email || (typeof cell === 'string' ? cell : '');
}

export const comparePeople = (a: ReadCell, b: ReadCell, context: Pick<CellContext, 'users'>): number =>
  compareText(personText(a, context), personText(b, context));

/** The id of the one person a text names by id, e-mail or, where no two share it, name. */
export function findPerson(text: string, { users }: Pick<CellContext, 'users'>): string | undefined {
  const sought = text.trim().toLowerCase();
  const id = text.trim();
  if (id === '') return undefined;
  if (isId('user', id)) return users.has(id) ? id : undefined;
  const byEmail = [...users].find(([, { email }]) => email.toLowerCase() === sought);
  if (byEmail) return byEmail[0];
  const byName = [...users].filter(([, { name }]) => name.toLowerCase() === sought);
  return byName.length === 1 ? byName[0]?.[0] : undefined;
}

/** The id of the person that a program gives as `{id}` or `{email}`. */
export function personGiven(value: unknown, context: CellContext): Result<string, CellError> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return err(refused(context));
  const { id, email } = value as { id?: unknown; email?: unknown };
  // An id decides alone: clients echo whole read objects, whose e-mail may have changed since.
  const named = id ?? email;
  if (typeof named !== 'string' || (id === undefined && !named.includes('@'))) return err(refused(context));
  const found = id === undefined ? findPerson(named, context) : context.users.has(named) ? named : undefined;
  return found === undefined ? err(refused(context)) : ok(found);
}
