/** Who did something, as answers say it: null for the system. */
export const personOf = (
  actor: string | null,
  actorName: string | null,
): { id: string; name: string } | null => (actor === null ? null : { id: actor, name: actorName ?? '' });
