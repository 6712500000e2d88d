SELECT id, seq
FROM api.base_heads($1);
