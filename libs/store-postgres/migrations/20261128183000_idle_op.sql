-- migrate:up
-- Ops that changed nothing, which have no entry in the log: sent again, such an op is answered as it was, and changes
-- nothing still. Rows go when nobody can be waiting for the answer any more.
CREATE TABLE api.idle_op (
  base_id text COLLATE "C" NOT NULL REFERENCES api.base (id) ON DELETE CASCADE,
  op_id text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  record_ids text[] NOT NULL,
  done_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (base_id, op_id)
);
CREATE INDEX idle_op_age ON api.idle_op (done_at);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON api.idle_op TO pyairtable_api;
  END IF;
END
$$;

-- migrate:down
DROP TABLE api.idle_op;
