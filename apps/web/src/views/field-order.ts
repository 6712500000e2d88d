/**
 * The order of a view's fields with `ids` shown as well. The view no longer knows the place of a field it hid: it comes
 * back behind the field that stands before it in the table. So do choices that are not in their list any more.
 */
export function withShown(
  order: readonly string[],
  tableOrder: readonly string[],
  ids: readonly string[],
): string[] {
  const shown = [...order];
  for (const [at, id] of tableOrder.entries()) {
    if (!ids.includes(id) || shown.includes(id)) continue;
    const before = tableOrder.slice(0, at).findLast((one) => shown.includes(one));
    shown.splice(before === undefined ? 0 : shown.indexOf(before) + 1, 0, id);
  }
  return shown;
}
