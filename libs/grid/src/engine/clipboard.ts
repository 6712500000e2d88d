/** Most cells taken from or put on the clipboard at once. */
export const MAX_CLIPBOARD_CELLS = 500_000;

function quoted(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows of texts as spreadsheets exchange them: tab-separated, quoted where a text holds a tab, a break or a quote. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => ESCAPES[mark] as string).replace(/\r\n|\r|\n/g, '<br>');
}

/** The same rows as an HTML table, for word processors and mail. */
export function toHtmlTable(rows: readonly (readonly string[])[]): string {
  const body = rows
    .map((row) => `<tr>${row.map((text) => `<td>${escapeHtml(text)}</td>`).join('')}</tr>`)
    .join('');
  return `<meta charset="utf-8"><table>${body}</table>`;
}

/**
 * Reads tab-separated text as spreadsheets write it: quoted cells may hold tabs, breaks and doubled quotes; one break at
 * the very end is not a row. Text that is no table is one cell. Linear in the length; stops after `MAX_CLIPBOARD_CELLS`.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cells = 0;
  let at = 0;
  const { length } = text;
  if (length === 0) return [];
  for (;;) {
    let cell: string;
    const closing = text[at] === '"' ? closingQuote(text, at) : -1;
    if (closing !== -1) {
      cell = text.slice(at + 1, closing).replaceAll('""', '"');
      at = closing + 1;
    } else {
      const end = plainEnd(text, at);
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    cells++;
    const mark = text[at];
    if (mark === '\t' && cells < MAX_CLIPBOARD_CELLS) {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    if (mark === undefined || cells >= MAX_CLIPBOARD_CELLS) return rows;
    at += mark === '\r' && text[at + 1] === '\n' ? 2 : 1;
    if (at >= length) return rows;
  }
}

function plainEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\t' && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Index of the quote that closes the one at `open`, or -1 when it is a plain quote: it must end the cell. */
function closingQuote(text: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return -1;
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const after = text[quote + 1];
    return after === undefined || after === '\t' || after === '\n' || after === '\r' ? quote : -1;
  }
}

/**
 * Spreads copied rows over a selected area: one row of one cell fills it, a block repeats when the area is a whole
 * multiple of it, otherwise the block lands once at the top left. Shorter rows of a block are repeated with `blank`.
 */
export function tile<C>(
  rows: readonly (readonly C[])[],
  height: number,
  width: number,
  blank: C,
): readonly (readonly C[])[] {
  const blockWidth = Math.max(0, ...rows.map((row) => row.length));
  if (rows.length === 0 || blockWidth === 0) return [];
  const repeatDown = height % rows.length === 0 ? height / rows.length : 1;
  const repeatRight = width % blockWidth === 0 ? width / blockWidth : 1;
  const down = Math.max(1, repeatDown);
  const right = Math.max(1, repeatRight);
  if (down * right * rows.length * blockWidth > MAX_CLIPBOARD_CELLS || (down === 1 && right === 1))
    return rows;
  return Array.from({ length: down * rows.length }, (_, row) => {
    const source = rows[row % rows.length] ?? [];
    return Array.from({ length: right * blockWidth }, (_, column) => source[column % blockWidth] ?? blank);
  });
}
