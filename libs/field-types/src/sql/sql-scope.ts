/** The bound parameters of one SQL statement in the making. */
export interface SqlScope {
  /** Binds a value and returns its placeholder (`$7`); the only way a value reaches SQL. */
  bind(value: unknown): string;
  /** jsonb expression: public JSON text of each person by user id; the same however often it is asked for. */
  people(): string;
  /** jsonb expression: the name each person sorts by (name, else e-mail), by user id. */
  peopleNames(): string;
}

/** Binds an object as jsonb and returns the expression. */
export function bindJson(scope: Pick<SqlScope, 'bind'>, object: unknown): string {
  return `${scope.bind(JSON.stringify(object))}::jsonb`;
}
