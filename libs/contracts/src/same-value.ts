/** True when two values of JSON are the same, in whatever order the keys of objects stand. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [Object.entries(one), Object.entries(other)];
  const others = new Map<string, unknown>(right);
  return (
    left.length === right.length &&
    left.every(([key, value]) => others.has(key) && sameValue(value, others.get(key)))
  );
}
