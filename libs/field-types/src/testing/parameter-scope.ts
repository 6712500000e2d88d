import type { Person } from '../field-type';
import { bindJson, type SqlScope } from '../sql/sql-scope';

/** A scope that appends what it binds to `parameters`, in the numbering of node-postgres. */
export function parameterScope(parameters: unknown[], people: ReadonlyMap<string, Person>): SqlScope {
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  const once = (build: (id: string, person: Person) => string) => {
    let placeholder: string | undefined;
    return () =>
      (placeholder ??= bindJson(
        { bind },
        Object.fromEntries([...people].map(([id, person]) => [id, build(id, person)])),
      ));
  };
  return {
    bind,
    people: once((id, { email, name }) => JSON.stringify({ id, email, name })),
    peopleNames: once((_id, { email, name }) => name || email),
  };
}
