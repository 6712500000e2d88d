import type { RawCell } from '@pyairtable/contracts';
import { isId } from '@pyairtable/kernel';
import type { CellContext } from './field-type';
import { compareText } from './sql/text-order';

/** The text a person is shown by: name, else e-mail, else id for somebody who has left. */
export function personText(cell: RawCell, { users }: Pick<CellContext, 'users'>): string {
  const person = typeof cell === 'string' ? users.get(cell) : undefined;
  return person?.name || person?.email || (typeof cell === 'string' ? cell : '');
}

export const comparePeople = (a: RawCell, b: RawCell, context: Pick<CellContext, 'users'>): number =>
  compareText(personText(a, context), personText(b, context));

/** The id of the one person a text names by id, e-mail or, where no two share it, name. */
export function findPerson(text: string, { users }: Pick<CellContext, 'users'>): string | undefined {
  const sought = text.trim().toLowerCase();
  const id = text.trim();
  if (isId('user', id)) return users.has(id) ? id : undefined;
  const byEmail = [...users].find(([, { email }]) => email.toLowerCase() === sought);
  if (byEmail) return byEmail[0];
  const byName = [...users].filter(([, { name }]) => name.toLowerCase() === sought);
  return byName.length === 1 ? byName[0]?.[0] : undefined;
}
