-- migrate:up
-- The order of a sorted view's rows as of a number of the base's log, so that windows far down need not sort all rows
-- again. Not logged: what is lost is computed anew. Not compressed: that takes as long as the sort.
CREATE UNLOGGED TABLE api.row_order (
  table_id text COLLATE "C" NOT NULL,
  sort text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  ids bigint[] STORAGE EXTERNAL NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (table_id, sort)
);
CREATE INDEX row_order_age ON api.row_order (made_at);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON api.row_order TO pyairtable_api;
  END IF;
END
$$;

-- migrate:down
DROP TABLE api.row_order;
