SELECT id, seq
FROM api.base
WHERE id = ANY($1::text[]);
