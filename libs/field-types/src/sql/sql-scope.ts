import type { Person } from '../field-type';

/** The bound parameters of one SQL statement in the making. */
export interface SqlScope {
  /** Binds a value and returns its placeholder (`$7`); the only way a value reaches SQL. */
  bind(value: unknown): string;
  /** jsonb expression: public JSON text of each person by user id. Bound once, on first use. */
  people(): string;
  /** jsonb expression: the name each person sorts by, by user id. Bound once, on first use. */
  peopleNames(): string;
}

/** Binds an object as jsonb and returns the expression. */
export function bindJson(scope: Pick<SqlScope, 'bind'>, object: unknown): string {
  return `${scope.bind(JSON.stringify(object))}::jsonb`;
}

/** A scope that appends what it binds to `parameters`, in the numbering of node-postgres. */
export function sqlScope(parameters: unknown[], people: ReadonlyMap<string, Person> = new Map()): SqlScope {
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  const once = (build: () => unknown) => {
    let placeholder: string | undefined;
    return () => (placeholder ??= bindJson({ bind }, build()));
  };
  const byId = (toText: (id: string, person: Person) => string) => () =>
    Object.fromEntries([...people].map(([id, person]) => [id, toText(id, person)]));
  return {
    bind,
    people: once(byId((id, { email, name }) => JSON.stringify({ id, email, name }))),
    peopleNames: once(byId((_id, { email, name }) => name || email)),
  };
}
