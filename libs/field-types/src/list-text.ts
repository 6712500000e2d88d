/** Joins names with ", ". A name that holds a comma, or that would not read back, stands in double quotes. */
export function joinList(names: readonly string[]): string {
  return names
    .map((name) => (/^["\s]|,|\s$|^$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name))
    .join(', ');
}

/** The reverse of `joinList`; blanks around names and empty names are dropped. */
export function splitList(text: string): string[] {
  const names: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"(?=\s*(?:,|$))|([^,]*))\s*(?:,|$)/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) break;
    const name = match[1] === undefined ? (match[2] ?? '').trim() : match[1].replaceAll('""', '"');
    if (name !== '') names.push(name);
  }
  return names;
}
