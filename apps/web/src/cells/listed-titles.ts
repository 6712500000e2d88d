/** Titles that are said by name. */
const NAMED = 5;

/** Titles as a sentence lists them, of many the first: `“A”, “B” and 3 more`. */
export function listedTitles(titles: readonly string[], joint: 'and' | 'or'): string {
  const named = titles.slice(0, NAMED).map((title) => `“${title}”`);
  const more = titles.length - named.length;
  const all = [...named, ...(more > 0 ? [`${more.toLocaleString('en')} more`] : [])];
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} ${joint} ${String(all.at(-1))}` : String(all[0]);
}
