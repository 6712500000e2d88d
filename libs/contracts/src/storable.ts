/** Pattern of the texts that PostgreSQL holds: no NUL and no half of a surrogate pair. */
export const STORABLE = '^[^\\0\\p{Surrogate}]*$';
