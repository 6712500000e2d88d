/** The part of JSON Schema in which services.schema.json is written; `description` says what a value must be. */
export interface Shape {
  title?: string;
  description: string;
  type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  enum?: string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
}

/** One line, path first, for every value that the shape refuses; a key that the shape does not know is one of them. */
export function shapeFaults(shape: Shape, value: unknown, at = ''): string[] {
  const { items, properties } = shape;
  if (properties) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [wrong(shape, at)];
    const entry = value as Record<string, unknown>;
    return [
      ...Object.keys(entry)
        .filter((key) => !Object.hasOwn(properties, key))
        .map((key) => `${below(at, key)} is no key; there are ${Object.keys(properties).join(', ')}`),
      ...Object.entries(properties).flatMap(([key, inner]) => {
        if (entry[key] === undefined && !shape.required?.includes(key)) return [];
        return shapeFaults(inner, entry[key], below(at, key));
      }),
    ];
  }
  if (items)
    return Array.isArray(value)
      ? value.flatMap((one, index) => shapeFaults(items, one, `${at}[${index}]`))
      : [wrong(shape, at)];
  return fits(shape, value) ? [] : [wrong(shape, at)];
}

const below = (at: string, key: string) => (at ? `${at}.${key}` : key);

const wrong = ({ description }: Shape, at: string) => `${at || 'the file'} must be ${description}`;

function fits({ type, enum: choices, pattern, minimum, maximum }: Shape, value: unknown): boolean {
  if (choices) return typeof value === 'string' && choices.includes(value);
  if (type === 'integer')
    return (
      Number.isSafeInteger(value) &&
      (value as number) >= (minimum ?? 0) &&
      (value as number) <= (maximum ?? Number.MAX_SAFE_INTEGER)
    );
  if (type === 'boolean') return typeof value === 'boolean';
  return typeof value === 'string' && new RegExp(pattern ?? '').test(value);
}
