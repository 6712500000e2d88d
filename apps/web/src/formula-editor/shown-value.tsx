import { isDate, isFailure, isItems, toText, type Value } from '@pyairtable/formula';

/** A value as the playground writes it: texts in quotes, errors and blanks by name. */
export function valueText(value: Value): string {
  if (value === null) return 'blank';
  if (isFailure(value)) return '#ERROR!';
  if (isItems(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return isDate(value) ? new Date(value.ms).toISOString() : (toText(value) as string);
}

/** The value in the colour of its kind; a failure says why. */
export function ShownValue({ value, whole = false }: { value: Value; whole?: boolean }) {
  const failed = isFailure(value) || (typeof value === 'number' && !Number.isFinite(value));
  const text = valueText(value);
  return (
    <span
      className={`font-mono text-xs ${failed ? 'text-red-text' : value === null ? 'text-n11 italic' : 'text-n12'}`}
    >
      {whole || text.length <= 200 ? text : `${text.slice(0, 199)}…`}
      {isFailure(value) ? <span className="font-sans text-n11"> {value.reason}</span> : null}
    </span>
  );
}
