/** Fields that a table holds at the most. */
export const MAX_FIELDS = 500;
