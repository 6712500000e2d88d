import type { Field, Histogram, Summaries, SummaryKind, SummaryValue } from '@pyairtable/contracts';

/** Heads and summaries worked out from the rows as a client reads them, by none of the server's code. */
export interface PlainRow {
  id: string;
  cells: Record<string, unknown>;
}

export interface PlainGroup {
  level: number;
  cell?: unknown;
  start: number;
  count: number;
  summaries: Record<string, SummaryValue>;
}

/** What makes rows stand in one group: of objects what people read of them. */
function groupText(cell: unknown, { type }: Field): string {
  if (cell === undefined) return '';
  if (type === 'barcode') return (cell as { text: string }).text;
  if (type === 'multipleRecordLinks')
    return JSON.stringify((cell as { title: string }[]).map(({ title }) => title));
  return JSON.stringify(cell);
}

/** What makes two cells different ones. */
const cellText = (cell: unknown, { type }: Field): string =>
  JSON.stringify(type === 'multipleRecordLinks' ? (cell as { id: string }[]).map(({ id }) => id) : cell);

function histogram(numbers: readonly number[]): SummaryValue {
  if (numbers.length === 0) return null;
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)];
  const parts: Histogram = { from, to, counts: new Array<number>(from === to ? 1 : 10).fill(0) };
  for (const one of numbers) {
    const part = from === to ? 0 : Math.min(9, Math.floor(10 * ((one - from) / (to - from))));
    parts.counts[part] = (parts.counts[part] ?? 0) + 1;
  }
  return { histogram: parts };
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return sorted.length === 0 ? null : ((sorted[low] as number) + (sorted[high] as number)) / 2;
}

export function plainSummary(cells: readonly unknown[], field: Field, kind: SummaryKind): SummaryValue {
  const filled = cells.filter((cell) => cell !== undefined);
  const numbers = filled.filter((cell) => typeof cell === 'number');
  const dates = filled.filter((cell) => typeof cell === 'string').toSorted();
  const [first, last] = [dates[0], dates.at(-1)];
  const sum = numbers.reduce((all, one) => all + one, 0);
  const share = (count: number) => (cells.length === 0 ? null : count / cells.length);
  const ofNumbers = (make: () => number) => (numbers.length === 0 ? null : make());
  switch (kind) {
    case 'sum':
      return ofNumbers(() => sum);
    case 'average':
      return ofNumbers(() => sum / numbers.length);
    case 'median':
      return median(numbers);
    case 'min':
      return ofNumbers(() => Math.min(...numbers));
    case 'max':
      return ofNumbers(() => Math.max(...numbers));
    case 'range':
      return ofNumbers(() => Math.max(...numbers) - Math.min(...numbers));
    case 'histogram':
      return histogram(numbers);
    case 'earliest':
      return first ?? null;
    case 'latest':
      return last ?? null;
    case 'dayRange':
      return first === undefined || last === undefined
        ? null
        : Math.floor((Date.parse(last) - Date.parse(first)) / 86_400_000);
    case 'filled':
      return filled.length;
    case 'empty':
      return cells.length - filled.length;
    case 'percentFilled':
      return share(filled.length);
    case 'percentEmpty':
      return share(cells.length - filled.length);
    case 'unique':
      return new Set(filled.map((cell) => cellText(cell, field))).size;
  }
}

export const plainSummaries = (
  rows: readonly PlainRow[],
  fields: readonly Field[],
  summaries: Summaries,
): Record<string, SummaryValue> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const kind = summaries[field.id];
      const cells = rows.map((row) => row.cells[field.id]);
      return kind ? [[field.id, plainSummary(cells, field, kind)]] : [];
    }),
  );

/** The heads of rows in the order of a view that is grouped by `by`, from the outermost. */
export function plainGroups(
  rows: readonly PlainRow[],
  fields: readonly Field[],
  by: readonly Field[],
  summaries: Summaries,
  level = 0,
  start = 0,
): PlainGroup[] {
  const field = by[level];
  if (!field) return [];
  const runs: PlainRow[][] = [];
  for (const row of rows) {
    const before = runs.at(-1)?.[0];
    const isSame =
      before && groupText(before.cells[field.id], field) === groupText(row.cells[field.id], field);
    if (isSame) runs.at(-1)?.push(row);
    else runs.push([row]);
  }
  let at = start;
  return runs.flatMap((run) => {
    const cell = run[0]?.cells[field.id];
    const head: PlainGroup = {
      level,
      ...(cell === undefined ? {} : { cell }),
      start: at,
      count: run.length,
      summaries: plainSummaries(run, fields, summaries),
    };
    const inner = plainGroups(run, fields, by, summaries, level + 1, at);
    at += run.length;
    return [head, ...inner];
  });
}
