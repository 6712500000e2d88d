-- migrate:up
-- Only entries of ops carry an op_id; the others, which are most, need no place in its index.
ALTER TABLE api.change DROP CONSTRAINT change_op;
CREATE UNIQUE INDEX change_op ON api.change (base_id, op_id) WHERE op_id IS NOT NULL;

-- migrate:down
DROP INDEX api.change_op;
ALTER TABLE api.change ADD CONSTRAINT change_op UNIQUE (base_id, op_id);
