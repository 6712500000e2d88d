import type { FieldTypeName, RawCell } from '@pyairtable/contracts';
import { err, ok, type Result } from '@pyairtable/kernel';
import { refused, unparsable } from './cell-error';
import type { CellError, FieldType, OptionsError } from './field-type';
import { numberColumn } from './sql/scalar-columns';

/** What makes one number type differ from another. */
export interface NumberKind<O> {
  name: FieldTypeName;
  family: 'number' | 'duration';
  primary: boolean;
  column: 'double precision' | 'integer';
  normaliseOptions(input: unknown, previous?: O): Result<O, OptionsError>;
  /** True when a finite number is in range. */
  fits?(value: number, options: O): boolean;
  /** Reads what a person typed; undefined when it makes no sense, null when it clears. */
  read(text: string, options: O): number | null | undefined;
  /** Reads a string sent with typecast; as typed unless given. */
  cast?(text: string, options: O): number | null | undefined;
  write(value: number, options: O): string;
}

/** A field type whose cells are finite numbers, kept at full precision whatever is shown. */
export function numberType<O>(kind: NumberKind<O>): FieldType<O> {
  const accepted = (value: number, options: O): number | undefined => {
    if (!Number.isFinite(value) || kind.fits?.(value, options) === false) return undefined;
    // JSON of -0 reads back as 0 in JavaScript and as -0 in PostgreSQL: one zero for both.
    return value === 0 ? 0 : value;
  };
  const fromText = (
    text: string,
    read: (text: string, options: O) => number | null | undefined,
    options: O,
    context: { fieldName: string },
  ): Result<RawCell, CellError> => {
    if (text.trim() === '') return ok(null);
    const value = read(text, options);
    const cell = typeof value === 'number' ? accepted(value, options) : value;
    return cell === undefined ? err(unparsable(text, context)) : ok(cell);
  };
  const check = (cell: unknown, options: O, context: { fieldName: string }): Result<RawCell, CellError> => {
    if (cell === null) return ok(null);
    const value = typeof cell === 'number' ? accepted(cell, options) : undefined;
    return value === undefined ? err(refused(context)) : ok(value);
  };
  return {
    name: kind.name,
    family: kind.family,
    computed: false,
    primary: kind.primary,
    mergeable: true,
    storage: () => ({ kind: 'column', type: kind.column, sql: numberColumn(kind.column) }),
    normaliseOptions: kind.normaliseOptions,
    normalise(value, options, context) {
      const outcome =
        context.typecast && typeof value === 'string'
          ? fromText(value, kind.cast ?? kind.read, options, context)
          : check(value, options, context);
      return outcome.ok ? ok({ cell: outcome.value }) : outcome;
    },
    check,
    parse: (text, options, context) => fromText(text, kind.read, options, context),
    format: (cell, options) => (typeof cell === 'number' ? kind.write(cell, options) : ''),
    compare: (a, b) => Number(a) - Number(b),
  };
}
