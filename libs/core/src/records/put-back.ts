/** A list with those that come back into it behind the nearest that they stood behind `before`, first where none of those is there. */
export function putBack(
  list: readonly string[],
  before: readonly string[],
  returned: ReadonlySet<string>,
): string[] {
  const staying = new Set(list.filter((id) => !returned.has(id)));
  const behind = new Map<string | undefined, string[]>([[undefined, []]]);
  let last: string | undefined;
  for (const id of before) {
    if (staying.has(id)) behind.set((last = id), []);
    else if (returned.has(id)) behind.get(last)?.push(id);
  }
  return [...(behind.get(undefined) ?? []), ...[...staying].flatMap((id) => [id, ...(behind.get(id) ?? [])])];
}
