import type { LazyFunction, Parameter, ParameterType, StrictFunction } from './definition';

/** A parameter in one line; the name's last characters say more: `?` optional, `…` this and all after it. */
export function parameter(name: string, type: ParameterType, description: string): Parameter {
  const rest = name.endsWith('…');
  const bare = rest ? name.slice(0, -1) : name;
  const optional = bare.endsWith('?');
  return {
    name: optional ? bare.slice(0, -1) : bare,
    type,
    description,
    ...(optional ? { optional: true as const } : {}),
    ...(rest ? { rest: true as const } : {}),
  };
}

export const strict = (definition: Omit<StrictFunction, 'kind'>): StrictFunction => ({
  kind: 'strict',
  ...definition,
});
export const lazy = (definition: Omit<LazyFunction, 'kind'>): LazyFunction => ({
  kind: 'lazy',
  ...definition,
});
