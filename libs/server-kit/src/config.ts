import Type, { type Static, type TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

/** Keys that every Fastify process of the house reads. Spread `ServerConfig.properties` into the process's own schema. */
export const ServerConfig = Type.Object({
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535 }),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)),
    { default: 'info' },
  ),
});

/** A string that must never be printed; `redactConfig` shows only that it is set. */
export const Secret = (options: { minLength?: number } = {}) =>
  Type.String({ minLength: 1, ...options, secret: true });

/** An absolute http(s) address without a trailing path, such as the base URL of another service. */
export const ServiceUrl = () => Type.String({ pattern: '^https?://[^\\s/?#]+$' });

/** The environment does not fit the schema. The message names keys and rules, never values. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not complete:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the keys of `schema` from `env`: converts numbers and booleans, fills defaults, ignores other keys. An empty
 * string counts as unset, as container manifests cannot leave a key out. Throws ConfigError.
 */
export function readConfig<T extends TObject>(
  schema: T,
  env: Readonly<Record<string, string | undefined>>,
): Static<T> {
  const given: Record<string, unknown> = {};
  for (const key of Object.keys(schema.properties)) {
    if (env[key] !== undefined && env[key] !== '') given[key] = env[key];
  }
  const value = Value.Default(schema, Value.Convert(schema, given));
  const check = Compile(schema);
  if (check.Check(value)) return value as Static<T>;
  const problems = check.Errors(value).map(({ instancePath, message, params }) => {
    const key = instancePath.slice(1);
    const missing = (params as { requiredProperties?: string[] }).requiredProperties;
    return missing ? `${missing.join(', ')} must be set` : `${key} ${message}`;
  });
  throw new ConfigError([...new Set(problems)]);
}

/** The configuration as it may be printed: secrets and passwords inside addresses are covered. */
export function redactConfig<T extends TObject>(schema: T, config: Static<T>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config as Record<string, unknown>).map(([key, value]) => {
      const rule = schema.properties[key] as { secret?: boolean } | undefined;
      if (rule?.secret) return [key, '[redacted]'];
      return [key, typeof value === 'string' ? value.replace(/\/\/[^/\s]*@/, '//[redacted]@') : value];
    }),
  );
}
