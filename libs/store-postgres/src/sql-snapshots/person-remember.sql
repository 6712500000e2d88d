INSERT INTO api.person (id, email, name, signed_in)
VALUES ($1, $2, $3, true)
ON CONFLICT (id) DO UPDATE
SET email = excluded.email, name = excluded.name, signed_in = true
WHERE (person.email, person.name, person.signed_in) IS DISTINCT FROM (excluded.email, excluded.name, true)
RETURNING (old.email, old.name) IS DISTINCT FROM (new.email, new.name) AND old.id IS NOT NULL AS renamed;
