/** The elements `c` of an array in storage order. As a select list: in FROM each row would fill a table of its own. */
export const arrayElements = (column: string) => `(SELECT unnest(${column}) AS c) AS elements`;

/** A text[] from a JSON list of texts; NULL for an empty list and for anything else. */
export const textListFromJson = (json: string): string =>
  `CASE WHEN jsonb_typeof(${json}) = 'array' THEN nullif(ARRAY(SELECT jsonb_array_elements_text(${json})), '{}'::text[]) END`;
