import Type, { type TProperties, type TSchema } from 'typebox';
import { STORABLE } from '../storable';

export { id } from '../id-shape';

/** A text of at most so many characters, with one at least where `from` is 1. */
export const text = (most: number, from: 0 | 1 = 0) =>
  Type.String({ minLength: from, maxLength: most, pattern: STORABLE });

/** An object with these keys and no others: what comes from outside. */
export const closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const orNull = <S extends TSchema>(shape: S) => Type.Union([shape, Type.Null()]);

/** A key that may be left out, or be null, which says the same. */
export const maybe = <S extends TSchema>(shape: S) => Type.Optional(orNull(shape));

export const wholeNumber = () => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** How many are asked for: the default where nothing is said. */
export const limit = (bounds: { default: number; max: number }) =>
  Type.Integer({ minimum: 1, maximum: bounds.max, default: bounds.default });

/** A time in UTC as ISO 8601 has it. */
export const time = () =>
  Type.String({ pattern: '^\\d{4,6}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' });

/** What is kept of a change of structure that leaves nothing to show: the number of its entry in the log. */
export const Entry = Type.Object({ seq: wholeNumber() });

/** Whoever did something; null for the system. */
export const Actor = orNull(Type.Object({ id: Type.String(), name: Type.String() }));
