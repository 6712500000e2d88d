/** Longest id of an op, in characters. */
const LONGEST = 64;

/** The id of what is left of an op: the same on each page that sends the op, so that it is carried out once. */
export function idOfRest(opId: string): string {
  const id = `${opId}-r`;
  return id.length <= LONGEST ? id : crypto.randomUUID();
}
