interface Fault {
  name?: string;
  message?: string;
  stack?: string;
  code?: string;
  constraint?: string;
  schema?: string;
  table?: string;
  cause?: unknown;
}

/** SQLSTATE, as PostgreSQL drivers put it in `code`. */
const SQLSTATE = /^[0-9A-Z]{5}$/;
const MAX_CAUSES = 4;

/**
 * An error as it may be logged. PostgreSQL quotes values in messages of data exceptions (class 22), of malformed
 * arrays and JSON, and in `detail` and `where`; those may be cell values, so quoted parts are covered and only
 * names are kept.
 */
export function serializeFault(error: unknown, depth = 0): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const fault = error as Fault;
  const fromDatabase = typeof fault.code === 'string' && SQLSTATE.test(fault.code);
  const cover = (text: string | undefined) => (fromDatabase ? text?.replace(/"[^"]*"/g, '"…"') : text);
  return {
    type: fault.name ?? 'Error',
    message: cover(fault.message),
    stack: cover(fault.stack),
    ...(fault.code ? { code: fault.code } : {}),
    ...(fault.constraint ? { constraint: fault.constraint } : {}),
    ...(fault.table ? { table: `${fault.schema ?? ''}.${fault.table}` } : {}),
    ...(fault.cause !== undefined && depth < MAX_CAUSES
      ? { cause: serializeFault(fault.cause, depth + 1) }
      : {}),
  };
}
