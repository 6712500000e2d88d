-- migrate:up
-- Ids that clients made for records of late, each for one table of its base: what two writes under way at the same time
-- cannot see of each other, they meet here. Older records are found in their tables, so rows may go after a while.
CREATE UNLOGGED TABLE api.record_claim (
  base_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  table_id text COLLATE "C" NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (base_id, id)
);
CREATE INDEX record_claim_age ON api.record_claim (claimed_at);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pyairtable_api') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON api.record_claim TO pyairtable_api;
  END IF;
END
$$;

-- migrate:down
DROP TABLE api.record_claim;
